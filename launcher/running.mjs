import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandLineOf, isAlive, signal, waitUntilGone, workingDirectoryOf } from './processes.mjs'

/**
 * The note in storage that says which processes serve from this checkout.
 *
 * @typedef {{ launcher: number, server?: number, url: string }} Note
 */
export class Running {
  #path
  #root
  #isOwn = false

  /** @param {{ root: string, storage: string }} options */
  constructor({ root, storage }) {
    this.#root = root
    this.#path = join(storage, 'running.json')
    mkdirSync(storage, { recursive: true })
  }

  /** The launcher that serves from this storage now, or null. */
  other() {
    const note = this.#read()
    return note && this.#is(note.launcher, 'start.mjs') ? note : null
  }

  /** Ends a server whose launcher was killed. It ends by itself as well; this waits until it has. */
  async endOrphan() {
    const server = this.#read()?.server
    if (!server || !this.#is(server, 'bin/server.ts')) return false

    signal(server, 'SIGTERM')
    if (!(await waitUntilGone(server, 15_000))) signal(server, 'SIGKILL')
    await waitUntilGone(server, 5000)
    return true
  }

  /**
   * @param {string} url
   * @param {number} [server] process id
   */
  note(url, server) {
    this.#isOwn = true
    const note = { launcher: process.pid, server, url }
    writeFileSync(this.#path, JSON.stringify(note), { mode: 0o600 })
  }

  forget() {
    if (this.#isOwn) rmSync(this.#path, { force: true })
  }

  /** @returns {Note | null} */
  #read() {
    try {
      return existsSync(this.#path) ? JSON.parse(readFileSync(this.#path, 'utf8')) : null
    } catch {
      return null
    }
  }

  /**
   * Whether a process is what the note says and not one that got its id since.
   *
   * @param {number} pid
   * @param {string} script
   */
  #is(pid, script) {
    if (pid === process.pid || !isAlive(pid) || !commandLineOf(pid).includes(script)) return false
    const directory = workingDirectoryOf(pid)
    return directory === null || directory === this.#root
  }
}
