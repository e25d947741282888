import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { randomBytes } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { findFreePort } from '../../../launcher/ports.mjs'
import { removeCluster } from '../../../launcher/postgres.mjs'
import { processesIn } from './processes.ts'

/** The account of the operating system that a checkout belongs to and is started by. */
export interface User {
  uid: number
  gid: number
}

export interface Run {
  process: ChildProcess
  /** What it has printed so far. */
  stdout: string
  stderr: string
  ended: Promise<number>
}

interface RunOptions {
  env?: Record<string, string>
  /** A program and its arguments that the command is passed to, such as `unshare`. */
  wrapper?: string[]
}

/** The Node of the machine, which may be older than the one that the tests run under. */
export const machineNode = findMachineNode()

/** A copy of this checkout, as it would lie on another machine after the packages are installed. */
export class Checkout {
  readonly root: string
  readonly port: number
  #user: User | undefined
  #runs: Run[] = []

  private constructor(root: string, port: number, user?: User) {
    this.root = root
    this.port = port
    this.#user = user
  }

  /** Makes the copy in a folder of its own; `closed` keeps all other users out of that folder. */
  static async make({ user, closed = false }: { user?: User; closed?: boolean } = {}) {
    const scratch = process.env.TATAMI_SCRATCH ?? join(tmpdir(), `tatami-test-${process.pid}`)
    const parent = join(scratch, randomBytes(4).toString('hex'))
    const root = join(parent, 'checkout')
    mkdirSync(root, { recursive: true })
    copySources(root)
    if (user) give(parent, user)
    linkPackages(root)
    if (closed) chmodSync(parent, 0o700)
    return new Checkout(root, await findFreePort(), user)
  }

  get storage() {
    return join(this.root, 'storage')
  }

  get url() {
    return `http://127.0.0.1:${this.port}`
  }

  /** Runs a program in the checkout with as little surroundings as a shell would give it. */
  run(command: string[], { env = {}, wrapper = [] }: RunOptions = {}): Run {
    const [program, ...args] = [...wrapper, ...command]
    const child = spawn(program, args, {
      ...this.#user,
      cwd: this.root,
      detached: true,
      env: { PATH: machinePath(), HOME: this.root, PORT: String(this.port), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const run: Run = {
      process: child,
      stdout: '',
      stderr: '',
      ended: new Promise((resolve) => child.once('close', (code) => resolve(code ?? 128))),
    }
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (run.stdout += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (run.stderr += chunk))
    this.#runs.push(run)
    return run
  }

  /** Starts Tatami and waits until it has said all that it says when it runs. */
  async start(options: RunOptions & { command?: string[] } = {}) {
    const run = this.run(options.command ?? [machineNode, 'start.mjs'], options)
    await this.untilPrinted(run, 'Stop with Ctrl+C')
    return run
  }

  async untilPrinted(run: Run, text: string) {
    let ended = false
    void run.ended.then(() => (ended = true))
    const deadline = Date.now() + 300_000
    while (!run.stdout.includes(text)) {
      if (ended || Date.now() > deadline) {
        throw new Error(`Never printed “${text}”\n${run.stdout}\n${run.stderr}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }

  /** Runs a command to its end. */
  async finish(command: string[], options?: RunOptions) {
    const run = this.run(command, options)
    const code = await run.ended
    return { code, stdout: run.stdout, stderr: run.stderr }
  }

  /** Ends whatever still runs in the checkout and removes it. */
  async remove() {
    for (const { process: child } of this.#runs) child.kill('SIGKILL')
    await removeCluster(join(this.storage, 'postgresql'))
    for (const { pid } of processesIn(this.root)) process.kill(pid, 'SIGKILL')
    await Promise.all(this.#runs.map(({ ended }) => ended))
    rmSync(dirname(this.root), { recursive: true, force: true })
  }
}

/** The files that Git knows, and those that it would take in; no modules that are linked or cloned into `addons/`. */
function copySources(target: string) {
  const options = { cwd: app.makePath(), encoding: 'utf8' as const }
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const deleted = new Set(execFileSync('git', ['ls-files', '-zd'], options).split('\0'))
  for (const file of execFileSync('git', list, options).split('\0')) {
    if (!file || deleted.has(file) || !lstatSync(app.makePath(file)).isFile()) continue
    cpSync(app.makePath(file), join(target, file))
  }
  cpSync(app.makePath('public/assets'), join(target, 'public/assets'), { recursive: true })
}

/** Hard links, which cost no time and lie in the copy; a link to the folder where those are not possible. */
function linkPackages(target: string) {
  const packages = join(target, 'node_modules')
  const { status } = spawnSync('cp', ['-al', app.makePath('node_modules'), packages])
  if (status === 0) return
  rmSync(packages, { recursive: true, force: true })
  symlinkSync(app.makePath('node_modules'), packages)
}

function give(path: string, user: User) {
  lchownSync(path, user.uid, user.gid)
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(path, name), user.uid, user.gid)
  }
}

function machinePath() {
  const places = (process.env.PATH ?? '').split(delimiter)
  return places.filter((place) => !place.includes('node_modules')).join(delimiter)
}

function findMachineNode() {
  const env = { ...process.env, PATH: machinePath() }
  const { status, stdout } = spawnSync('node', ['-p', 'process.execPath'], {
    env,
    encoding: 'utf8',
  })
  return status === 0 ? stdout.trim() : process.execPath
}
