import { randomInt } from 'node:crypto'
import { DelayedError, UnrecoverableError } from 'bullmq'
import type { Environment } from '../environment/environment.ts'
import { E_TENANT_SUSPENDED } from '../environment/errors.ts'
import { gaveWay } from '../environment/gave_way.ts'
import type { Scope } from '../environment/scope.ts'
import type { HeldJob, JobBackend } from './backend.ts'
import type { JobDefinition } from './define.ts'
import { openEnvelope, type Envelope } from './envelope.ts'
import { E_JOB_TAKEN_OVER } from './errors.ts'
import { isLostConnection } from './outage.ts'
import { park } from './parking.ts'
import { postpone } from './postpone.ts'

/** Runs work in an environment of its own, opened for the asker of a scope, and commits. */
export type RunIn = <T>(scope: Scope, work: (environment: Environment) => Promise<T>) => Promise<T>

/** The kind of job with a name, if a module that brings it is installed. */
export type FindJob = (name: string) => JobDefinition | undefined

/** The pause before a job that found the database away is run again, in milliseconds. */
const PAUSE = 5000

/** The longest pause before a job that gave way to another is run again, in milliseconds. */
const GIVE_WAY = 2000

export interface JobRunnerOptions {
  backend: JobBackend
  find: FindJob
  runIn: RunIn
  maxStalledCount: number
  isDatabaseReachable(): Promise<boolean>
}

/**
 * Runs one job in an environment of its asker. BullMQ takes a DelayedError as "the job has been
 * moved on already, fetch the next one".
 */
export class JobRunner {
  #options: JobRunnerOptions

  constructor(options: JobRunnerOptions) {
    this.#options = options
  }

  /** Throws what the job throws, and DelayedError. */
  async run(held: HeldJob, signal: AbortSignal): Promise<void> {
    const { backend, find, maxStalledCount } = this.#options
    const { job } = held
    // BullMQ never fails a scheduler's job for this: it would stop one worker after another.
    if (job.stalledCounter > maxStalledCount) {
      throw new UnrecoverableError(`It stopped its worker ${job.stalledCounter} times`)
    }
    const envelope = openEnvelope(job.data)
    if (!envelope) return park(held, 'written by a newer version')
    const definition = find(job.name)
    if (!definition) return park(held, 'its module is not installed')
    const settled = await this.#commit(held, definition, envelope, signal)
    if (settled && backend.settlesQueue) throw new DelayedError()
  }

  /** Whether the job was settled; false when the environment had nothing to commit. */
  async #commit(
    held: HeldJob,
    definition: JobDefinition,
    envelope: Envelope,
    signal: AbortSignal
  ): Promise<boolean> {
    const { backend, runIn } = this.#options
    const attempt = held.job.attemptsMade + 1
    let settled = false
    try {
      const scope = scopeOf(envelope, definition)
      const about = { attempt, id: held.job.id!, signal }
      await definition.call?.(envelope.payload as never, {
        ...about,
        inside: (work) => runIn(scope, work),
      })
      await runIn(scope, async (environment) => {
        const context = { ...about, environment }
        await definition.run(envelope.payload as never, context)
        environment.beforeCommit(async (client) => {
          await backend.settle(client, held)
          settled = true
        })
      })
    } catch (error) {
      if (error instanceof E_JOB_TAKEN_OVER) return true
      if (error instanceof E_TENANT_SUSPENDED) return park(held, 'its tenant is suspended')
      if (gaveWay(error)) await postpone(held, randomInt(GIVE_WAY))
      if (await this.#isOutage(error)) await postpone(held, PAUSE)
      throw error
    }
    return settled
  }

  /** Jobs in Redis would use up all their attempts while PostgreSQL restarts. */
  async #isOutage(error: unknown): Promise<boolean> {
    return isLostConnection(error) && !(await this.#options.isDatabaseReachable())
  }
}

/** What a job writes was asked for by the job; a webhook's job speaks for the webhook. */
function scopeOf({ scope }: Envelope, { name }: JobDefinition): Scope {
  return { ...scope, origin: { channel: scope.origin?.channel ?? 'job', cause: name } }
}
