import pg from 'pg'

/** The way by which something was asked of the server. */
export type Channel = 'screen' | 'api' | 'job' | 'webhook' | 'command'

/** Where a question comes from, for the audit log. */
export interface Origin {
  channel: Channel
  /** What asked, by its name in the channel: a route, a kind of job, a command. */
  cause?: string
  /** The address that it was asked from. */
  ip?: string
  /** The API key that opened the door. */
  apiKey?: string
}

/**
 * For whom the database is asked. It is what row-level security sees: the tenant, the user and
 * the locations whose records may be read and written.
 */
export interface Scope {
  tenantId: string
  userId: string | null
  /** `null` means every location of the tenant. */
  locationIds: string[] | null
  /** The administrator who acts in the name of the user. */
  impersonatorId?: string | null
  origin?: Origin
}

/** Who is asking, as far as rules, screens and texts need to know. */
export interface Asker extends Scope {
  /** Names of access groups, implied groups included. */
  groups: ReadonlySet<string>
  /** E-mail address of the user; absent for the system itself. */
  email?: string
  language: string
  /** The language in which the tenant stores what it keeps in several; see `translate` of fields. */
  tenantLanguage?: string
  timeZone: string
  /** What the tenant's models have beside their own fields (app/models); the standard if absent. */
  catalogue?: object
  /** The API key through which they ask; absent for people at a screen. */
  apiKeyId?: string
}

/** An asker that stands for the system itself inside one tenant: jobs and webhooks without a user. */
export function systemAsker(scope: Scope): Asker {
  return { ...scope, groups: new Set(), language: 'en', timeZone: 'UTC' }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text has the form of a UUID; anything else never reaches a uuid parameter. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text)
}

/**
 * The message that opens a transaction and tells PostgreSQL the scope, in one round trip.
 * `entryId` is the id that the audit log will give to what the transaction writes.
 * A simple query takes no parameters, so each id is checked to be a UUID before it is written. SET
 * LOCAL needs no plan and has no rows to send, as a SELECT of `set_config` would.
 */
export function beginStatement(
  scope: Scope,
  { readOnly = false, entryId }: { readOnly?: boolean; entryId?: string } = {}
): string {
  const people = [scope.userId, scope.impersonatorId ?? null]
  const ids = [scope.tenantId, ...people, ...(scope.locationIds ?? [])]
  for (const id of ids) {
    if (id !== null && !isUuid(id)) throw new Error(`"${id}" is not an id`)
  }
  const begin = readOnly ? 'begin read only' : 'begin'
  const locations = scope.locationIds ? `{${scope.locationIds.join(',')}}` : '*'
  return (
    `${begin}; set local app.tenant_id = '${scope.tenantId}'; ` +
    `set local app.user_id = '${scope.userId ?? ''}'; set local app.locations = '${locations}'` +
    (readOnly ? '' : `; set local app.origin = ${originLiteral(scope, entryId)}`)
  )
}

/** What the audit log says about the origin of everything that the transaction writes. */
function originLiteral({ origin, impersonatorId }: Scope, entry?: string): string {
  const told = { ...origin, impersonator: impersonatorId ?? undefined, entry }
  return pg.escapeLiteral(JSON.stringify(told))
}
