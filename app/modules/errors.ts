import { createError } from '@adonisjs/core/exceptions'

/** The user for whom a job was to run does not belong to the tenant any more. */
export const E_ASKER_GONE = createError<[string]>(
  'User %s does not belong to the tenant any more',
  'E_ASKER_GONE',
  403
)
