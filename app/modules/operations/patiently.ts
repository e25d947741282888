import { setTimeout as sleep } from 'node:timers/promises'
import { gaveWay } from '../../environment/gave_way.ts'
import { E_STILL_IN_USE } from './errors.ts'

/** How often work is tried that waits for a table in vain, and the longest pause between. */
const ATTEMPTS = 40
const PAUSE = 250

/** Does work again that gave way to others, until it gets through. Throws E_STILL_IN_USE. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!gaveWay(error)) throw error
      if (attempt === ATTEMPTS) throw new E_STILL_IN_USE((error as Error).message)
      await sleep(Math.random() * PAUSE)
    }
  }
}
