import { DateTime } from 'luxon'
import { isStored, type Field } from '../domains/fields.ts'
import { isMoment } from '../domains/operators.ts'
import { readInput } from './field_input.ts'

/**
 * What input comes to in a record that is not to be saved: days and moments are what they are in
 * records that were read. Undefined where the input is not sound, or the field has no column.
 */
export function draftedValue(field: Field, given: unknown): unknown {
  const result = isStored(field) ? readInput(field, given) : null
  if (!result || result.fault) return undefined
  const { value } = result
  return isMoment(field.kind) && typeof value === 'string' ? DateTime.fromISO(value) : value
}
