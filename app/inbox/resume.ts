import { Environment } from '../environment/environment.ts'
import { systemAsker } from '../environment/scope.ts'
import type { InboxParts } from './catalogue.ts'
import { enqueueEvent } from './enqueue.ts'
import type { InboxProvider } from './define.ts'
import { MODULE_MISSING } from './reasons.ts'

/** Events that wait for a module; those without a code were stored before reasons had codes. */
const WAITS = `state = 'quarantined' and (reason_code = '${MODULE_MISSING}'
  or reason_code is null and reason like 'The module % is not installed.')`

const RESUME = `
update public.inbox_events set state = 'received', reason = null, reason_code = null,
  reason_translations = null, processed_at = null, version = version + 1, updated_at = now()
where tenant_id = $1 and provider = $2 and ${WAITS} returning id`

const TENANTS = `
select distinct tenant_id as tenant from public.inbox_events
where provider = any ($1) and ${WAITS}`

/** A module that brings providers, as far as its events are concerned. */
export interface EventModule {
  inbox: InboxParts
}

/** The tenants that got events while the module was not installed, asked of the whole database. */
export async function tenantsWaiting(
  { inbox }: EventModule,
  ask: (sql: string, values: unknown[]) => Promise<{ tenant: string }[]>
): Promise<string[]> {
  const rows = await ask(TENANTS, [inbox.providers.map(({ name }) => name)])
  return rows.map(({ tenant }) => tenant)
}

/** Has the events processed that a tenant got while the module was not installed. */
export async function resumeEvents(module: EventModule, tenantId: string): Promise<void> {
  const asker = systemAsker({ tenantId, userId: null, locationIds: null })
  await Environment.run(asker, async () => {
    for (const provider of module.inbox.providers) await resume(provider)
  })
}

async function resume({ name, job }: InboxProvider): Promise<void> {
  const environment = Environment.current()
  const { tenantId } = environment.asker
  const events = await environment.query<{ id: string }>(RESUME, [tenantId, name])
  for (const { id } of events) enqueueEvent(job, id)
}
