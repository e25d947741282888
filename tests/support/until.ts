import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until a condition holds. Throws after `seconds` with the last thing it saw. */
export async function until<T>(
  what: string,
  look: () => Promise<T> | T,
  holds: (seen: T) => boolean,
  seconds = 120
): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const seen = await look()
    if (holds(seen)) return seen
    if (Date.now() > deadline) {
      throw new Error(`Waited ${seconds} s for ${what}; saw ${JSON.stringify(seen)?.slice(0, 500)}`)
    }
    await sleep(50)
  }
}
