import { recordEvent } from '../environment/audit.ts'
import type { KnownApiKey } from '../identity/api_keys.ts'

/** Writes into the audit log that a key was made or revoked, and as whom it acts. */
export function recordKeyEvent(
  kind: 'api_key_made' | 'api_key_revoked',
  { id, name, userId }: KnownApiKey
): Promise<void> {
  return recordEvent({
    kind,
    subject: name,
    record: { table: 'memberships', id: userId },
    details: { key: id },
  })
}
