import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { readInput } from '#addon'
import { Tag } from '#modules/base/models/tag'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import type { ContactValues } from '../contacts/told.ts'
import { isObject, type Payload } from './event.ts'

/** What a payload says of a contact, and the labels of what it said wrongly. */
export interface ReadContact {
  said: Partial<ContactValues>
  faulty: string[]
}

/** Names of GoHighLevel's fields, and ours. */
const plain = {
  email: 'email',
  address1: 'address',
  city: 'city',
  state: 'state',
  country: 'country',
  postalCode: 'postalCode',
  source: 'source',
} as const

/**
 * Reads the contact in the payload of an event. What a payload leaves out it says nothing about;
 * null and empty texts say that there is nothing. A value that we cannot keep is left out.
 */
export function readContact(data: Payload): ReadContact {
  const { fields } = Contact
  const reader = new Reader()
  const said: Partial<ContactValues> = { ...readNames(data, reader) }
  for (const [theirs, ours] of Object.entries(plain) as [
    keyof typeof plain,
    (typeof plain)[keyof typeof plain],
  ][]) {
    reader.take(data[theirs], fields[ours], (value) => (said[ours] = value))
  }
  reader.take(internationalPhone(data), fields.phone, (value) => (said.phone = value))
  reader.take(data.companyName, Company.fields.name, (value) => (said.company = value))
  const doNotDisturb = readDoNotDisturb(data)
  if (doNotDisturb !== undefined) said.doNotDisturb = doNotDisturb
  const tags = readTags(data.tags, reader)
  if (tags) said.tags = tags
  return { said, faulty: [...reader.faulty] }
}

type ContactField = Parameters<typeof readInput>[0]

class Reader {
  readonly faulty = new Set<string>()

  /** Hands a value over in the form in which we keep it. Skips what was not said. */
  take(given: unknown, field: ContactField, use: (value: string | null) => void) {
    if (given === undefined) return
    const text = typeof given === 'string' ? given.toWellFormed() : given
    if (text === null || text === '') return use(null)
    const result = readInput({ ...field, options: { ...field.options, required: false } }, text)
    if (result.fault) this.faulty.add(field.options.label)
    else use(result.value as string | null)
  }
}

/** Where there is no first name, the full name stands in for it, without the last name. */
function readNames(data: Payload, reader: Reader): Partial<ContactValues> {
  const { firstName, lastName } = Contact.fields
  const said: Partial<ContactValues> = {}
  reader.take(data.firstName, firstName, (value) => (said.firstName = value))
  reader.take(data.lastName, lastName, (value) => (said.lastName = value))
  if (said.firstName) return said
  reader.take(data.name, firstName, (name) => {
    if (name) Object.assign(said, withoutLastName(name, said.lastName ?? null))
  })
  if (said.firstName === null && said.lastName) {
    return { ...said, firstName: said.lastName, lastName: null }
  }
  return said
}

function withoutLastName(name: string, lastName: string | null) {
  const end = lastName && ` ${lastName}`.toLowerCase()
  const hasLastName = end && name.toLowerCase().endsWith(end)
  return hasLastName
    ? { firstName: name.slice(0, -end.length), lastName }
    : { firstName: name, lastName: null }
}

/** A number without a country code is one of the contact's country. */
function internationalPhone({ phone, country }: Payload): unknown {
  if (typeof phone !== 'string' || phone.trim().startsWith('+')) return phone
  if (typeof country !== 'string' || !isSupportedCountry(country)) return phone
  const number = parsePhoneNumberFromString(phone, country)
  return number?.isPossible() ? number.number : phone
}

/** `dnd` is about all channels; without it, every channel that is listed must be shut. */
function readDoNotDisturb({ dnd, dndSettings }: Payload): boolean | undefined {
  if (typeof dnd === 'boolean') return dnd
  if (!isObject(dndSettings)) return undefined
  const channels = Object.values(dndSettings).filter(isObject)
  return channels.length > 0 && channels.every(({ status }) => status !== 'inactive')
}

function readTags(given: unknown, reader: Reader): string[] | undefined {
  if (given === null) return []
  if (!Array.isArray(given)) return undefined
  const names = new Set<string>()
  for (const tag of given) {
    reader.take(
      tag,
      { ...Tag.fields.name, options: { ...Tag.fields.name.options, label: 'Tags' } },
      (name) => {
        if (name) names.add(name)
      }
    )
  }
  return [...names].sort()
}
