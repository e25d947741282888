import { identityPool } from './connection.ts'

/** What happens to a user outside of any tenant. */
export type UserEvent =
  | 'email_changed'
  | 'login'
  | 'login_failed'
  | 'logout'
  | 'password_set'
  | 'recovery_code_used'
  | 'session_ended'

interface From {
  ip: string
  userAgent?: string
}

/** Writes an event of a user into the audit log of every tenant that they belong to. */
export async function recordUserEvent(userId: string, event: UserEvent, from: From) {
  await identityPool().query('select app.record_user_event($1, $2, $3, $4)', [
    userId,
    event,
    from.ip,
    detailsOf(from),
  ])
}

/**
 * Writes down that a log-in failed, where the address is that of a user. Do not wait for it before
 * you answer: the time would tell which addresses exist.
 */
export async function recordFailedLogin(email: string, from: From) {
  await identityPool().query(
    `select app.record_user_event(u.id, 'login_failed', $2, $3)
     from identity.users u where u.email = $1`,
    [email.trim().toLowerCase().slice(0, 254), from.ip, detailsOf(from)]
  )
}

function detailsOf({ userAgent }: From) {
  return userAgent ? JSON.stringify({ userAgent: userAgent.slice(0, 400) }) : null
}
