import { createError, Exception } from '@adonisjs/core/exceptions'
import { reasonIn, type EventReason } from './reasons.ts'

/**
 * Nobody can say for certain what the event is about, or whose it is. It is kept with this reason
 * until an administrator has put things right and replays it.
 */
export class E_EVENT_QUARANTINED extends Exception {
  static override status = 422
  static override code = 'E_EVENT_QUARANTINED'

  readonly reason: EventReason

  constructor([reason]: readonly [reason: EventReason]) {
    super(reasonIn('en', reason))
    this.reason = reason
  }
}

/** A request body is larger than is taken. */
export const E_BODY_TOO_LARGE = createError('The body is too large', 'E_BODY_TOO_LARGE', 413)

/** A request body did not arrive in time. */
export const E_BODY_TOO_SLOW = createError('The body came too slowly', 'E_BODY_TOO_SLOW', 408)

/** The sender hung up before its request was complete. */
export const E_BODY_INCOMPLETE = createError('The body is incomplete', 'E_BODY_INCOMPLETE', 400)
