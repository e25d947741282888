import type { Job, Worker } from 'bullmq'
import type { JobLogger, Outage } from './outage.ts'

/** What BullMQ says when a job that this worker ran belongs to another one by now. */
const TAKEN_OVER = /Missing lock|Lock mismatch|not in the active state|could not renew lock/

/** Who is told what a worker reports. */
export interface Listeners {
  outage: Outage
  logger: JobLogger
  /** A stopping worker loses its connections, which is no news. */
  isStopping(): boolean
}

/** Tells the log of failed and orphaned jobs, and stops jobs that another worker has taken over. */
export function listen(worker: Worker, { outage, logger, isStopping }: Listeners) {
  worker.on('error', (error) => {
    if (TAKEN_OVER.test(error.message)) logger.info({}, `Jobs: ${error.message}`)
    else if (!isStopping()) outage.report(error)
  })
  worker.on('lockRenewalFailed', (ids: string[]) => {
    for (const id of ids) worker.cancelJob(id, 'another worker has the job')
  })
  worker.on('stalled', (jobId) => {
    logger.warn({ jobId }, 'A job is taken over from a dead worker')
  })
  worker.on('failed', (job, error) => {
    if (!job) return
    const details = { ...identify(job), err: error, attempt: job.attemptsMade }
    if (job.finishedOn) logger.error(details, `Job ${job.name} has failed for good`)
    else logger.warn(details, `Job ${job.name} has failed and will be tried again`)
  })
}

/** What a log may say of a job: ids, never its payload. */
export function identify(job: Job) {
  return { jobId: job.id, tenantId: job.data?.scope?.tenantId }
}
