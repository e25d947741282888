import { Exception, createError } from '@adonisjs/core/exceptions'
import type { Saying } from '../domains/errors.ts'
import { inEnglish } from '../domains/reasons.ts'

/** A file of a module that is not as it has to be: in English as its message, for people as a saying. */
export class E_FAULTY_FILE extends Exception {
  static override status = 500
  static override code = 'E_FAULTY_FILE'

  readonly saying: Saying

  constructor(saying: Saying, options?: ErrorOptions) {
    super(inEnglish(saying), options)
    this.saying = saying
  }
}

/** The user for whom a job was to run does not belong to the tenant any more. */
export const E_ASKER_GONE = createError<[string]>(
  'User %s does not belong to the tenant any more',
  'E_ASKER_GONE',
  403
)
