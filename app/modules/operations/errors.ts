import { createError } from '@adonisjs/core/exceptions'

/** An operation that cannot be done, with every reason. */
export const E_CANNOT_OPERATE = createError<[string]>('%s', 'E_CANNOT_OPERATE', 422)

/** The statements are not those that were planned; nothing was changed. */
export const E_PLAN_CHANGED = createError<[number, string, string]>(
  'Statement %d is not the planned one, so nothing was changed. Planned: %s. Now: %s',
  'E_PLAN_CHANGED',
  409
)

/** There is no plan with this digest. */
export const E_NO_SUCH_PLAN = createError<[string]>(
  'There is no plan %s that waits to be executed',
  'E_NO_SUCH_PLAN',
  404
)

/** Somebody else is at it. */
export const E_OPERATION_UNDER_WAY = createError(
  'Another operation on modules is under way; it has to end first',
  'E_OPERATION_UNDER_WAY',
  409
)

/** Something uses a module that is to go, and does not end. */
export const E_STILL_IN_USE = createError<[string]>(
  'Nothing was changed, because something is still in use: %s',
  'E_STILL_IN_USE',
  409
)
