import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Statement } from '../environment/environment.ts'
import { addJobs, jobRows } from '../jobs/outbox.ts'
import type { EventIdentity, InboxProvider, WebhookHeaders } from './define.ts'
import type { Endpoint } from './endpoints.ts'
import { eventJobs } from './enqueue.ts'
import { readable } from './readable.ts'
import type { StoredReason } from './reasons.ts'

/** An event as it is stored. */
export interface Arrival {
  endpoint: Endpoint
  provider: InboxProvider
  /** The provider's id of the event, or the hash of its body. */
  eventId: string
  /** What the body says, or null where it says nothing that can be understood. */
  identity: EventIdentity | null
  headers: WebhookHeaders
  body: Buffer
  /** Why the event is not processed; null if it is. */
  quarantine: StoredReason | null
}

/** Headers that are nobody's business. */
const PRIVATE = new Set(['authorization', 'cookie', 'proxy-authorization'])

const COLUMNS = `tenant_id, id, provider, event_id, event_type, endpoint_key, external_location,
  occurred_at, headers, body, content, state, reason, reason_code,
  reason_translations, search_text`
const WIDTH = 16

/** Without an id of the provider's own, the same body is the same event. */
export function eventIdOf(identity: EventIdentity | null, body: Buffer): string {
  if (identity?.eventId) return identity.eventId
  return createHash('sha256')
    .update(identity?.type ?? '')
    .update(body)
    .digest('hex')
}

/**
 * Stores events of one tenant, and the jobs that will process them. An event that is there already
 * is not stored again and gets no second job.
 */
export function storeStatement(arrivals: readonly Arrival[]): Statement {
  const rows = arrivals.map((arrival) => ({ arrival, id: uuidv7() }))
  const jobs = rows.flatMap(({ arrival: { provider, endpoint }, id }) =>
    eventJobs(provider.job, endpoint.tenantId, id)
  )
  return {
    text: textFor(rows.length),
    values: [
      ...rows.flatMap(({ arrival, id }) => rowOf(arrival, id)),
      JSON.stringify(jobRows(jobs)),
    ],
  }
}

/** A statement that says whether an event is there. */
export function findStatement({ endpoint, provider, eventId }: Arrival): Statement {
  return {
    text: `select 1 from public.inbox_events
      where tenant_id = $1 and provider = $2 and event_id = $3`,
    values: [endpoint.tenantId, provider.name, eventId],
  }
}

const texts = new Map<number, string>()

function textFor(count: number): string {
  const known = texts.get(count)
  if (known) return known
  const row = (index: number) => {
    const parameters = Array.from(
      { length: WIDTH },
      (_, column) => `$${index * WIDTH + column + 1}`
    )
    return `(${parameters.join(', ')})`
  }
  const text = `with stored as (
    insert into public.inbox_events (${COLUMNS})
    values ${Array.from({ length: count }, (_, index) => row(index)).join(', ')}
    on conflict (tenant_id, provider, event_id) do nothing
    returning id, state
  )
  ${addJobs(
    `$${count * WIDTH + 1}`,
    `job.data #>> '{payload,eventId}' in (select id::text from stored where state = 'received')`
  )}`
  texts.set(count, text)
  return text
}

function rowOf(arrival: Arrival, id: string): unknown[] {
  const { endpoint, provider, eventId, identity, headers, body, quarantine } = arrival
  const type = identity?.type ?? 'Unknown'
  return [
    endpoint.tenantId,
    id,
    provider.name,
    eventId,
    type,
    endpoint.key,
    identity?.externalLocation ?? null,
    identity?.occurredAt ?? null,
    JSON.stringify(publicHeaders(headers)),
    body,
    readable(body),
    quarantine === null ? 'received' : 'quarantined',
    quarantine?.text ?? null,
    quarantine?.code ?? null,
    quarantine?.translations ?? null,
    quarantine === null ? null : `${type} ${eventId}`.toLowerCase(),
  ]
}

function publicHeaders(headers: WebhookHeaders) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !PRIVATE.has(name)))
}
