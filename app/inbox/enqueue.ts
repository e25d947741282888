import { Environment } from '../environment/environment.ts'
import { systemAsker } from '../environment/scope.ts'
import type { BufferedJob } from '../jobs/buffer.ts'
import type { EnqueueOptions } from '../jobs/define.ts'
import type { InboxProvider } from './define.ts'

/**
 * The jobs that process an event. They run for the system, because an event may be about any
 * location of its tenant, whoever asked for it to be processed. The environment is never opened.
 */
export function eventJobs(
  job: InboxProvider['job'],
  tenantId: string,
  eventId: string,
  options: EnqueueOptions = {}
): BufferedJob[] {
  const origin = { channel: 'webhook' } as const
  const system = systemAsker({ tenantId, userId: null, locationIds: null, origin })
  const environment = new Environment(system)
  environment.enter(() => job.enqueue({ eventId }, options))
  return environment.jobs.take()
}

/** Has an event processed once the current transaction has committed. */
export function enqueueEvent(job: InboxProvider['job'], eventId: string) {
  const { asker, jobs } = Environment.current()
  const [eventJob] = eventJobs(job, asker.tenantId, eventId, { jobId: eventId })
  jobs.add(eventJob!)
}
