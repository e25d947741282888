import { Environment } from '../environment/environment.ts'
import { systemAsker } from '../environment/scope.ts'
import type { InboxParts } from './catalogue.ts'
import { enqueueEvent } from './enqueue.ts'
import type { InboxProvider } from './define.ts'

/** Why an event waits whose provider's module is not installed. */
export function moduleMissing(title: string): string {
  return `The module ${title} is not installed.`
}

const RESUME = `
update public.inbox_events set state = 'received', reason = null, processed_at = null,
  version = version + 1, updated_at = now()
where tenant_id = $1 and provider = $2 and state = 'quarantined' and reason = $3 returning id`

/** A module that brings providers, as far as its events are concerned. */
export interface EventModule {
  manifest: { title: string }
  inbox: InboxParts
}

/** Has the events processed that a tenant got while the module was not installed. */
export async function resumeEvents(module: EventModule, tenantId: string): Promise<void> {
  const asker = systemAsker({ tenantId, userId: null, locationIds: null })
  await Environment.run(asker, async () => {
    for (const provider of module.inbox.providers) await resume(provider, module.manifest.title)
  })
}

async function resume({ name, job }: InboxProvider, title: string): Promise<void> {
  const environment = Environment.current()
  const { tenantId } = environment.asker
  const events = await environment.query<{ id: string }>(RESUME, [
    tenantId,
    name,
    moduleMissing(title),
  ])
  for (const { id } of events) enqueueEvent(job, id)
}
