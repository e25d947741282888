import { createError } from '@adonisjs/core/exceptions'

/** A write reached no row: it does not exist, or row-level security hides it. */
export const E_ROW_OUT_OF_REACH = createError<[string, string]>(
  '%s %s does not exist or is out of reach',
  'E_ROW_OUT_OF_REACH',
  404
)

/** Somebody else has saved the record since it was read. */
export const E_STALE_RECORD = createError<[string, string]>(
  '%s %s was changed by somebody else since it was read',
  'E_STALE_RECORD',
  409
)
