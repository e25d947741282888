import { createHash, randomBytes } from 'node:crypto'

/** What every key begins with, so that people and scanners of leaked secrets know it. */
const MARK = 'tat_'
const FORM = /^tat_[A-Za-z0-9_-]{43}$/
/** So many characters stay visible in lists. */
const SHOWN = 12

/** A new secret of 256 random bits, with what may be kept of it. */
export function newApiKeySecret(): { secret: string; prefix: string; hash: Buffer } {
  const secret = MARK + randomBytes(32).toString('base64url')
  return { secret, prefix: secret.slice(0, SHOWN), hash: hashOf(secret) }
}

/** The hash by which a secret is found, or null for what cannot be one. */
export function hashOfApiKey(given: string): Buffer | null {
  return FORM.test(given) ? hashOf(given) : null
}

/** SHA-256 is enough: nobody guesses 256 random bits, so guessing need not be made slow. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
