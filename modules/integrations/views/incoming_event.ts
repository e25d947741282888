import { badge, button, form, list, optional, search, section, tab, tabs } from '#addon'
import { IncomingEvent } from '../models/incoming_event.ts'

export const incomingEventList = list(
  IncomingEvent,
  [
    'eventType',
    'provider',
    'location',
    badge('state'),
    'receivedAt',
    'externalLocation',
    'attempts',
    optional('occurredAt'),
    optional('processedAt'),
    optional('eventId'),
  ],
  { order: 'receivedAt desc', actions: [button('replay', { label: 'Replay', icon: 'rotate-cw' })] }
)

export const incomingEventForm = form(IncomingEvent, {
  header: [button('replay', { label: 'Replay', icon: 'rotate-cw' })],
  sheet: [
    section('Event', ['eventType', 'provider', 'state', 'reason']),
    section('Origin', ['location', 'externalLocation', 'eventId']),
    tabs({
      body: tab('Body', ['content']),
      times: tab('Times', ['receivedAt', 'occurredAt', 'processedAt', 'attempts']),
    }),
  ],
})

export const incomingEventSearch = search(IncomingEvent, {
  fields: ['eventType', 'eventId', 'externalLocation'],
  filters: {
    waiting: ['Waiting', [['state', '=', 'received']]],
    processed: ['Processed', [['state', '=', 'processed']]],
    ignored: ['Nothing to do', [['state', '=', 'ignored']]],
    quarantined: ['In quarantine', [['state', '=', 'quarantined']]],
    failed: ['Failed', [['state', '=', 'failed']]],
    recent: ['Received in the last 7 days', [['receivedAt', '>=', '-7d']]],
  },
  groupBy: ['state', 'eventType', 'provider', 'location', 'receivedAt'],
})
