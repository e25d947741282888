import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from '../../../launcher/console.mjs'
import type { Timing } from '#app/jobs/settings'
import type { Detour, Server } from './service.ts'
import { until } from '#tests/support/until'

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
  /** Resolves when the process that was started last can be asked to stop, or has died before. */
  begun: Promise<unknown> = Promise.resolve()

  constructor(server: Server, settings: Partial<WorkerSettings> = {}, script = 'worker.ts') {
    this.#script = fileURLToPath(new URL(`../fixtures/${script}`, import.meta.url))
    this.#settings = { server, timing: {}, concurrency: 10, dieAfterCommit: 0, ...settings }
  }

  /** Starts the process and waits until it takes jobs. */
  async start(): Promise<void> {
    this.starts++
    const child = spawn(
      process.execPath,
      [...nodeFlags, this.#script, JSON.stringify(this.#settings)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      }
    )
    this.#child = child
    this.begun = heard(child, 'begun')
    this.ready = heard(child, 'ready')
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

  /** Kills a process that is kept, and resolves when another one has been started for it. */
  async die(): Promise<void> {
    const child = this.#child!
    child.kill('SIGKILL')
    await gone(child)
    await until(
      'another start',
      () => this.#child !== child,
      (isAnother) => isAnother
    )
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
    this.#child?.kill('SIGKILL')
    await gone(this.#child)
  }

  async #watch(): Promise<void> {
    while (this.#kept) {
      await gone(this.#child)
      if (this.#kept) await this.start()
    }
  }
}

/** Resolves when a process has said a word on its standard output, or has died before. */
function heard(child: ChildProcess, word: string): Promise<unknown> {
  let output = ''
  const said = new Promise<void>((resolve) => {
    child.stdout!.on('data', (chunk) => {
      output += String(chunk)
      if (output.includes(word)) resolve()
    })
  })
  return Promise.race([said, gone(child)])
}

async function gone(child: ChildProcess | undefined): Promise<void> {
  if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
