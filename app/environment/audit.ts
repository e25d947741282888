import { Environment } from './environment.ts'

/** What is worth an entry of the audit log beside writes; people read `ui.audit.kind.<kind>`. */
export type AuditKind =
  | 'api_key_made'
  | 'api_key_revoked'
  | 'email_changed'
  | 'export'
  | 'impersonation_began'
  | 'impersonation_ended'
  | 'login'
  | 'login_failed'
  | 'logout'
  | 'module_changed'
  | 'password_set'
  | 'purge'
  | 'recovery_code_used'
  | 'refused'
  | 'session_ended'
  | 'sessions_ended'
  | 'two_factor_changed'
  | 'user_changed'
  | 'user_invited'
  | 'write'

/** Something that happened. */
export interface AuditEvent {
  kind: Exclude<AuditKind, 'write'>
  /** What it happened to, in a word or two: the name of a key, of a module, of a user. */
  subject?: string
  /** The record that it is about. */
  record?: { table: string; id: string }
  details?: Readonly<Record<string, unknown>>
}

/**
 * Writes an entry into the audit log of the tenant, as a part of the current transaction. Who, when
 * and from where are known. Writes to records need none of this: they are logged by themselves.
 */
export async function recordEvent({ kind, subject, record, details }: AuditEvent): Promise<void> {
  await Environment.current().query('select app.record_event($1, $2, $3, $4, $5)', [
    kind,
    subject ?? null,
    record?.table ?? null,
    record?.id ?? null,
    details ? JSON.stringify(details) : null,
  ])
}

/** A refused request: what was asked of which records. */
export interface Refusal {
  /** What was to be done: the name of a route, such as `records.update`. */
  asked: string
  table: string | null
  /** Null where no single record was asked for. */
  recordId: string | null
  status: number
  path: string
}

/**
 * Writes down that somebody was refused. A record that does not exist in the tenant is not worth an
 * entry; one that is out of reach is, and here alone the two are told apart. The current
 * transaction, if there is one, must have ended.
 */
export async function recordRefusal(asker: Environment['asker'], refusal: Refusal): Promise<void> {
  const { asked, table, recordId, status, path } = refusal
  await Environment.run(asker, (environment) =>
    environment.query('select app.record_refusal($1, $2, $3, $4)', [
      table,
      recordId,
      asked,
      JSON.stringify({ status, path }),
    ])
  )
}
