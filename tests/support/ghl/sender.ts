import { request as openRequest, Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { sign, strangeKey } from './signing.ts'

/** Each delivery has a connection of its own: a kept one may be closed just when it is used again. */
const agent = new Agent({ maxSockets: 64 })

/** What goes wrong on the way of an event. */
export interface Fault {
  /** Deliveries of the same body at the same time, instead of one. */
  duplicates?: number
  /** Milliseconds before the first delivery. */
  delay?: number
  /** Sends other bytes than those that were signed, or a signature of another key. */
  bad?: 'body' | 'signature' | 'malformed'
}

/** One call of the webhook, and how it was answered. Status 0 means: not at all. */
export interface Call {
  body: string
  status: number
}

/**
 * Behaves as GoHighLevel does: signs the raw body, delivers without any order, and delivers the
 * same bytes again only after 429. Keeps a ledger of every call.
 */
export class FakeGoHighLevel {
  readonly calls: Call[] = []
  #url: string
  #retries: number
  #pause: number

  constructor(url: string, { retries = 6, pause = 100 } = {}) {
    this.#url = url
    this.#retries = retries
    this.#pause = pause
  }

  /** Delivers an event until it is taken or refused for good; returns the last status of each. */
  async send(event: object, fault: Fault = {}): Promise<number[]> {
    const body = JSON.stringify(event)
    const signature = sign(body, fault.bad === 'signature' ? strangeKey : undefined)
    const sent = fault.bad === 'body' ? body.replace('{', '{ ') : body
    const broken = body.slice(0, -1)
    const [bytes, signed] = fault.bad === 'malformed' ? [broken, sign(broken)] : [sent, signature]
    if (fault.delay) await sleep(fault.delay)
    const deliveries = Array.from({ length: fault.duplicates ?? 1 }, () =>
      this.#deliver(bytes, signed)
    )
    return Promise.all(deliveries)
  }

  /** Delivers events in an order of one's own, each one after the other. */
  async sendInOrder(events: readonly object[], order: readonly number[]): Promise<void> {
    for (const index of order) await this.send(events[index]!)
  }

  async #deliver(body: string, signature: string): Promise<number> {
    for (let retry = 0; ; retry++) {
      const status = await post(this.#url, body, { 'x-ghl-signature': signature })
      this.calls.push({ body, status })
      if (status !== 429 || retry >= this.#retries) return status
      await sleep(this.#pause)
    }
  }
}

/** Posts raw bytes and returns the status, or 0 where the connection broke before an answer. */
export function post(
  url: string,
  body: Buffer | string,
  headers: Record<string, string | string[]> = {}
): Promise<number> {
  return new Promise((resolve) => {
    const bytes = Buffer.from(body)
    const request = openRequest(url, {
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/json',
        'content-length': String(bytes.length),
        ...headers,
      },
    })
    request.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    request.on('error', () => resolve(0))
    request.end(bytes)
  })
}
