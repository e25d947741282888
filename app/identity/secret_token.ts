import { createHash, randomBytes } from 'node:crypto'

/** A token that goes to one person in a link, and what of it is kept. */
export interface SecretToken {
  /** 256 random bits in base64url. */
  token: string
  hash: string
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/

export function newSecretToken(): SecretToken {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOf(token) }
}

/** The hash under which a token is kept; null for a text that was never one. */
export function hashOfToken(text: string): string | null {
  return TOKEN.test(text) ? hashOf(text) : null
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
