import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Timing } from '#app/jobs/settings'
import type { Detour, Server } from './service.ts'

export interface WorkerSettings extends Detour {
  server: Server
  timing: Partial<Timing>
  concurrency: number
  /** The part of the jobs that kill the process right after they have committed, 0 to 1. */
  dieAfterCommit: number
}

/** A worker in a process of its own, which can be hurt. */
export class WorkerProcess {
  #script: string
  #settings: WorkerSettings
  #child: ChildProcess | undefined
  #kept = false
  /** How often the process was started. */
  starts = 0
  /** Resolves when the process that was started last takes jobs, or has died before. */
  ready: Promise<unknown> = Promise.resolve()

  constructor(server: Server, settings: Partial<WorkerSettings> = {}, script = 'worker.ts') {
    this.#script = fileURLToPath(new URL(`../fixtures/${script}`, import.meta.url))
    this.#settings = { server, timing: {}, concurrency: 10, dieAfterCommit: 0, ...settings }
  }

  /** Starts the process and waits until it takes jobs. */
  async start(): Promise<void> {
    this.starts++
    const child = spawn(process.execPath, [this.#script, JSON.stringify(this.#settings)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    this.ready = Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])
    await this.ready
  }

  /** Starts the process again whenever it has died, until it is killed for good. */
  async keep(): Promise<void> {
    this.#kept = true
    await this.start()
    void this.#watch()
  }

  /** Sends a signal, if the process lives. */
  send(signal: NodeJS.Signals) {
    this.#child?.kill(signal)
  }

  /** Asks the process to stop and says its exit code. */
  async stop(): Promise<number | null> {
    const child = this.#child!
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    return code
  }

  async kill(): Promise<void> {
    this.#kept = false
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  async #watch(): Promise<void> {
    while (this.#kept) {
      const child = this.#child!
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      if (this.#kept) await this.start()
    }
  }
}
