import { Exception } from '@adonisjs/core/exceptions'
import type { Saying } from '../../domains/errors.ts'

/** The file is no table that can be read; `saying` tells people why. */
export class E_UNREADABLE_FILE extends Exception {
  static override status = 422
  static override code = 'E_UNREADABLE_FILE'
  static override message = 'The file cannot be read as a table'
  readonly saying: Saying

  constructor(
    reason: 'unreadable' | 'noRows' | 'tooManyRows' | 'tooManyColumns' | 'openQuote',
    values: Readonly<Record<string, number>> = {}
  ) {
    super()
    this.saying = { key: `ui.import.fault.${reason}`, values }
  }
}
