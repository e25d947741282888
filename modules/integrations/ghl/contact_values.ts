import { isSupportedCountry } from 'libphonenumber-js/min'
import { keptPhone, parsePhone, readInput } from '#addon'
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

type TextField = Parameters<typeof readInput>[0]

/**
 * Reads the contact in the payload of an event. What a payload leaves out it says nothing about;
 * null and empty texts say that there is nothing. A value that we cannot keep is left out.
 */
export function readContact(data: Payload): ReadContact {
  const { fields } = Contact
  const reader = new Reader()
  const read = (key: string, field: TextField) => reader.text(data[key], field)
  const said = {
    ...readNames(read),
    email: read('email', fields.email),
    phone: reader.text(internationalPhone(data), fields.phone),
    address: read('address1', fields.address),
    city: read('city', fields.city),
    state: read('state', fields.state),
    country: read('country', fields.country),
    postalCode: read('postalCode', fields.postalCode),
    source: read('source', fields.source),
    company: reader.text(data.companyName, Company.fields.name, fields.company.options.label),
    doNotDisturb: readDoNotDisturb(data),
    tags: readTags(data.tags, reader),
  }
  const known = Object.entries(said).filter(([, value]) => value !== undefined)
  return { said: Object.fromEntries(known), faulty: [...reader.faulty] }
}

class Reader {
  readonly faulty = new Set<string>()

  /** A text in the form in which we keep it; undefined where nothing was said, or nothing valid. */
  text(given: unknown, field: TextField, label = field.options.label): string | null | undefined {
    if (given === undefined) return undefined
    const text = typeof given === 'string' ? given.toWellFormed() : given
    const optional = { ...field, options: { ...field.options, required: false } }
    const result = readInput(optional, text)
    if (!result.fault) return result.value as string | null
    this.faulty.add(label)
    return undefined
  }
}

/** Where there is no first name, the full name stands in for it, without the last name. */
function readNames(read: (key: string, field: TextField) => string | null | undefined): {
  firstName?: string | null
  lastName?: string | null
} {
  const { fields } = Contact
  const firstName = read('firstName', fields.firstName)
  const lastName = read('lastName', fields.lastName)
  if (firstName) return { firstName, lastName }
  const name = read('name', fields.firstName)
  if (name) return splitName(name, lastName ?? null)
  if (firstName === null && lastName) return { firstName: lastName, lastName: null }
  return { firstName, lastName }
}

function splitName(name: string, lastName: string | null) {
  const end = ` ${lastName}`
  const isSplit = lastName !== null && name.toLowerCase().endsWith(end.toLowerCase())
  return isSplit
    ? { firstName: name.slice(0, -end.length), lastName }
    : { firstName: name, lastName: null }
}

/** A number without a country code is one of the contact's country. */
function internationalPhone({ phone, country }: Payload): unknown {
  if (typeof phone !== 'string' || phone.trim().startsWith('+')) return phone
  if (typeof country !== 'string' || !isSupportedCountry(country)) return phone
  const number = parsePhone(phone, country)
  return number?.isPossible() ? keptPhone(number) : phone
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
  const { tags } = Contact.fields
  const names = given.map((tag) => reader.text(tag, Tag.fields.name, tags.options.label))
  return [...new Set(names.filter((name) => typeof name === 'string'))].sort()
}
