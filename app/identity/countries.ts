import { getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min'

/** Codes of countries of ISO 3166 with telephone numbers of their own: `DE`, `JP`. */
export const countries: readonly string[] = getCountries().toSorted()

/** Whether this is the code of a country. */
export function isCountry(code: string): boolean {
  return isSupportedCountry(code)
}

/** What a country is called in a language. */
export function countryName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code
}

const named = new Map<string, Readonly<Record<string, string>>>()

/** What all countries are called in a language, by their codes, in the order of the names. */
export function countryNames(locale: string): Readonly<Record<string, string>> {
  let names = named.get(locale)
  if (!names) {
    const known = countries.map((code): [string, string] => [code, countryName(code, locale)])
    known.sort(([, one], [, other]) => one.localeCompare(other, locale))
    named.set(locale, (names = Object.fromEntries(known)))
  }
  return names
}

/** What stands before the telephone numbers of a country: `+49`. */
export function callingCode(code: string): string {
  return isSupportedCountry(code) ? `+${getCountryCallingCode(code)}` : ''
}
