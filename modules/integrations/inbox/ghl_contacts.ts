import {
  defineInboxHandler,
  E_EVENT_QUARANTINED,
  internationalPhone,
  type EventReason,
  type InboxEvent,
} from '#addon'
import { syncContact } from '../contacts/sync.ts'
import type { ContactValues } from '../contacts/told.ts'
import { readContact } from '../ghl/contact_values.ts'
import { readEvent, word } from '../ghl/event.ts'
import { Connection } from '../models/connection.ts'

/** What an event says about whether the contact exists. Other events say nothing about it. */
const existence: Readonly<Record<string, Partial<ContactValues>>> = {
  ContactCreate: { active: true },
  ContactUpdate: { active: true },
}

export const ghlContacts = defineInboxHandler({
  provider: 'ghl',
  types: [
    'ContactCreate',
    'ContactUpdate',
    'ContactDelete',
    'ContactDndUpdate',
    'ContactTagUpdate',
  ],
  async handle(event) {
    const { locationId } = await connectionOf(event)
    event.locationId = locationId
    const read = readEvent(event.body)
    const externalId = 'fault' in read ? null : word(read.data.id)
    if ('fault' in read || !externalId) {
      throw new E_EVENT_QUARANTINED([{ key: 'integrations.event.noContact' }])
    }
    const isDeletion = event.type === 'ContactDelete'
    const contact = isDeletion ? { said: { active: false }, faulty: [] } : readContact(read.data)
    const said = { ...contact.said, ...existence[event.type] }
    if (said.phone) said.phone = await internationalPhone(said.phone, locationId)
    const outcome = await syncContact({
      reference: { provider: 'ghl', externalId, locationId },
      said,
      stamp: { at: (event.occurredAt ?? event.receivedAt).getTime(), by: event.eventId },
    })
    return { ...outcome, note: [...leftOut(contact.faulty), ...[outcome.note ?? []].flat()] }
  },
})

/** Which values were left out, by the labels of their fields. */
function leftOut(fields: readonly string[]): EventReason[] {
  return fields.length > 0 ? [{ key: 'integrations.event.notValid', values: { fields } }] : []
}

async function connectionOf({ externalLocation }: InboxEvent): Promise<Connection> {
  const connection = await Connection.of('ghl', externalLocation)
  if (connection) return connection
  const reason = externalLocation
    ? { key: 'integrations.event.notConnected', values: { location: externalLocation } }
    : { key: 'integrations.event.noLocation' }
  throw new E_EVENT_QUARANTINED([reason])
}
