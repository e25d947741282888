import { randomBytes, randomUUID, sign } from 'node:crypto'
import type { Request } from 'autocannon'
import { Fault } from '../launcher/fault.mjs'
import type { House } from './house.ts'
import type { Target } from './load.ts'
import { CONNECTIONS } from './pages.ts'

interface Event {
  body: string
  headers: Record<string, string>
}

/** Events of GoHighLevel for the first load tenant: each with an id of its own, and signed. */
export class Webhooks {
  #house: House
  #key = randomBytes(16).toString('base64url')
  #number = 0

  constructor(house: House) {
    this.#house = house
  }

  get url(): string {
    return `${this.#house.url}/hooks/ghl/${this.#key}`
  }

  /** Opens the endpoint and sees that it stores what is signed and refuses what is not. */
  async open() {
    await this.#house.query(
      `insert into identity.webhook_endpoints (key, provider, tenant_id) values ($1, 'ghl', $2)`,
      [this.#key, this.#house.tenant]
    )
    const { body, headers } = this.event()
    const statuses = [
      await post(this.url, body, headers),
      await post(this.url, `${body} `, headers),
    ]
    if (statuses.join() !== '204,401') throw new Fault(`The webhook answered ${statuses.join()}`)
    await this.assertStored()
  }

  /** The bare handler and the webhook, with the same events. */
  targets(): Target[] {
    const { bareUrl, barePid, url, pid } = this.#house
    const requests = (path: string) =>
      Array.from({ length: CONNECTIONS }, (): Request[] => [
        { method: 'POST', path, setupRequest: (request) => ({ ...request, ...this.event() }) },
      ])
    return [
      { name: 'bare hook', url: bareUrl, pid: barePid, status: 204, requests: requests('/hook') },
      { name: 'hook', url, pid, status: 204, requests: requests(new URL(this.url).pathname) },
    ]
  }

  /** A new event, and the signature of its bytes. */
  event(): Event {
    const body = JSON.stringify(contactCreated((this.#number += 1)))
    const signature = sign(null, Buffer.from(body), this.#house.signingKey).toString('base64')
    return { body, headers: { 'content-type': 'application/json', 'x-ghl-signature': signature } }
  }

  /** Every event that is stored has its job. Throws a Fault. */
  async assertStored() {
    const [row] = await this.#house.query<{ events: number; jobs: number }>(
      `select (select count(*) from inbox_events)::int as events,
        (select count(*) from bullmq.job)::int as jobs`
    )
    if (!row || row.events === 0 || row.events !== row.jobs) {
      throw new Fault(`${row?.events} events have ${row?.jobs} jobs`)
    }
  }
}

function contactCreated(number: number) {
  return {
    type: 'ContactCreate',
    locationId: 'loc_bench',
    id: `contact_${number}`,
    firstName: 'Ada',
    lastName: `Example ${number}`,
    name: `Ada Example ${number}`,
    email: `ada.example${number}@mailbox.example`,
    phone: `+1555${String(number).padStart(7, '0')}`,
    address1: '1 Example Street',
    city: 'London',
    country: 'GB',
    postalCode: 'N1 1AA',
    companyName: 'Example Works',
    source: 'Website form',
    dnd: false,
    tags: ['newsletter', 'trade fair'],
    customFields: [{ id: 'field_one', value: 'something' }],
    dateAdded: new Date().toISOString(),
    timestamp: new Date().toISOString(),
    webhookId: randomUUID(),
  }
}

async function post(url: string, body: string, headers: Record<string, string>) {
  const answer = await fetch(url, { method: 'POST', body, headers })
  await answer.arrayBuffer()
  return answer.status
}
