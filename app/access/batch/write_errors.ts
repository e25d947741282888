import { E_STALE_RECORD } from '../../models/errors.ts'
import { E_ACCESS_DENIED, E_INVALID_INPUT, E_NO_SUCH_RECORD } from '../errors.ts'
import { guardRefusal } from '../refusals.ts'
import { refused, refusedFor, type Outcome } from './outcome.ts'

/** PostgreSQL's words for what is wrong with a single record, with a text of ours. */
const texts: Readonly<Record<string, string>> = {
  '23505': 'ui.error.taken',
  '23503': 'ui.error.record',
  '23502': 'ui.error.incomplete',
  '23514': 'ui.error.form',
  '22001': 'ui.error.form',
  '22003': 'ui.error.form',
  '42501': 'ui.error.outOfReach',
}

/** Why a record was not written; null where the exception is not about the record. */
export function refusalOf(error: unknown): Outcome | null {
  if (error instanceof E_INVALID_INPUT) return refused(error.faults)
  if (error instanceof E_ACCESS_DENIED || error instanceof E_NO_SUCH_RECORD) {
    return refusedFor('ui.error.denied')
  }
  if (error instanceof E_STALE_RECORD) return refusedFor('ui.error.stale')
  const guarded = guardRefusal(error)
  if (guarded) return refused(guarded.faults)
  const key = texts[String((error as { code?: unknown }).code)]
  return key ? refusedFor(key) : null
}
