import { createPrivateKey, sign as signBytes, type KeyObject } from 'node:crypto'

/** What precedes the 32 bytes of a private Ed25519 key in its PKCS #8 form (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

function privateKey(seed: number): KeyObject {
  const key = Buffer.concat([PKCS8_PREFIX, Buffer.alloc(32, seed)])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

/** The key that the tests' server takes for GoHighLevel's; see bin/test.ts. */
export const testKey = privateKey(1)
/** Somebody else's key. */
export const strangeKey = privateKey(2)

/** `X-GHL-Signature` of a body. */
export function sign(body: Buffer | string, key = testKey): string {
  return signBytes(null, Buffer.from(body), key).toString('base64')
}
