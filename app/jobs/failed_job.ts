import type { Job } from 'bullmq'
import type { Scope } from '../environment/scope.ts'
import { openEnvelope } from './envelope.ts'

/** A job that was given up after its last attempt. */
export interface FailedJob {
  id: string
  name: string
  queue: string
  /** `null` for a job that a newer version has written. */
  scope: Scope | null
  payload: unknown
  /** The message of the last error. */
  reason: string
  attempts: number
  failedAt: Date
}

export function asFailedJob(job: Job): FailedJob {
  const envelope = openEnvelope(job.data)
  return {
    id: job.id!,
    name: job.name,
    queue: job.queueName,
    scope: envelope?.scope ?? null,
    payload: envelope?.payload ?? null,
    reason: job.failedReason ?? '',
    attempts: job.attemptsMade,
    failedAt: new Date(job.finishedOn ?? 0),
  }
}
