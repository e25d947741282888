import type { KeyObject } from 'node:crypto'
import { isSignature, isSigned, type WebhookHeaders } from '#addon'

/** The key that GoHighLevel publishes in its guide to webhook authentication. */
export const publishedKey = 'MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg='

/**
 * Checks `X-GHL-Signature`: Ed25519 over the raw body, in base64. The literal `N/A` means that
 * nothing was signed. The RSA signature of `X-WH-Signature` has been retired and proves nothing.
 */
export function verdictOn(
  raw: Buffer,
  headers: WebhookHeaders,
  keys: readonly KeyObject[]
): 'ok' | 'missing' | 'retired' | 'several' | 'malformed' | 'wrong' {
  const sent = headers['x-ghl-signature'] ?? []
  if (sent.length > 1) return 'several'
  const signature = sent[0]?.trim() ?? ''
  if (signature === '' || signature === 'N/A') {
    return headers['x-wh-signature'] ? 'retired' : 'missing'
  }
  if (!isSignature(signature)) return 'malformed'
  return isSigned(raw, signature, keys) ? 'ok' : 'wrong'
}
