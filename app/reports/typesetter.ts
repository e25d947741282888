import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createError, Exception } from '@adonisjs/core/exceptions'
import { cleanText } from './clean_text.ts'
import { fontFolders } from './fonts.ts'

/** So many documents wait at most. */
const MOST_WAITING = 30
/** A document that takes longer is given up. */
const LONGEST = 60_000
/** A process that has nothing to do for so long ends. */
const IDLE = 30_000
/** A process that has grown beyond this many bytes ends, for it gives nothing back. */
const MOST_MEMORY = 256 * 1024 * 1024

const PROCESS = join(import.meta.dirname, 'typesetter_process.ts')
const TEMPLATES = join(import.meta.dirname, 'templates')

export const E_TYPESETTER_BUSY = createError(
  'Many documents are being printed. Try again in a minute',
  'E_TYPESETTER_BUSY',
  503
)

export class E_TYPESETTING_SLOW extends Exception {
  static override status = 422
  static override code = 'E_TYPESETTING_SLOW'
  static override message = 'This document takes longer than a minute. Print fewer records'
  /** The same for the reader's language. */
  readonly saying = { key: 'ui.print.slow' }
}

/** What a process is told before its first document. */
export interface Begin {
  fonts: string[]
  /** The path of the file that every template imports as `house.typ`. */
  house: string
}

/** A document for a process. */
export interface Order {
  template: string
  data: string
  isTagged: boolean
}

/** What comes back, and how large the process has become. */
export type Answer = ({ pdf: Uint8Array } | { fault: string }) & { memory: number }

/** A document to be set. */
export interface Document {
  /** The path of a template in Typst, or the name of one of the house's. */
  template: string
  /** What the template finds in `it`. */
  data: unknown
  /** Whether the file says what is a heading and what a table; it is several times as large then. */
  isTagged: boolean
}

interface Waiting {
  order: Order
  resolve: (pdf: Uint8Array) => void
  reject: (error: Error) => void
}

/**
 * Sets documents as PDF with Typst, in a process of its own: setting takes a processor for seconds
 * and memory that is not given back, neither of which the server has to spare. There is one such
 * process at most. It is started for the first document, ends when there are no more, and is ended
 * when a document takes too long.
 */
export class Typesetter {
  #process: ChildProcess | undefined
  #waiting: Waiting[] = []
  #current: Waiting | undefined
  #timer: NodeJS.Timeout | undefined

  /** The document as PDF. Throws E_TYPESETTER_BUSY, E_TYPESETTING_SLOW, and what is wrong with a template. */
  async typeset({ template, data, isTagged }: Document): Promise<Uint8Array> {
    if (this.#waiting.length >= MOST_WAITING) throw new E_TYPESETTER_BUSY()
    const order: Order = {
      template: template.endsWith('.typ') ? template : join(TEMPLATES, `${template}.typ`),
      data: JSON.stringify(data, (_, value) =>
        typeof value === 'string' ? cleanText(value) : (value as unknown)
      ),
      isTagged,
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ order, resolve, reject })
      this.#next()
    })
  }

  /** Ends the process, if there is one. */
  close() {
    clearTimeout(this.#timer)
    this.#process?.kill('SIGKILL')
    this.#process = undefined
  }

  #next() {
    if (this.#current) return
    this.#current = this.#waiting.shift()
    if (!this.#current) return this.#rest()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#end(new E_TYPESETTING_SLOW()), LONGEST)
    try {
      this.#process ??= this.#start()
      this.#process.ref()
      this.#process.channel?.ref()
      this.#process.send(this.#current.order)
    } catch (error) {
      this.#end(error as Error)
    }
  }

  #start(): ChildProcess {
    const begin: Begin = { fonts: fontFolders(), house: join(TEMPLATES, 'house.typ') }
    const started = fork(PROCESS, [], {
      serialization: 'advanced',
      execArgv: [],
      env: { PATH: process.env.PATH, RAYON_NUM_THREADS: '1' },
    })
    started.on('message', (answer: Answer) => this.#take(answer))
    started.on('error', (error) => started === this.#process && this.#end(error))
    started.on('exit', (code, signal) => {
      if (started === this.#process) this.#end(new Error(`The typesetter ended: ${signal ?? code}`))
    })
    started.send(begin)
    return started
  }

  #take(answer: Answer) {
    const done = this.#current
    this.#current = undefined
    clearTimeout(this.#timer)
    if (answer.memory > MOST_MEMORY) this.close()
    if ('pdf' in answer) done?.resolve(answer.pdf)
    else done?.reject(new Error(`The template cannot be set: ${answer.fault}`))
    this.#next()
  }

  /** The process has failed: the document is given up, the next one gets a new process. */
  #end(error: Error) {
    const given = this.#current
    this.#current = undefined
    this.close()
    given?.reject(error)
    this.#next()
  }

  #rest() {
    const resting = this.#process
    if (!resting) return
    resting.unref()
    resting.channel?.unref()
    this.#timer = setTimeout(() => this.close(), IDLE).unref()
  }
}

/** The typesetter of this process. */
export const typesetter = new Typesetter()
