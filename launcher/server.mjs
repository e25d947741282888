import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeFlags } from './console.mjs'
import { Fault } from './fault.mjs'
import { lastLines, signal, sleep, waitUntilGone } from './processes.mjs'

/**
 * V8 would let the heap double before it collects what is left of the pages: 420 MB after two
 * thousand lists. With these it stays at about 250 MB, for a few hundredths more work.
 */
const memoryFlags = ['--max-semi-space-size=8', '--heap-growing-percent=25']

/** The server as a child of the launcher. It ends when the launcher does, however that ends. */
export class Server {
  #options
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child
  /** @type {Promise<string>} resolves with how the process ended */
  ended = new Promise(() => {})

  /**
   * @param {object} options
   * @param {string} options.root
   * @param {string} options.node
   * @param {Record<string, string>} options.env
   * @param {string | null} options.log file for what the server prints; null for the launcher's own output
   */
  constructor(options) {
    this.#options = options
  }

  get pid() {
    return this.#child?.pid
  }

  /** Ctrl+C at the terminal must not reach the server by itself, so it gets a session of its own. */
  spawn() {
    const { root, node, env, log } = this.#options
    const output = log ? openLog(log) : 'inherit'
    const program = [...nodeFlags, ...memoryFlags, join(root, 'bin', 'server.ts')]
    const child = spawn(node, program, {
      cwd: root,
      env,
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
    })
    if (typeof output === 'number') closeSync(output)
    this.#child = child
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('exit', (code, name) => resolve(name ? `signal ${name}` : `exit code ${code}`))
    })
  }

  /**
   * Waits until the server answers.
   *
   * @param {string} address
   */
  async waitUntilReady(address) {
    let ending = ''
    this.ended.then((how) => (ending = how))
    const deadline = Date.now() + 60_000
    while (!(await answers(`${address}/health/live`))) {
      if (ending) throw this.fault('The server did not start', ending)
      if (Date.now() > deadline) throw this.fault('The server did not start', 'no answer in 60 s')
      await sleep(50)
    }
  }

  /**
   * @param {string} what
   * @param {string} how
   */
  fault(what, how) {
    const { log } = this.#options
    const details = log ? lastLines(readFileSync(log, 'utf8').slice(-20_000), 15) : []
    return new Fault(`${what} (${how}).`, { details })
  }

  /**
   * Asks the server to end, and makes it end after half a minute.
   *
   * @param {AbortSignal} hurry makes it end at once
   */
  async stop(hurry) {
    const pid = this.pid
    if (!pid) return

    const kill = () => signal(pid, 'SIGKILL')
    hurry.addEventListener('abort', kill)
    if (hurry.aborted) kill()
    else signal(pid, 'SIGTERM')
    if (!(await waitUntilGone(pid, 30_000))) kill()
    await waitUntilGone(pid, 5000)
    hurry.removeEventListener('abort', kill)
  }
}

/** @param {string} address */
async function answers(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5000) })
    await response.arrayBuffer()
    return true
  } catch {
    return false
  }
}

/** @param {string} path */
function openLog(path) {
  mkdirSync(dirname(path), { recursive: true })
  if (existsSync(path) && statSync(path).size > 10 * 2 ** 20) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}
