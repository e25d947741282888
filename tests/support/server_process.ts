import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import { nodeFlags } from '../../launcher/console.mjs'
import { findFreePort } from '../../launcher/ports.mjs'
import env from '#start/env'
import type { DatabaseCredentials } from '#app/identity/credentials'
import { credentials as ours } from '#config/database'

/** A program of the house in a process of its own, on a database of a test. */
export class ServerProcess {
  readonly url: string
  #child: ChildProcess
  #output = ''

  private constructor(child: ChildProcess, url: string) {
    this.#child = child
    this.url = url
    child.stdout!.on('data', (data) => (this.#output += data))
    child.stderr!.on('data', (data) => (this.#output += data))
  }

  /** What it has printed. */
  get output(): string {
    return this.#output
  }

  /** Starts a web server and waits until it answers. */
  static async web(credentials: DatabaseCredentials, addons: string) {
    const port = await findFreePort()
    const url = `http://127.0.0.1:${port}`
    const server = new ServerProcess(
      spawn(process.execPath, [...nodeFlags, 'bin/server.ts'], {
        cwd: app.makePath(),
        env: { ...surroundings(credentials, addons), PORT: String(port), APP_URL: url },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      }),
      url
    )
    await server.#untilReady()
    return server
  }

  /** Runs a command of `node ace`. */
  static command(credentials: DatabaseCredentials, addons: string, ...args: string[]) {
    const child = spawn(process.execPath, [...nodeFlags, 'bin/console.ts', ...args], {
      cwd: app.makePath(),
      env: { ...surroundings(credentials, addons), NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return new ServerProcess(child, '')
  }

  /** Waits for the end and says the exit code. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'close')
    }
    return this.#child.exitCode
  }

  kill(signal: NodeJS.Signals = 'SIGKILL') {
    this.#child.kill(signal)
  }

  async stop() {
    this.kill('SIGTERM')
    await this.ended()
  }

  async #untilReady() {
    for (let attempt = 0; attempt < 1200; attempt++) {
      const answer = await fetch(`${this.url}/health/live`).catch(() => null)
      if (answer?.ok) return
      if (this.#child.exitCode !== null) break
      await sleep(100)
    }
    throw new Error(`The server did not start: ${this.#output}`)
  }
}

function surroundings(credentials: DatabaseCredentials, addons: string) {
  const url = new URL(env.get('DATABASE_URL'))
  url.pathname = `/${credentials.database}`
  return {
    ...process.env,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    DATABASE_URL: url.href,
    DATABASE_ROLES: ours.prefix,
    ADDONS_PATH: addons,
    LOG_LEVEL: 'error',
    TATAMI_EMBEDDED: '',
  }
}
