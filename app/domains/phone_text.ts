import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** A number that says its country, as it is kept: `+44 161 …` is `+44161…`. Any other text stays as it is. */
export function plainPhone(text: string): string {
  return withCountry(text)?.number ?? text
}

/** A number that says its country, in groups as people read it. Any other text stays as it is. */
export function typedPhone(text: string): string {
  return withCountry(text)?.formatInternational() ?? text
}

function withCountry(text: string) {
  return text.startsWith('+') ? parsePhoneNumberFromString(text) : undefined
}
