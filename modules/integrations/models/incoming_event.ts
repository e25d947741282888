import {
  Model,
  datetime,
  enqueueEvent,
  integer,
  longText,
  many2one,
  selection,
  text,
  type Has,
} from '#addon'
import { Location } from '#modules/base/models/location'
import { processIncomingEvent } from '../jobs/process_event.ts'

/** An event that another system has sent to one of our webhooks. */
export class IncomingEvent extends Model {
  static override table = 'inbox_events'
  static override titleField = 'eventType'
  static override label = { one: 'event', many: 'events' }
  static override icon = 'inbox'
  static override hasThread = false

  static override fields = {
    eventType: text({ label: 'Event', required: true, readonly: true, search: true }),
    provider: selection({
      label: 'Sent by',
      required: true,
      readonly: true,
      options: { ghl: 'GoHighLevel' },
    }),
    state: selection({
      label: 'State',
      required: true,
      readonly: true,
      options: {
        received: 'Waiting',
        processed: 'Processed',
        ignored: 'Nothing to do',
        quarantined: 'In quarantine',
        failed: 'Failed',
      },
      tones: {
        received: 'info',
        processed: 'ok',
        ignored: 'idle',
        quarantined: 'warn',
        failed: 'bad',
      },
    }),
    reason: longText({ label: 'Reason', readonly: true, translate: true }),
    location: many2one(() => Location, { label: 'Location', readonly: true }),
    externalLocation: text({ label: 'Their location', readonly: true, search: true }),
    receivedAt: datetime({ label: 'Received', required: true, readonly: true }),
    occurredAt: datetime({ label: 'Happened', readonly: true }),
    processedAt: datetime({ label: 'Processed', readonly: true }),
    attempts: integer({ label: 'Attempts', required: true, readonly: true, default: 0 }),
    eventId: text({ label: 'Event ID', required: true, readonly: true, search: true }),
    content: longText({ label: 'Body', required: true, readonly: true }),
  }

  /** Processes the event once more, whatever came of it before. */
  async replay() {
    this.state = 'received'
    const { translations } = this.translatedValue('reason')
    for (const language of Object.keys(translations ?? {})) this.translate('reason', language, null)
    this.reason = null
    this.processedAt = null
    await this.save()
    enqueueEvent(processIncomingEvent, this.id)
  }
}

export interface IncomingEvent extends Has<typeof IncomingEvent> {}
