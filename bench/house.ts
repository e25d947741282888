import { fork, type ChildProcess } from 'node:child_process'
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { nodeFlags, runCommand } from '../launcher/console.mjs'
import { findFreePort } from '../launcher/ports.mjs'
import { root } from '../launcher/root.mjs'
import { Server } from '../launcher/server.mjs'
import type { Steps } from '../launcher/steps.mjs'
import { folder, type Cluster } from './cluster.ts'
import { DatabaseCredentials } from '../app/identity/credentials.ts'
import { TABLE } from './bare_statements.ts'

/** Settings that must not be taken over from the surroundings. */
const foreign = ['REDIS_URL', 'DATABASE_ROLES', 'DATABASE_POOL', 'NODE_OPTIONS']

interface Wish {
  database: string
  contacts: number
  tenants: number
  /** Gives the first tenant half of everything. */
  skew?: boolean
  /** Connections for pages; as many as there are usually unless told. */
  pool?: number
  /** Lets the server run jobs, too. */
  worker?: boolean
}

/** A full database with one server process of Tatami on it, and the bare server beside it. */
export class House {
  readonly cluster: Cluster
  readonly database: string
  /** Signs events as GoHighLevel would: the server is told the other half of the key. */
  readonly signingKey: KeyObject
  url = ''
  bareUrl = ''
  /** The first load tenant. */
  tenant = ''
  #wish: Wish
  #env: Record<string, string>
  #server: Server | undefined
  #bare: ChildProcess | undefined

  constructor(cluster: Cluster, wish: Wish) {
    this.cluster = cluster
    this.database = wish.database
    this.#wish = wish
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    this.signingKey = privateKey
    const env = Object.entries(process.env).filter(([name]) => !foreign.includes(name))
    this.#env = {
      ...(Object.fromEntries(env) as Record<string, string>),
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      APP_KEY: randomBytes(32).toString('base64url'),
      DATABASE_URL: cluster.url(wish.database),
      STORAGE_PATH: join(folder, 'storage'),
      GHL_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      LOG_LEVEL: 'error',
      WORKER: wish.worker ? 'inside' : 'none',
      ADDONS_PATH: join(root, 'examples'),
      TATAMI_EMBEDDED: '1',
      ...(wish.pool && { DATABASE_POOL: String(wish.pool) }),
    }
  }

  get contacts(): number {
    return this.#wish.contacts
  }

  get pid(): number {
    return this.#server!.pid!
  }

  get barePid(): number {
    return this.#bare!.pid!
  }

  query<Row extends object>(text: string, values?: unknown[]) {
    return this.cluster.query<Row>(this.database, text, values)
  }

  /** Settings of a connection of the runtime role. */
  get runtime() {
    const { DATABASE_URL: databaseUrl, APP_KEY: appKey } = this.#env
    return new DatabaseCredentials({ databaseUrl: databaseUrl!, appKey: appKey! }).of('runtime')
  }

  /** Runs a command of the server on this database. */
  command(...args: string[]) {
    const signal = new AbortController().signal
    return runCommand({ root, node: process.execPath, args, env: this.#env, signal })
  }

  /** Makes the database with its schema and its load data. */
  async fill(steps: Steps, signal: AbortSignal) {
    const { database, contacts, tenants, skew } = this.#wish
    const node = process.execPath
    const command = (...args: string[]) => runCommand({ root, node, args, env: this.#env, signal })
    this.#env.PORT = String(await findFreePort())
    this.#env.APP_URL = this.url = `http://127.0.0.1:${this.#env.PORT}`
    mkdirSync(this.#env.STORAGE_PATH!, { recursive: true })
    await steps.run('Making the schema', async () => {
      await this.cluster.query('postgres', `create database ${database}`)
      await command('setup')
    })
    const number = contacts.toLocaleString('en')
    await steps.run(`Making ${number} contacts`, () =>
      command(
        'demo:fill',
        `--contacts=${contacts}`,
        `--tenants=${tenants}`,
        ...(skew ? ['--skew'] : [])
      )
    )
    const [first] = await this.query<{ id: string }>(`select id from tenants where name = 'Load 1'`)
    this.tenant = first!.id
    await this.query(TABLE)
  }

  /** Leaves the first load tenant no contact without a location: those go to its largest. */
  async giveEveryContactALocation(steps: Steps) {
    await steps.run('Giving every contact a location', async () => {
      await this.query(
        `update crm_contacts set location_id = (select id from locations
           where tenant_id = $1 order by sequence limit 1)
         where tenant_id = $1 and location_id is null`,
        [this.tenant]
      )
      await this.query('vacuum (analyze) crm_contacts')
    })
  }

  /** Lets the manager of the largest location see their own contacts alone, by a rule of a role. */
  async makeSeller() {
    await this.query(
      `update membership_groups g set group_name = 'crm.representative' from memberships m
       where m.tenant_id = g.tenant_id and m.id = g.user_id and m.email = 'third@load1.test'`
    )
  }

  /** Starts both servers. */
  async open() {
    const { url } = this
    const log = join(folder, `${this.database}.log`)
    this.#server = new Server({ root, node: process.execPath, env: this.#env, log })
    this.#server.spawn()
    const port = await findFreePort()
    this.bareUrl = `http://127.0.0.1:${port}`
    this.#bare = fork(join(root, 'bench', 'bare_server.ts'), {
      execArgv: nodeFlags,
      env: { ...this.#env, PORT: String(port), BARE_TENANT: this.tenant },
    })
    await Promise.all([once(this.#bare, 'message'), this.#server.waitUntilReady(url)])
  }

  async close() {
    this.#bare?.kill()
    await this.#server?.stop(new AbortController().signal)
  }
}
