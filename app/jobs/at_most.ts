import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for a promise, but not longer than some milliseconds. Never rejects. */
export async function atMost(
  milliseconds: number,
  promise: Promise<unknown> | undefined
): Promise<void> {
  const waited = new AbortController()
  const { signal } = waited
  await Promise.race([promise, sleep(milliseconds, null, { signal })]).catch(() => {})
  waited.abort()
}
