import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { totalmem } from 'node:os'
import { Fault } from './fault.mjs'
import { giveTo } from './postgres/account.mjs'
import { choosePlace, movedTo } from './postgres/place.mjs'
import { holdersOf } from './postgres/holders.mjs'
import { findPostmaster, stopPostmaster, waitUntilReady } from './postgres/postmaster.mjs'
import { findFreePort, whyNotListen } from './ports.mjs'
import { lastLines, run, waitUntilGone } from './processes.mjs'
import { withLock } from './lock.mjs'

const superuser = 'postgres'

/**
 * A PostgreSQL server of one's own: made on first start, listening on 127.0.0.1 alone, stopped with the last process
 * that uses it.
 */
export class EmbeddedPostgres {
  /** @type {import('./postgres/place.mjs').Place | undefined} */
  #place
  #port = 0
  #pid = 0
  #options

  /**
   * @param {object} options
   * @param {string} options.root of the checkout, where the npm packages lie
   * @param {string} options.directory for data, password and port
   * @param {string} options.log file that the server writes its messages to
   * @param {string} [options.database] created if it is not there
   * @param {boolean} [options.durable] false trades safety in a crash for speed, for data that may be lost
   */
  constructor({ root, directory, log, database = 'tatami', durable = true }) {
    this.#options = { root, directory, log, database, durable }
  }

  /**
   * Starts the server, or joins the one that runs on this directory already.
   *
   * @returns {Promise<{ url: string, adopted: boolean, created: boolean, directory: string, account: string }>}
   *   adopted: it was running already; created: its data was made just now; directory: where its data lies
   */
  async start() {
    const { directory } = this.#options
    mkdirSync(directory, { recursive: true })
    mkdirSync(dirname(this.#options.log), { recursive: true })

    return withLock(join(directory, 'lock'), async () => {
      const place = await choosePlace(this.#options)
      this.#place = place
      holdersOf(place.directory).join()

      const created = await this.#ensureData(place)
      const adopted = await this.#adopt(place)
      if (!adopted) await this.#launch(place)
      await this.#ensureDatabase()
      return {
        url: this.url(),
        adopted,
        created,
        directory: place.directory,
        account: place.account.foreign ? place.account.name : '',
      }
    })
  }

  /**
   * The address of the server for its superuser.
   *
   * @param {string} [database]
   */
  url(database = this.#options.database) {
    return `postgres://${superuser}:${this.#password()}@127.0.0.1:${this.#port}/${database}`
  }

  /** Leaves the server, and stops it unless another process uses it. */
  async stop() {
    const place = this.#place
    if (!place) return

    this.#place = undefined
    await withLock(join(this.#options.directory, 'lock'), async () => {
      const holders = holdersOf(place.directory)
      holders.leave()
      if (!holders.hasOthers() && this.#pid) await stopPostmaster(this.#pid)
    })
  }

  #password() {
    return readFileSync(join(this.#placeOrThrow().directory, 'password'), 'utf8').trim()
  }

  #placeOrThrow() {
    if (!this.#place) throw new Error('The embedded PostgreSQL has not been started')
    return this.#place
  }

  /**
   * Makes the data directory under a name of its own and renames it when it is complete, so that one that was
   * interrupted is never taken for data.
   *
   * @param {import('./postgres/place.mjs').Place} place
   */
  async #ensureData({ directory, account, binaries }) {
    const data = join(directory, 'data')
    if (existsSync(data)) return false

    for (const name of readdirSync(directory)) {
      if (name.startsWith('data.')) rmSync(join(directory, name), { recursive: true, force: true })
    }
    const suffix = randomBytes(4).toString('hex')
    const draft = join(directory, `data.${suffix}`)
    mkdirSync(draft, { mode: 0o700 })
    giveTo(account, draft)

    const password = randomBytes(24).toString('base64url')
    const passwordFile = join(directory, `data.${suffix}.password`)
    writeFileSync(passwordFile, password, { mode: 0o600 })
    giveTo(account, passwordFile)

    const { code, stderr } = await run(
      binaries.initdb,
      [
        ...['--pgdata', draft, '--username', superuser, '--pwfile', passwordFile],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C'],
        ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
        ...['--no-instructions', this.#options.durable ? '--sync-method=fsync' : '--no-sync'],
      ],
      { ...account.spawn, cwd: directory, env: serverEnvironment() }
    )
    rmSync(passwordFile, { force: true })
    if (code !== 0) {
      rmSync(draft, { recursive: true, force: true })
      throw new Fault(`PostgreSQL could not make its data directory ${data}.`, {
        details: lastLines(stderr, 5),
      })
    }
    writeFileSync(join(directory, 'password'), password, { mode: 0o600 })
    renameSync(draft, data)
    return true
  }

  /** @param {import('./postgres/place.mjs').Place} place */
  async #adopt({ directory }) {
    const data = join(directory, 'data')
    const running = findPostmaster(data)
    if (!running) return false

    if (running.status === 'stopping') {
      await waitUntilGone(running.pid, 60_000)
      return false
    }
    const ready = await waitUntilReady(data, running.pid)
    if (!ready) return false

    this.#pid = ready.pid
    this.#port = ready.port
    return true
  }

  /** @param {import('./postgres/place.mjs').Place} place */
  async #launch(place) {
    const data = join(place.directory, 'data')
    rotate(this.#options.log)

    for (let attempt = 1; ; attempt++) {
      this.#port = await choosePort(join(place.directory, 'port'))
      const pid = this.#spawnServer(place, data)
      const ready = await waitUntilReady(data, pid)
      if (ready) {
        this.#pid = pid
        return
      }
      const portTaken = (await whyNotListen(this.#port)) !== null
      if (!portTaken || attempt === 3) {
        throw new Fault(`PostgreSQL did not start. Its log is ${this.#options.log}.`, {
          details: lastLines(readFileSync(this.#options.log, 'utf8'), 5),
        })
      }
    }
  }

  /**
   * The server gets a session of its own: Ctrl+C at the terminal must reach it last, and it outlives a launcher that
   * is killed, to be joined by the next.
   *
   * @param {import('./postgres/place.mjs').Place} place
   * @param {string} data
   */
  #spawnServer({ binaries, account }, data) {
    const log = openSync(this.#options.log, 'a')
    const settings = Object.entries(serverSettings(this.#port, this.#options.durable))
    const child = spawn(
      binaries.postgres,
      ['-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...account.spawn,
        cwd: binaries.home,
        env: serverEnvironment(),
        detached: true,
        stdio: ['ignore', log, log],
      }
    )
    child.once('error', () => {})
    child.unref()
    closeSync(log)
    if (!child.pid) throw new Fault(`Cannot run ${binaries.postgres}.`)
    return child.pid
  }

  async #ensureDatabase() {
    const pg = createRequire(join(this.#options.root, 'package.json'))('pg')
    const client = new pg.Client({ connectionString: this.url('postgres') })
    await client.connect()
    try {
      const name = this.#options.database
      const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
      if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`)
    } finally {
      await client.end()
    }
  }
}

/**
 * The port of the last time if it is free, else another. Programs that remember the address keep working.
 *
 * @param {string} path
 */
async function choosePort(path) {
  const last = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
  if (last && (await whyNotListen(last)) === null) return last

  const port = await findFreePort()
  writeFileSync(path, String(port))
  return port
}

/** Without the PG* variables of the surroundings, which would change what the server does. */
function serverEnvironment() {
  const entries = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG$|TZ$)/.test(name))
  return { ...Object.fromEntries(entries), LC_ALL: 'C' }
}

/**
 * @param {number} port
 * @param {boolean} durable
 */
function serverSettings(port, durable) {
  const megabytes = Math.floor(totalmem() / 2 ** 20)
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: `${Math.max(32, Math.min(256, Math.floor(megabytes / 8)))}MB`,
    effective_cache_size: `${Math.max(64, Math.floor(megabytes / 4))}MB`,
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d ',
    logging_collector: 'off',
  }
  if (durable) return settings
  return { ...settings, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
}

/**
 * Keeps the last log beside the new one when it has grown beyond 10 MB.
 *
 * @param {string} log
 */
function rotate(log) {
  if (existsSync(log) && statSync(log).size > 10 * 2 ** 20) renameSync(log, `${log}.1`)
  if (!existsSync(log)) writeFileSync(log, '', { mode: 0o600 })
  chmodSync(log, 0o600)
}

/**
 * Stops the server of a directory, whoever uses it, and removes its data.
 *
 * @param {string} directory
 */
export async function removeCluster(directory) {
  const moved = movedTo(directory)
  for (const place of moved ? [moved, directory] : [directory]) {
    const running = findPostmaster(join(place, 'data'))
    if (running) await stopPostmaster(running.pid)
    rmSync(place, { recursive: true, force: true })
  }
}
