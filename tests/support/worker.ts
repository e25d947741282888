import type { Group } from '@japa/runner/core'
import { credentials, poolSize } from '#config/database'
import { findJob } from '#app/http/find_job'
import { JobsService } from '#app/jobs/jobs_service'
import { jobsBesidePages } from '#app/jobs/settings'
import { runJobIn } from '#app/modules/job_environment'

const silent = { info() {}, warn() {}, error() {} }

/** Opens a worker on PostgreSQL, as a server has it, that takes over from dead ones quickly. It must be closed. */
export async function startWorker(concurrency = jobsBesidePages(poolSize)): Promise<JobsService> {
  const jobs = new JobsService({
    database: credentials.of('runtime'),
    concurrency,
    timing: { drainDelay: 1, lockDuration: 3000, stalledInterval: 500 },
    find: findJob,
    runIn: runJobIn,
    logger: silent,
  })
  await jobs.start()
  return jobs
}

/** Runs jobs during a group of tests. Returns what gives the worker's service during a test. */
export function withWorker(group: Group): () => JobsService {
  let jobs: JobsService
  group.setup(async () => {
    jobs = await startWorker()
    return () => jobs.close()
  })
  return () => jobs
}
