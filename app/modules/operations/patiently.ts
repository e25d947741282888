import { setTimeout as sleep } from 'node:timers/promises'
import { E_STILL_IN_USE } from './errors.ts'

/** How often work is tried that waits for a table in vain, and the longest pause between. */
const ATTEMPTS = 40
const PAUSE = 250

/** A lock that was not to be had, and a deadlock. */
const GIVES_WAY = ['55P03', '40P01']

/** Whether a statement gave way to somebody who was using the table. */
export function gaveWay(error: unknown): boolean {
  return GIVES_WAY.includes((error as { code?: string }).code ?? '')
}

/** Does work again that gave way to others, until it gets through. Throws E_STILL_IN_USE. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!gaveWay(error)) throw error
      if (attempt === ATTEMPTS) throw new E_STILL_IN_USE([(error as Error).message])
      await sleep(Math.random() * PAUSE)
    }
  }
}
