import type { WorkerSettings } from './backend.ts'

/** BullMQ writes events for its own event stream; nothing here reads them, so few are kept. */
export const maxEvents = { streams: { events: { maxLen: 1000 } } }

/** The settings of a BullMQ worker that are the same on both servers. */
export function workerOptions({ timing, concurrency }: WorkerSettings) {
  const { lockDuration, stalledInterval, maxStalledCount, drainDelay, runRetryDelay } = timing
  return {
    autorun: false,
    concurrency,
    lockDuration,
    stalledInterval,
    maxStalledCount,
    drainDelay,
    runRetryDelay,
  }
}
