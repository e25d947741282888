import { createError, Exception } from '@adonisjs/core/exceptions'
import type { InputFault } from '../models/field_input.ts'

/** The asker's groups do not allow the operation on any record of the model. */
export const E_ACCESS_DENIED = createError<[operation: string, records: string]>(
  'You may not %s %s',
  'E_ACCESS_DENIED',
  403
)

/** The record does not exist for the asker: it was never there, or it is out of their reach. */
export const E_NO_SUCH_RECORD = createError('There is no such record', 'E_NO_SUCH_RECORD', 404)

/** Input was refused; `faults` says why, by the name of the field. */
export class E_INVALID_INPUT extends Exception {
  static override status = 422
  static override code = 'E_INVALID_INPUT'
  static override message = 'Some fields need a correction'
  readonly faults: Readonly<Record<string, InputFault>>

  constructor(faults: Readonly<Record<string, InputFault>>) {
    super()
    this.faults = faults
  }
}
