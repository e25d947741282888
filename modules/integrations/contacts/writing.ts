import { DateTime } from 'luxon'
import type { EventReason } from '#addon'
import type { Contact } from '#modules/crm/models/contact'
import type { ContactLink } from '../models/contact_link.ts'
import { isEmailTaken, isLinkedElsewhere } from './matching.ts'
import { companyNamed, tagsNamed } from './named.ts'
import { differences, type ContactValues, type ValueName } from './told.ts'

const copied = [
  'lastName',
  'phone',
  'address',
  'city',
  'state',
  'country',
  'postalCode',
  'source',
  'doNotDisturb',
] as const satisfies ValueName[]

/**
 * Writes what was said differently before. Returns a note where something could not be written.
 */
export async function writeContact(
  contact: Contact,
  link: ContactLink,
  before: ContactValues,
  after: ContactValues
): Promise<EventReason | undefined> {
  const changed = differences(before, after)
  for (const name of copied) if (changed.has(name)) contact.merge({ [name]: after[name] })
  contact.firstName = firstNameOf(contact, before, after)
  if (changed.has('company')) {
    const company = after.company && (await companyNamed(after.company, link.locationId))
    contact.companyId = company ? company.id : null
  }
  if (changed.has('active')) {
    contact.active = after.active || (await isLinkedElsewhere(link, contact))
  }
  const note =
    changed.has('email') || changed.has('active')
      ? await writeEmail(contact, before, after)
      : undefined
  if (changed.has('tags')) contact.updatedAt = DateTime.now()
  await contact.save()
  if (changed.has('tags')) await writeTags(contact, before.tags, after.tags)
  return note
}

/**
 * A contact must have a first name. One that was made up here gives way to a better one; one that
 * people wrote stays.
 */
function firstNameOf(contact: Contact, before: ContactValues, after: ContactValues): string {
  if (after.firstName !== null && after.firstName !== before.firstName) return after.firstName
  const isTold = contact.firstName === undefined || contact.firstName === nameFrom(before)
  return isTold ? nameFrom(after) : contact.firstName
}

function nameFrom({ firstName, email, phone }: ContactValues): string {
  return firstName ?? email?.split('@')[0] ?? phone ?? 'Unnamed'
}

/** Two active contacts of a location cannot have one e-mail address: the first one keeps it. */
async function writeEmail(contact: Contact, before: ContactValues, after: ContactValues) {
  const own = contact.email ?? null
  const wanted = after.email === before.email ? own : after.email
  const isTaken = wanted !== null && contact.active && (await isEmailTaken(contact, wanted))
  if (!isTaken) contact.email = wanted
  else contact.email = own === wanted ? null : own
  return isTaken ? { key: 'integrations.event.emailTaken' } : undefined
}

/** Tags that people gave stay. */
async function writeTags(contact: Contact, before: readonly string[], after: readonly string[]) {
  const given = contact.related('tags')
  const lost = before.filter((name) => !after.includes(name))
  if (lost.length > 0) await given.detach(await tagsNamed(lost))
  await given.sync(await tagsNamed(after), false)
}
