import logger from '@adonisjs/core/services/logger'
import type { HttpContext } from '@adonisjs/core/http'
import { recordFailedLogin, recordUserEvent, type UserEvent } from '../identity/user_events.ts'

/** Writes into the audit log what a user did at a log-in page or with their sessions. */
export function writeUserEvent(ctx: HttpContext, userId: string, event: UserEvent) {
  return recordUserEvent(userId, event, fromOf(ctx))
}

/** The same for a wrong password. Nobody waits for it: the time would tell who is a user. */
export function writeFailedLogin(ctx: HttpContext, email: string) {
  recordFailedLogin(email, fromOf(ctx)).catch((error: unknown) => {
    logger.warn({ err: error }, 'A failed log-in could not be written into the audit log')
  })
}

function fromOf({ request }: HttpContext) {
  return { ip: request.ip(), userAgent: request.header('user-agent') }
}
