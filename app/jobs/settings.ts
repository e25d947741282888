/** The schema that BullMQ's tables live in. They belong to the whole installation, not to a tenant. */
export const schema = 'bullmq'

/** The queues there are. Each has its own workers, so that a flood in one does not hold up another. */
export const queueNames = ['default'] as const
export type QueueName = (typeof queueNames)[number]

/** How long BullMQ waits before another attempt. `delay` in milliseconds, `jitter` from 0 to 1. */
export interface Backoff {
  type: 'fixed' | 'exponential'
  delay: number
  jitter?: number
}

export const defaultAttempts = 5
export const defaultBackoff: Backoff = { type: 'exponential', delay: 1000, jitter: 0.5 }

/**
 * How many jobs run at once in a process that also serves pages, of `connections` that both use.
 * Each holds one while it runs, so jobs that all wait for a lock would leave none for anybody else.
 */
export function jobsBesidePages(connections: number): number {
  return Math.max(1, Math.floor(connections / 2))
}

/** The largest payload, in bytes of its JSON. Jobs carry ids and read the data when they run. */
export const payloadLimit = 32 * 1024

/** The longest delay, in milliseconds. */
export const delayLimit = 365 * 24 * 3600_000

/**
 * How long a parked job sleeps unless it is released, in milliseconds. It must be longer than any
 * delay: parked jobs are found at the far end of the delayed ones.
 */
export const parkedDelay = 2 * delayLimit

/** How long completed jobs are kept, in milliseconds. */
export const keepCompleted = 3600_000

/**
 * How long Redis keeps them. A relay that is killed between handing a job over and noting it does
 * so again after its rescue, and Redis ignores the second one only while it still has the first.
 */
export const keepCompletedInRedis = 24 * 3600_000

/** The times of a worker. Tests shorten them. */
export interface Timing {
  /**
   * How long a job is safe from being taken over after its worker's last sign of life, in
   * milliseconds. BullMQ compares with the clock of the machine that looks, so it must be longer
   * than the clocks of several machines differ.
   */
  lockDuration: number
  /** How often a worker looks for jobs of dead workers, in milliseconds. */
  stalledInterval: number
  /**
   * How many workers may die of a job before it counts as failed. BullMQ's default of 1 fails
   * healthy jobs whose workers are killed twice, as in two quick restarts.
   */
  maxStalledCount: number
  /** The longest sleep of an idle worker, in seconds: what a lost notification costs. */
  drainDelay: number
  /** The pause before BullMQ repeats a statement that lost its connection, in milliseconds. */
  runRetryDelay: number
  /** How long a stopping worker waits for its running jobs, in milliseconds. */
  grace: number
  /** How often old completed jobs are swept away, in milliseconds. */
  sweepInterval: number
}

export const timing: Timing = {
  lockDuration: 30_000,
  stalledInterval: 5_000,
  maxStalledCount: 10,
  drainDelay: 5,
  runRetryDelay: 1_000,
  grace: 25_000,
  sweepInterval: 60_000,
}
