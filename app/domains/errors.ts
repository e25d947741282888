import { Exception } from '@adonisjs/core/exceptions'

/**
 * A domain that cannot be asked, said in words of the person who wrote it. `path` is the place in
 * the list: `[2, 2, 0]` is the first part of the domain that is the value of the third term.
 */
export class DomainError extends Exception {
  static override status = 422
  static override code = 'E_DOMAIN'

  readonly path: readonly number[]

  constructor(message: string, path: readonly number[] = []) {
    super(message)
    this.path = path
  }
}

const LONGEST_QUOTE = 60

/** What somebody wrote, short enough for a message. */
export function quoted(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value !== 'string') return String(value)
  return value.length > LONGEST_QUOTE ? `"${value.slice(0, LONGEST_QUOTE)}…"` : `"${value}"`
}
