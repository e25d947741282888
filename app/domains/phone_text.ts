import {
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/min'

/** An extension at the end of a number, as people write it in many ways, and RFC 3966 in one. */
export const EXTENSION =
  /[\s,]{0,3}(?:;ext=|(?:x|#|extn?\.?|extension|durchwahl|dw\.?|内線):?\s{0,3})(\d{1,7})$/i

const NUMBER = /^[+(\d][\d\s().\-\u2010-\u2015\u2212/]{3,}$/

/** Whether a text is a telephone number and nothing else, whatever country it may be of. */
export function isPhone(text: string): boolean {
  return NUMBER.test(text.replace(EXTENSION, ''))
}

/** Reads a number that says its country, or is of one; undefined for what is no number. */
export function parsePhone(text: string, country?: CountryCode): PhoneNumber | undefined {
  if (!isPhone(text)) return undefined
  return parsePhoneNumberFromString(text.replace(EXTENSION, ';ext=$1'), country)
}

/**
 * A number as it is kept: `+44161…`, and with an extension `+44161…;ext=12`, as RFC 3966 writes it. What
 * stands before a semicolon is E.164.
 */
export function keptPhone(number: PhoneNumber): string {
  return number.getURI().slice('tel:'.length)
}

/** A number that says its country, as it is kept: `+44 161 …` is `+44161…`. Any other text stays as it is. */
export function plainPhone(text: string): string {
  const number = withCountry(text)
  return number ? keptPhone(number) : text
}

/** A number that says its country, in groups as people read it. Any other text stays as it is. */
export function typedPhone(text: string): string {
  const formatExtension = (number: string, extension: string) => `${number} ext. ${extension}`
  return withCountry(text)?.format('INTERNATIONAL', { formatExtension }) ?? text
}

/** The address at which a number is called. */
export function phoneHref(text: string): string {
  const [number, extension] = plainPhone(text.replace(EXTENSION, ';ext=$1')).split(';')
  const digits = number!.replaceAll(/[^+\d]/g, '')
  return `tel:${digits}${extension ? `;${extension}` : ''}`
}

function withCountry(text: string) {
  return text.startsWith('+') ? parsePhone(text) : undefined
}
