import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Statement } from '../environment/environment.ts'
import type { ScopedDatabase } from '../environment/scoped_database.ts'
import type { Scope } from '../environment/scope.ts'
import { addJobs, jobRows } from '../jobs/outbox.ts'
import type { EventIdentity, InboxProvider, WebhookHeaders } from './define.ts'
import type { Endpoint } from './endpoints.ts'
import { eventJobs } from './enqueue.ts'
import { readable } from './readable.ts'

/** An event as it is stored. */
export interface Arrival {
  endpoint: Endpoint
  provider: InboxProvider
  /** What the body says, or null where it says nothing that can be understood. */
  identity: EventIdentity | null
  headers: WebhookHeaders
  body: Buffer
  /** Why the event is not processed; null if it is. */
  quarantine: string | null
}

/** Headers that are nobody's business. */
const PRIVATE = new Set(['authorization', 'cookie', 'proxy-authorization'])

/** One statement: an event that is there already is not stored again, and gets no second job. */
const STORE = `
with stored as (
  insert into public.inbox_events (tenant_id, id, provider, event_id, event_type, endpoint_key,
    external_location, occurred_at, headers, body, content, state, reason)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  on conflict (tenant_id, provider, event_id) do nothing
  returning state
)
${addJobs('$14', `exists (select 1 from stored where state = 'received')`)}`

/**
 * Stores an event and the job that will process it. Resolves when PostgreSQL has confirmed the
 * commit, and does nothing for an event that was stored before.
 */
export async function storeEvent(
  database: ScopedDatabase,
  arrival: Arrival,
  signal: AbortSignal
): Promise<void> {
  await database.writeOnce(scopeOf(arrival.endpoint), [storeStatement(arrival)], signal)
}

/** Whether an event was stored before. */
export async function isKnown(
  database: ScopedDatabase,
  { endpoint, provider, identity, body }: Arrival
): Promise<boolean> {
  const text = `select 1 from public.inbox_events
    where tenant_id = $1 and provider = $2 and event_id = $3`
  const values = [endpoint.tenantId, provider.name, eventIdOf(identity, body)]
  const [rows] = await database.readOnce(scopeOf(endpoint), [{ text, values }])
  return rows!.length > 0
}

function storeStatement(arrival: Arrival): Statement {
  const { endpoint, provider, identity, headers, body, quarantine } = arrival
  const id = uuidv7()
  const values = [
    endpoint.tenantId,
    id,
    provider.name,
    eventIdOf(identity, body),
    identity?.type ?? 'Unknown',
    endpoint.key,
    identity?.externalLocation ?? null,
    identity?.occurredAt ?? null,
    JSON.stringify(publicHeaders(headers)),
    body,
    readable(body),
    quarantine === null ? 'received' : 'quarantined',
    quarantine,
    JSON.stringify(jobRows(eventJobs(provider.job, endpoint.tenantId, id))),
  ]
  return { text: STORE, values }
}

/** Without an id of the provider's own, the same body is the same event. */
function eventIdOf(identity: EventIdentity | null, body: Buffer): string {
  if (identity?.eventId) return identity.eventId
  return createHash('sha256')
    .update(identity?.type ?? '')
    .update(body)
    .digest('hex')
}

function publicHeaders(headers: WebhookHeaders) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !PRIVATE.has(name)))
}

function scopeOf({ tenantId }: Endpoint): Scope {
  return { tenantId, userId: null, locationIds: null }
}
