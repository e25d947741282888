import { createPublicKey, verify, type KeyObject } from 'node:crypto'

/** What precedes the 32 bytes of an Ed25519 key in its SPKI form (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/

/**
 * Reads public keys from a setting: PEM, SPKI in base64, or the 32 bytes in base64 or hex. Several
 * keys are separated by commas, so that both hold while a provider changes its key. Throws an
 * Error that says which one cannot be read.
 */
export function readPublicKeys(setting: string): KeyObject[] {
  const texts = setting.replaceAll('\\n', '\n').split(',')
  return texts.map((text, index) => {
    try {
      return createPublicKey({ key: spki(text), format: 'der', type: 'spki' })
    } catch {
      throw new Error(
        `key ${index + 1} of ${texts.length} is not an Ed25519 public key: give PEM, ` +
          'or 32 bytes or SPKI in base64, or 32 bytes in hex'
      )
    }
  })
}

/** Whether a signature in base64 is one of the raw bytes by one of the keys. */
export function isSigned(raw: Buffer, signature: string, keys: readonly KeyObject[]): boolean {
  const bytes = Buffer.from(signature, 'base64')
  return keys.some((key) => verify(null, raw, key, bytes))
}

/** Whether a text has the form of an Ed25519 signature: 64 bytes in base64. */
export function isSignature(text: string): boolean {
  return SIGNATURE.test(text)
}

function spki(text: string): Buffer {
  const bare = text.replaceAll(/-----[A-Z ]+-----|\s/g, '')
  const bytes = /^[0-9a-f]{64}$/i.test(bare) ? Buffer.from(bare, 'hex') : fromBase64(bare)
  const form = bytes.length === 32 ? Buffer.concat([SPKI_PREFIX, bytes]) : bytes
  const isEd25519 = form.length === 44 && form.subarray(0, 12).equals(SPKI_PREFIX)
  if (!isEd25519) throw new Error('another kind of key')
  return form
}

function fromBase64(text: string): Buffer {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) throw new Error('not base64')
  return Buffer.from(text, 'base64')
}
