import { randomUUID } from 'node:crypto'
import { writeRefusals } from '#app/inbox/refusals'
import { Connection } from '#modules/integrations/models/connection'
import { asOwner, TestTenant } from '#tests/support/tenants'
import { ghlEvent, type EventOptions } from './events.ts'
import { FakeGoHighLevel } from './sender.ts'

export interface StoredEvent {
  id: string
  event_id: string
  event_type: string
  state: string
  reason: string | null
  reason_code: string | null
  reason_translations: Record<string, string> | null
  attempts: number
  location_id: string | null
  external_location: string | null
  received_at: Date
  processed_at: Date | null
  body: Buffer
  content: string
}

export interface StoredContact {
  id: string
  first_name: string
  last_name: string | null
  email: string | null
  phone: string | null
  address: string | null
  city: string | null
  country: string | null
  source: string | null
  company: string | null
  do_not_disturb: boolean
  active: boolean
  location_id: string
  version: number
  tags: string[]
}

/** A tenant whose locations are connected to GoHighLevel, and the sender of their events. */
export class GhlHouse {
  readonly tenant: TestTenant
  readonly key: string
  readonly url: string
  readonly sender: FakeGoHighLevel
  /** GoHighLevel's ids of the locations. */
  readonly north: string
  readonly south: string

  static async create(name: string): Promise<GhlHouse> {
    const tenant = await TestTenant.create(name)
    const [north, south] = [`loc_${randomUUID()}`, `loc_${randomUUID()}`]
    const { endpointKey: key } = await tenant.run(async () => {
      await Connection.connect('ghl', south, tenant.location('South'))
      return Connection.connect('ghl', north, tenant.location('North'))
    })
    return new GhlHouse(tenant, key, north, south)
  }

  private constructor(tenant: TestTenant, key: string, north: string, south: string) {
    this.tenant = tenant
    this.key = key
    this.north = north
    this.south = south
    this.url = `http://${process.env.HOST}:${process.env.PORT}/hooks/ghl/${key}`
    this.sender = new FakeGoHighLevel(this.url)
  }

  /** The body of an event of the location North. */
  event(type: string, fields: Readonly<Record<string, unknown>>, options?: EventOptions) {
    return ghlEvent(type, { locationId: this.north, ...fields }, options)
  }

  /** Sends an event and waits until it is processed. */
  async tell(type: string, fields: Readonly<Record<string, unknown>>, options?: EventOptions) {
    const event = this.event(type, fields, options)
    await this.sender.send(event)
    return this.settled(event.webhookId!)
  }

  /** The event with this id once nothing more is going to happen to it. */
  async settled(eventId: string): Promise<StoredEvent> {
    const [event] = await this.allSettled([eventId])
    return event!
  }

  async allSettled(eventIds: readonly string[], seconds = 90): Promise<StoredEvent[]> {
    const deadline = Date.now() + seconds * 1000
    for (;;) {
      const events = (await this.events()).filter((event) => eventIds.includes(event.event_id))
      const isDone = events.length === eventIds.length
      if (isDone && events.every(({ state }) => state !== 'received')) return events
      if (Date.now() > deadline) {
        const states = events.map(({ state }) => state)
        const answers = this.sender.calls.map(({ status }) => status)
        const told = { asked: eventIds.length, answers, states, jobs: await this.jobs() }
        throw new Error(`Not processed: ${JSON.stringify(told)}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  events(): Promise<StoredEvent[]> {
    return this.#rows('select * from inbox_events where tenant_id = $1 order by id')
  }

  contacts(): Promise<StoredContact[]> {
    return this.#rows(`select c.*, o.name as company, array(
        select t.name from crm_contact_tags p
        join base_tags t on t.tenant_id = p.tenant_id and t.id = p.tag_id
        where p.tenant_id = c.tenant_id and p.contact_id = c.id order by t.name) as tags
      from crm_contacts c left join crm_companies o on o.tenant_id = c.tenant_id and o.id = c.company_id
      where c.tenant_id = $1 order by c.id`)
  }

  /** Names of all companies, or of all tags. */
  async names(table: 'crm_companies' | 'base_tags'): Promise<string[]> {
    const rows = await this.#rows<{ name: string }>(
      `select name from ${table} where tenant_id = $1 order by name`
    )
    return rows.map(({ name }) => name)
  }

  jobs(): Promise<{ id: string; state: string; failed_reason: string | null }[]> {
    return this.#rows(
      `select id, state, failed_reason from bullmq.job where data -> 'scope' ->> 'tenantId' = $1::text`
    )
  }

  /** How many requests were refused, by reason. */
  async refusals(): Promise<Record<string, number>> {
    await writeRefusals()
    const rows = await this.#rows<{ reason: string; count: string }>(
      `select reason, sum(count) as count from identity.webhook_refusals r
       join identity.webhook_endpoints e on e.key = r.endpoint_key
       where e.tenant_id = $1 group by reason`
    )
    return Object.fromEntries(rows.map(({ reason, count }) => [reason, Number(count)]))
  }

  async #rows<T extends object>(text: string): Promise<T[]> {
    return asOwner(async (owner) => (await owner.query(text, [this.tenant.id])).rows as T[])
  }
}
