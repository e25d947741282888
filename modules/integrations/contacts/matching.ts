import { Contact } from '#modules/crm/models/contact'
import { ContactLink } from '../models/contact_link.ts'
import type { ContactValues } from './told.ts'

/** A contact of another system, and the location that it belongs to. */
export interface ContactReference {
  provider: 'ghl'
  externalId: string
  locationId: string
}

/** Names to lock, so that two events about one new contact do not both make it. */
export function identityNames(
  { provider, externalId, locationId }: ContactReference,
  { email, phone }: Partial<ContactValues>
): string[] {
  return [
    `contact ${locationId} ${provider} ${externalId}`,
    ...(email ? [`contact ${locationId} ${email}`] : []),
    ...(phone ? [`contact ${locationId} ${phone}`] : []),
  ]
}

/** The link of a contact that has been heard of, or a new one. */
export async function findLink(reference: ContactReference): Promise<ContactLink> {
  const found = await ContactLink.query()
    .where({ ...reference })
    .first()
  return found ?? new ContactLink().fill({ ...reference, told: {} })
}

/**
 * The contact of the location that the other system means: the one linked to it, else the one
 * with the e-mail address, else the only one with the telephone number, unless it has another
 * e-mail address.
 */
export async function findContact(
  link: ContactLink,
  { email, phone }: ContactValues
): Promise<Contact | null> {
  if (link.contactId) return Contact.query().where('id', link.contactId).forUpdate().first()
  const inLocation = () =>
    Contact.query().where({ locationId: link.locationId, active: true }).forUpdate()
  const byEmail = email ? await inLocation().where({ email }).first() : null
  if (byEmail || !phone) return byEmail
  const [contact, ...others] = await inLocation()
    .where((either) => void either.where({ phone }).orWhere({ mobile: phone }))
    .limit(2)
  if (!contact || others.length > 0) return null
  return contact.email && email ? null : contact
}

/** Whether another active contact of the location has the e-mail address. */
export async function isEmailTaken(contact: Contact, email: string): Promise<boolean> {
  const { locationId } = contact
  const others = await Contact.query().where({ locationId, email, active: true }).limit(2)
  return others.some((other) => other.id !== contact.id)
}

/** Whether the other system has the contact under another id, too. */
export async function isLinkedElsewhere(link: ContactLink, contact: Contact): Promise<boolean> {
  if (!contact.$isPersisted) return false
  const links = await ContactLink.query().where({ contactId: contact.id }).whereNull('deletedAt')
  return links.some((other) => other.id !== link.id)
}
