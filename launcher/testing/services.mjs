import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { removeCluster, EmbeddedPostgres } from '../postgres.mjs'
import { findBinaries } from '../postgres/binaries.mjs'
import { findFreePort } from '../ports.mjs'
import { commandLineOf, isAlive, signal, waitUntilGone } from '../processes.mjs'
import { TestRedis } from '../redis.mjs'
import { ensureProgram, findProgram } from '../system_programs.mjs'

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** Settings that a test must not take over from the surroundings. */
const foreign = [
  'REDIS_URL',
  'DATABASE_ROLES',
  'DATABASE_POOL',
  'ADDONS_PATH',
  'TRUSTED_PROXIES',
  'GHL_PUBLIC_KEY',
  'LOG_LEVEL',
  'WORKER',
]

/**
 * The servers that the tests need, in a directory of this run's own that is removed at the end. What a run that was
 * killed left behind is removed by the next.
 */
export class TestServices {
  #root
  #directory
  #scratch
  /** @type {TestRedis | undefined} */
  #redis
  /** @type {EmbeddedPostgres | undefined} */
  #postgres

  /** @param {string} root */
  constructor(root) {
    this.#root = root
    this.#directory = join(root, 'storage', 'test', String(process.pid))
    this.#scratch = join(tmpdir(), `tatami-test-${process.pid}`)
  }

  /**
   * Brings what runs beside each other share: the programs of the machine and the libraries of PostgreSQL. Removes what
   * earlier runs left behind.
   *
   * @param {import('../steps.mjs').Steps} steps
   * @returns {Promise<{ redis: string, chromium: string }>} the paths of the programs
   */
  async prepare(steps) {
    await removeLeftovers(join(this.#root, 'storage', 'test'), '')
    await removeLeftovers(tmpdir(), 'tatami-test-')
    findBinaries(this.#root)
    return {
      redis: await steps.run('Finding Redis', findRedis),
      chromium: await steps.run('Finding Chromium', findChromium),
    }
  }

  /**
   * @param {import('../steps.mjs').Steps} steps
   * @returns {Promise<Record<string, string>>} the environment for the tests
   */
  async start(steps) {
    const { redis, chromium } = await this.prepare(steps)
    mkdirSync(this.#directory, { recursive: true })
    mkdirSync(this.#scratch, { recursive: true })
    chmodSync(this.#scratch, 0o755)

    const databaseUrl = await steps.run('Starting PostgreSQL', () => this.#startPostgres())
    const redisUrl = await steps.run('Starting Redis', () => this.#startRedis(redis))

    const port = await findFreePort()
    const storage = join(this.#directory, 'storage')
    mkdirSync(storage)
    const env = /** @type {Record<string, string>} */ ({ ...process.env })
    delete env.TATAMI_EMBEDDED
    for (const name of foreign) env[name] = ''
    return {
      ...env,
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      APP_KEY: randomBytes(32).toString('base64url'),
      DATABASE_URL: databaseUrl,
      REDIS_TEST_URL: redisUrl,
      CHROMIUM_PATH: chromium,
      STORAGE_PATH: storage,
      TATAMI_SCRATCH: this.#scratch,
    }
  }

  async stop() {
    await this.#redis?.stop()
    await this.#postgres?.stop()
    await removeRun(this.#directory)
    await removeRun(this.#scratch)
  }

  async #startPostgres() {
    this.#postgres = new EmbeddedPostgres({
      root: this.#root,
      directory: join(this.#directory, 'postgresql'),
      log: join(this.#directory, 'postgresql.log'),
      database: 'tatami_test',
      durable: false,
    })
    const { url } = await this.#postgres.start()
    return url
  }

  /** @param {string} program */
  async #startRedis(program) {
    this.#redis = new TestRedis({ program, directory: join(this.#directory, 'redis') })
    const url = await this.#redis.start()
    writeFileSync(join(this.#directory, 'redis.pid'), String(this.#redis.pid))
    return url
  }
}

/** @param {(text: string) => void} note */
function findRedis(note) {
  return ensureProgram(['redis-server'], 'redis-server', note)
}

/** @param {(text: string) => void} note */
async function findChromium(note) {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  if (!findProgram(chromiumNames) && existsSync(macChrome)) return macChrome
  return ensureProgram(chromiumNames, 'chromium', note)
}

/**
 * Removes what runs left behind whose process is gone. Their folders are named after it.
 *
 * @param {string} parent
 * @param {string} prefix
 */
async function removeLeftovers(parent, prefix) {
  if (!existsSync(parent)) return

  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${prefix}(\\d+)$`).exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) await removeRun(join(parent, name))
  }
}

/**
 * Stops every server whose data lies in a folder and removes the folder.
 *
 * @param {string} folder
 */
async function removeRun(folder) {
  if (!existsSync(folder)) return

  const redis = join(folder, 'redis.pid')
  if (existsSync(redis)) await stopRedis(Number(readFileSync(redis, 'utf8')))
  for (const cluster of clustersIn(folder, 4)) await removeCluster(cluster)
  rmSync(folder, { recursive: true, force: true })
}

/** @param {number} pid */
async function stopRedis(pid) {
  if (!isAlive(pid) || !commandLineOf(pid).includes('redis-server')) return
  signal(pid, 'SIGKILL')
  await waitUntilGone(pid, 5000)
}

/**
 * @param {string} folder
 * @param {number} depth how many folders to descend
 * @returns {string[]}
 */
function clustersIn(folder, depth) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .flatMap(({ name }) => {
      const path = join(folder, name)
      if (name === 'postgresql') return [path]
      return depth > 0 ? clustersIn(path, depth - 1) : []
    })
}
