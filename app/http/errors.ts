import { createError, Exception } from '@adonisjs/core/exceptions'
import type { Saying } from '../domains/errors.ts'

/** There is nothing here, or nothing that the asker may know of: both look the same. */
export const E_NOT_FOUND = createError('There is nothing at this address', 'E_NOT_FOUND', 404)

/** The asker may know of the thing, but may not do this with it. */
export const E_FORBIDDEN = createError<[string]>('%s', 'E_FORBIDDEN', 403)

/** Somebody acts as a user and wants what only that user may do. */
export class E_ONESELF extends Exception {
  static override status = 403
  static override code = 'E_ONESELF'

  readonly saying: Saying

  /** @param name - of the user */
  constructor(name: string) {
    super('Only the user may do this')
    this.saying = { key: 'ui.fault.oneself', values: { name } }
  }
}

/** The body is not what it says it is, or nested too deeply. */
export const E_UNREADABLE_BODY = createError('The body cannot be read', 'E_UNREADABLE_BODY', 400)

/** The body comes with a `Content-Encoding`. */
export const E_PACKED_BODY = createError('Packed bodies are not read', 'E_PACKED_BODY', 415)
