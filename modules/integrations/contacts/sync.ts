import { DateTime } from 'luxon'
import { lockNames, type EventOutcome } from '#addon'
import { Contact } from '#modules/crm/models/contact'
import { findContact, findLink, identityNames, type ContactReference } from './matching.ts'
import { hear, valuesOf, type ContactValues, type Stamp } from './told.ts'
import { writeContact } from './writing.ts'

/** What an event says about a contact of another system. */
export interface ContactNews {
  reference: ContactReference
  said: Partial<ContactValues>
  stamp: Stamp
}

/**
 * Brings a contact to what another system says of it. Only what has changed over there is
 * written, so that what people change here stays until it is changed there.
 */
export async function syncContact({ reference, said, stamp }: ContactNews): Promise<EventOutcome> {
  await lockNames(identityNames(reference, said))
  const link = await findLink(reference)
  const before = valuesOf(link.contactId ? link.told! : {})
  const { told, isNews } = hear(link.told!, said, stamp)
  if (!isNews && link.contactId) {
    return { ignored: true, note: { key: 'integrations.event.noNews' } }
  }
  link.told = told
  link.deletedAt = told.active?.value === false ? DateTime.fromMillis(told.active.at) : null
  const after = valuesOf(told)
  const found = await findContact(link, after)
  if (!found && said.active === false) {
    await link.save()
    return { ignored: true, note: { key: 'integrations.event.unknownContact' } }
  }
  const { locationId } = reference
  const contact = found ?? new Contact().fill({ locationId, active: true })
  const note = await writeContact(contact, link, before, after)
  link.contactId = contact.id
  await link.save()
  return { note }
}
