import logger from '@adonisjs/core/services/logger'
import { gaveWay } from '../environment/gave_way.ts'
import type { JobContext } from '../jobs/define.ts'
import { isLostConnection } from '../jobs/outage.ts'
import { Registry } from '../modules/registry.ts'
import type { EventFault, EventIdentity, EventJob, EventOutcome, InboxEvent } from './define.ts'
import { E_EVENT_QUARANTINED } from './errors.ts'
import { storedReason, type EventReason } from './reasons.ts'

type State = 'processed' | 'ignored' | 'quarantined' | 'failed'

interface Result {
  state: State
  reason: EventReason | null
}

interface EventRow {
  id: string
  provider: string
  event_id: string
  received_at: Date
  body: Buffer
}

const READ = `
select id, provider, event_id, received_at, body from public.inbox_events
where tenant_id = $1 and id = $2 and state = 'received' for update`

const FINISH = `
update public.inbox_events set state = $3, reason = $4, attempts = attempts + $5, event_type = $6,
  external_location = $7, occurred_at = $8, location_id = $9, processed_at = now(),
  reason_code = $10, reason_translations = $11,
  search_text = lower(concat_ws(' ', $6::text, event_id, $7::text)),
  version = version + 1, updated_at = now()
where tenant_id = $1 and id = $2`

/**
 * Processes a stored event: what a provider's job runs. Whatever the handler writes and the
 * event's new state are one transaction, and an event that is not waiting any more is left alone.
 * So it has one effect, however often its job is started.
 */
export async function processEvent({ eventId }: EventJob, context: JobContext): Promise<void> {
  const { environment, attempt } = context
  const { tenantId } = environment.asker
  const [row] = await environment.query<EventRow>(READ, [tenantId, eventId])
  if (!row) return
  const read = identify(row)
  const event = eventOf(row, read)
  const { state, reason } = 'fault' in read ? quarantined(read.fault) : await handle(event, context)
  const { code, text, translations } = storedReason(reason)
  await environment.query(FINISH, [
    tenantId,
    eventId,
    state,
    text,
    attempt,
    event.type,
    event.externalLocation,
    event.occurredAt,
    event.locationId,
    code,
    translations,
  ])
}

/** Reads the body again: a newer version of the module may understand it better. */
function identify({ provider: name, body }: EventRow): EventIdentity | EventFault {
  const listed = Registry.current.inbox.provider(name)
  if (listed) return listed.provider.identify(body)
  return { fault: { key: 'reasons.event.unknownProvider', values: { provider: name } } }
}

function eventOf(row: EventRow, read: EventIdentity | EventFault): InboxEvent {
  const unknown = { type: 'Unknown', occurredAt: null, externalLocation: null }
  return {
    ...('fault' in read ? unknown : read),
    id: row.id,
    provider: row.provider,
    eventId: row.event_id,
    receivedAt: row.received_at,
    body: row.body,
    locationId: null,
  }
}

async function handle(event: InboxEvent, context: JobContext): Promise<Result> {
  const handler = Registry.current.inbox.handler(event.provider, event.type)
  if (!handler) {
    return quarantined({ key: 'reasons.event.noHandler', values: { type: event.type } })
  }
  try {
    const outcome: EventOutcome | void = await context.environment.savepoint(() =>
      handler.handle(event, context.environment)
    )
    return { state: outcome?.ignored ? 'ignored' : 'processed', reason: outcome?.note ?? null }
  } catch (error) {
    if (error instanceof E_EVENT_QUARANTINED) return quarantined(error.reason)
    const comesAgain = isLostConnection(error) || gaveWay(error)
    if (comesAgain || !isLastAttempt(event, context)) throw error
    logger.error({ err: error, eventId: event.id }, `Inbox: ${event.type} has failed for good`)
    return { state: 'failed', reason: (error as Error).message }
  }
}

function isLastAttempt({ provider }: InboxEvent, { attempt }: JobContext): boolean {
  return attempt >= (Registry.current.inbox.provider(provider)?.provider.job.attempts ?? 1)
}

function quarantined(reason: EventReason): Result {
  return { state: 'quarantined', reason }
}
