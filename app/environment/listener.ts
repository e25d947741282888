import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** How often a silent connection is tried, and how long it is waited for, in milliseconds. */
const HEARTBEAT = 15_000
const PATIENCE = 5_000
const RECONNECT_PAUSE = 1_000

/** What is done with the notifications of a channel. */
export interface Hearing {
  hear: (payload: string) => void
  /**
   * Notifications may have been missed: the connection was made just now, for the first time or
   * again. Whatever is kept up to date by `hear` has to be read anew.
   */
  missed: () => void
}

/**
 * The one connection on which this process hears what others say by NOTIFY. It is made again
 * whenever it is lost, for as long as it takes. A pooler of connections must not stand in between
 * unless it keeps sessions.
 */
export class Listener {
  #settings: pg.ClientConfig
  #hearings = new Map<string, Hearing>()
  #closing = new AbortController()
  #client: pg.Client | undefined
  #name: string | undefined

  constructor(settings: pg.ClientConfig) {
    this.#settings = settings
  }

  /** Hears a channel from now on. A channel has one hearing in a process. */
  on(channel: string, hearing: Hearing) {
    this.#hearings.set(channel, hearing)
    this.#client?.query(listen([channel])).then(hearing.missed, () => {})
  }

  /**
   * Gives the connection a name that others see in `pg_stat_activity`, now and whenever it is made
   * again. PostgreSQL keeps 63 characters.
   */
  callIt(name: string) {
    this.#name = name
    this.#client?.query(calling(name)).catch(() => {})
  }

  /** Begins to listen. Resolves when the connection stands; throws if it cannot be made. */
  async start(): Promise<void> {
    const client = await this.#connect()
    void this.#keep(client)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#client?.end().catch(() => {})
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      ...this.#settings,
      ...(this.#name && { application_name: this.#name }),
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE,
      query_timeout: PATIENCE,
    })
    client.on('error', () => {})
    client.on('notification', ({ channel, payload }) =>
      this.#hearings.get(channel)?.hear(payload ?? '')
    )
    try {
      await client.connect()
      this.#client = client
      await client.query(listen([...this.#hearings.keys()]))
    } catch (error) {
      this.#client = undefined
      hangUp(client)
      throw error
    }
    for (const { missed } of this.#hearings.values()) missed()
    return client
  }

  /** Watches a connection until it is lost, and then makes another one. */
  async #keep(client: pg.Client) {
    const { signal } = this.#closing
    const lost = new AbortController()
    client.once('end', () => lost.abort())
    const gone = AbortSignal.any([signal, lost.signal])
    while (!gone.aborted) {
      await sleep(HEARTBEAT, null, { signal: gone, ref: false }).catch(() => {})
      if (!gone.aborted) await client.query('select 1').catch(() => lost.abort())
    }
    this.#client = undefined
    hangUp(client)
    while (!signal.aborted) {
      await sleep(RECONNECT_PAUSE, null, { signal, ref: false }).catch(() => {})
      const next = signal.aborted ? null : await this.#connect().catch(() => null)
      if (next) return void this.#keep(next)
    }
  }
}

function listen(channels: readonly string[]): string {
  return channels.map((channel) => `listen ${pg.escapeIdentifier(channel)}`).join('; ')
}

function calling(name: string): string {
  return `set application_name = ${pg.escapeLiteral(name)}`
}

/** Ends a connection whether or not the other side still answers. */
function hangUp(client: pg.Client) {
  const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } })
    .connection
  stream.destroy()
}
