import { spawn } from 'node:child_process'
import { mkdirSync, openSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from './fault.mjs'
import { accepts, findFreePort } from './ports.mjs'
import { isAlive, signal, sleep, waitUntilGone } from './processes.mjs'

/** A Redis server for tests, on a free port, that keeps its append-only file in a directory of its own. */
export class TestRedis {
  #pid = 0
  #port = 0
  #options

  /** @param {{ program: string, directory: string }} options program is the path of redis-server */
  constructor({ program, directory }) {
    this.#options = { program, directory }
  }

  get pid() {
    return this.#pid
  }

  /** @returns {Promise<string>} its address */
  async start() {
    const { program, directory } = this.#options
    mkdirSync(directory, { recursive: true })
    this.#port = await findFreePort()
    const log = openSync(join(directory, 'redis.log'), 'a')
    const child = spawn(
      program,
      [
        ...['--port', String(this.#port), '--bind', '127.0.0.1', '--dir', directory],
        ...['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'],
      ],
      { detached: true, stdio: ['ignore', log, log] }
    )
    child.once('error', () => {})
    child.unref()
    closeSync(log)
    if (!child.pid) throw new Fault(`Cannot run ${program}.`)

    this.#pid = child.pid
    while (!(await accepts(this.#port))) {
      if (!isAlive(this.#pid)) throw new Fault(`Redis did not start. Its log is in ${directory}.`)
      await sleep(20)
    }
    return `redis://127.0.0.1:${this.#port}`
  }

  async stop() {
    if (!this.#pid) return

    signal(this.#pid, 'SIGTERM')
    if (!(await waitUntilGone(this.#pid, 10_000))) signal(this.#pid, 'SIGKILL')
    this.#pid = 0
  }
}
