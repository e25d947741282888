import { randomUUID } from 'node:crypto'
import { Environment } from '../environment/environment.ts'
import type { Scope } from '../environment/scope.ts'
import { encodePayload } from './payload.ts'
import { E_JOB_OPTIONS } from './errors.ts'
import {
  defaultAttempts,
  defaultBackoff,
  delayLimit,
  type Backoff,
  type QueueName,
} from './settings.ts'

/** What a job's `run` is given beside its payload. */
export interface JobContext {
  /** The asker's environment. Its transaction commits when `run` returns, together with the job. */
  environment: Environment
  /** 1 for the first attempt. */
  attempt: number
  /** The same in every attempt: the idempotency key for calls to other systems. */
  id: string
  /** Aborted when the worker stops or has lost the job to another one. */
  signal: AbortSignal
}

/** What a job's `call` is given: no transaction is open while it waits for another system. */
export interface CallContext {
  attempt: number
  id: string
  signal: AbortSignal
  /** Reads and writes in a short environment of the asker, which commits when `work` returns. */
  inside<T>(work: (environment: Environment) => Promise<T>): Promise<T>
}

export interface EnqueueOptions {
  /** Milliseconds from now, a year at most. */
  delay?: number
  /**
   * Makes the job unique among those of the same tenant and name: while one with this id waits
   * or is to be tried again, another is not added; while one runs, one more runs after it,
   * however many are added. So a run always begins after the last one that was enqueued, but
   * with the payload of any of them: let the same id mean the same payload.
   */
  jobId?: string
  /** 1 (first) to 2,097,151. Jobs without a priority come before all that have one. */
  priority?: number
}

/** A kind of job, as a module exports it from a file in `jobs/`. */
export interface JobDefinition<Payload = never> {
  readonly name: string
  readonly queue: QueueName
  readonly attempts: number
  readonly backoff: Backoff
  call?(payload: Payload, context: CallContext): Promise<void>
  run(payload: Payload, context: JobContext): Promise<void>
  /**
   * Has the job run by a worker, for the current asker, once the current transaction has
   * committed. Returns its id. Throws E_OUTSIDE_ENVIRONMENT, E_JOB_PAYLOAD, E_JOB_OPTIONS.
   */
  enqueue(payload: Payload, options?: EnqueueOptions): string
}

export interface JobSettings<Payload> {
  /** `<module>.<name>`, for instance `crm.touch`. */
  name: string
  queue?: QueueName
  /** How often the job is tried before it counts as failed; 5 unless said otherwise. */
  attempts?: number
  backoff?: Backoff
  /**
   * Calls other systems, before the transaction of `run` is opened. It may happen again: an
   * attempt that fails begins with it anew.
   */
  call?(payload: Payload, context: CallContext): Promise<void>
  /** Must be idempotent: it may be started again after a crash, though it never commits twice. */
  run(payload: Payload, context: JobContext): Promise<void>
}

const NAME = /^[a-z][a-z0-9]*([_-][a-z0-9]+)*\.[a-z0-9]+([_-][a-z0-9]+)*$/

/** Declares a kind of job. Throws E_JOB_OPTIONS. */
export function defineJob<Payload extends object>(
  settings: JobSettings<Payload>
): JobDefinition<Payload> {
  const { name, queue = 'default', attempts = defaultAttempts, backoff = defaultBackoff } = settings
  if (!NAME.test(name)) throw new E_JOB_OPTIONS([name, 'a job is called <module>.<name>'])
  if (!Number.isInteger(attempts) || attempts < 1) {
    throw new E_JOB_OPTIONS([name, `${attempts} attempts are not possible`])
  }
  return {
    name,
    queue,
    attempts,
    backoff,
    call: settings.call,
    run: settings.run,
    enqueue(payload, options = {}) {
      checkOptions(name, options)
      const { asker, jobs } = Environment.current()
      const id = randomUUID()
      jobs.add({
        id,
        name,
        queue,
        attempts,
        backoff,
        data: {
          v: 1,
          scope: scopeOf(asker),
          payload: JSON.parse(encodePayload(name, payload)),
        },
        delay: options.delay ?? 0,
        priority: options.priority ?? 0,
        uniqueKey:
          options.jobId === undefined ? null : `${asker.tenantId}/${name}/${options.jobId}`,
      })
      return id
    },
  }
}

/** For whom a job runs. What a webhook has set going is the webhook's to the end. */
function scopeOf({ tenantId, userId, locationIds, impersonatorId, origin }: Scope): Scope {
  const isWebhook = origin?.channel === 'webhook'
  return {
    tenantId,
    userId,
    locationIds,
    ...(impersonatorId && { impersonatorId }),
    ...(isWebhook && { origin: { channel: 'webhook' } }),
  }
}

function checkOptions(name: string, { delay = 0, jobId = 'none', priority = 0 }: EnqueueOptions) {
  if (!Number.isInteger(delay) || delay < 0 || delay > delayLimit) {
    throw new E_JOB_OPTIONS([name, `a delay of ${delay} ms is not between 0 and a year`])
  }
  if (!Number.isInteger(priority) || priority < 0 || priority > 2_097_151) {
    throw new E_JOB_OPTIONS([name, `a priority of ${priority} is not between 0 and 2097151`])
  }
  if (!/^[\x21-\x7e]{1,200}$/.test(jobId)) {
    throw new E_JOB_OPTIONS([name, `"${jobId}" is not a job id: use 1 to 200 visible characters`])
  }
}
