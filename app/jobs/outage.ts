/** Where the room writes to; pino and AdonisJS's logger fit. */
export interface JobLogger {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

const LOST_CODES = new Set([
  '57P01', // terminated by an administrator
  '57P02', // crash of another server process
  '57P03', // starting up or shutting down
  '53300', // too many connections
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
])
const LOST_MESSAGES = [
  'Connection terminated',
  'Connection is closed',
  'timeout exceeded when trying to connect',
  'connection error and is not queryable',
  'max retries per request',
]

/** Whether an error says that PostgreSQL or Redis could not be reached. */
export function isLostConnection(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  const code = String((error as NodeJS.ErrnoException).code ?? '')
  return (
    LOST_CODES.has(code) ||
    code.startsWith('08') ||
    LOST_MESSAGES.some((text) => error.message.includes(text))
  )
}

/**
 * Tells the log once that a server is away and once that it is back. Every connection, timer and
 * running job reports the same outage, several times a second.
 */
export class Outage {
  #server: string
  #logger: JobLogger
  #since: number | undefined

  constructor(server: string, logger: JobLogger) {
    this.#server = server
    this.#logger = logger
  }

  begin(error: unknown) {
    if (this.#since !== undefined) return
    this.#since = Date.now()
    this.#logger.warn({ err: error }, `Jobs: ${this.#server} cannot be reached, trying again`)
  }

  end() {
    if (this.#since === undefined) return
    const seconds = Math.round((Date.now() - this.#since) / 1000)
    this.#since = undefined
    this.#logger.info({ seconds }, `Jobs: ${this.#server} is back`)
  }

  /** For `error` events: an outage is told once, everything else each time. */
  report = (error: unknown) => {
    if (isLostConnection(error)) this.begin(error)
    else this.#logger.error({ err: error }, `Jobs: ${(error as Error).message}`)
  }
}
