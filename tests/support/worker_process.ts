import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import app from '@adonisjs/core/services/app'
import { nodeFlags } from '../../launcher/console.mjs'

/** A worker in a process of its own, which dies without a word. */
export class WorkerProcess {
  #child: ChildProcess

  /** Starts it, and waits until it takes jobs. */
  static async start(): Promise<WorkerProcess> {
    const child = spawn(process.execPath, [...nodeFlags, 'tests/support/worker_program.ts'], {
      cwd: app.makePath(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])
    if (!Buffer.isBuffer(said)) throw new Error('The worker did not start')
    return new WorkerProcess(child)
  }

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  /** Kills it as `kill -9` does, and waits until it is gone. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await gone
  }
}
