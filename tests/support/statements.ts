import type { EventEmitter } from 'node:events'
import pg from 'pg'

/** A statement as it went over the wire, and the round trip that it travelled in. */
export interface Sent {
  text: string
  wait: number
}

/**
 * Watches every statement of this process while `work` runs. Statements that are sent while the
 * answer to another is still outstanding share its wait; the next one after all have been
 * answered begins a new one.
 */
export async function watchStatements(work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = []
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown }
  const original = prototype.query
  let outstanding = 0
  let waits = 0
  prototype.query = function (this: unknown, ...given) {
    const [first] = given
    const text = typeof first === 'string' ? first : String((first as { text: string }).text)
    if (outstanding === 0) waits += 1
    outstanding += 1
    sent.push({ text, wait: waits })
    const done = () => {
      outstanding -= 1
    }
    const last = given.at(-1)
    if (typeof last === 'function') {
      given[given.length - 1] = (...answered: unknown[]) => {
        done()
        return (last as (...answered: unknown[]) => unknown)(...answered)
      }
    }
    const answer = original.apply(this, given)
    if (answer instanceof Promise) answer.then(done, done)
    else if (typeof last !== 'function') {
      ;(answer as EventEmitter).once('end', done).once('error', done)
    }
    return answer
  }
  try {
    await work()
  } finally {
    prototype.query = original
  }
  return sent
}
