import type { CountryCode } from 'libphonenumber-js/min'
import { keptPhone, parsePhone } from '../domains/phone_text.ts'
import { Environment } from '../environment/environment.ts'
import type { Model } from './model.ts'

/** Whether a telephone number was written without a country. */
export function isLocalPhone(value: unknown): value is string {
  return typeof value === 'string' && /^[\d(]/.test(value)
}

/** The countries of a tenant and its locations, in which numbers are that were written without one. */
export class LocalPhones {
  #ofTenant: string | null
  #ofLocations: ReadonlyMap<string, string>

  private constructor(ofTenant: string | null, ofLocations: ReadonlyMap<string, string>) {
    this.#ofTenant = ofTenant
    this.#ofLocations = ofLocations
  }

  /** Asked of the database, as far as the asker reaches. */
  static async read(): Promise<LocalPhones> {
    const environment = Environment.current()
    const rows = await environment.query<{ id: string | null; country: string }>(
      `select null as id, country from tenants where id = $1 and country is not null
       union all select id, country from locations where tenant_id = $1 and country is not null`,
      [environment.asker.tenantId]
    )
    const ofTenant = rows.find(({ id }) => id === null)?.country ?? null
    const located = rows.flatMap(({ id, country }) => (id ? [[id, country] as const] : []))
    return new LocalPhones(ofTenant, new Map(located))
  }

  /** A number as it is stored, with its country. One that is no number there is kept as it was typed. */
  international(typed: string, locationId: unknown): string {
    const country = this.#ofLocations.get(String(locationId)) ?? this.#ofTenant
    if (!country) return typed
    const number = parsePhone(typed, country as CountryCode)
    return number?.isValid() ? keptPhone(number) : typed
  }
}

/** A number as it is stored by a location; one with a country stays as it is. */
export async function internationalPhone(text: string, locationId: string | null): Promise<string> {
  return isLocalPhone(text) ? (await LocalPhones.read()).international(text, locationId) : text
}

/** Puts the country before the local numbers that a record is to be saved with. */
export async function completePhones(record: Model): Promise<void> {
  const { allFields } = record.constructor as typeof Model
  const local = Object.keys(allFields).filter(
    (name) =>
      allFields[name]!.kind === 'phone' &&
      record.hasChanged(name) &&
      isLocalPhone(record.fieldValue(name))
  )
  if (local.length === 0) return
  const phones = await LocalPhones.read()
  const locationId = Object.hasOwn(allFields, 'location') ? record.fieldValue('location') : null
  for (const name of local) {
    record.setFieldValue(name, phones.international(String(record.fieldValue(name)), locationId))
  }
}
