import { DomainError } from './errors.ts'

const LARGEST = 8192

/**
 * A domain as the value of a query parameter: JSON, which the caller escapes as it does any other
 * value. The same domain always gives the same text. Throws DomainError above 8 kB.
 */
export function domainToUrl(domain: readonly unknown[]): string {
  return checkSize(JSON.stringify(domain))
}

/**
 * The domain in the value of a query parameter, still to be parsed. No text is no condition.
 * Throws DomainError above 8 kB and for anything but a list.
 */
export function domainFromUrl(text: string): unknown[] {
  if (text === '') return []
  const domain = readJson(checkSize(text))
  if (!Array.isArray(domain)) throw new DomainError('addressList')
  return domain
}

function checkSize(text: string): string {
  if (Buffer.byteLength(text) <= LARGEST) return text
  throw new DomainError('addressLong')
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError('addressUnread')
  }
}
