import type pg from 'pg'
import { identityPool } from './connection.ts'
import { hashOfToken, newSecretToken } from './secret_token.ts'

/** How long a link works, in hours: the first one of a new user, and one for who forgot theirs. */
export const PASSWORD_LINK_HOURS = { first: 7 * 24, forgotten: 1 } as const

/** Whose password a link sets. */
export interface PasswordTokenHolder {
  userId: string
  email: string
  name: string
}

/** Where a link to set a password leads, relative to the application's address. */
export function passwordPath(token: string): string {
  return `/password/${token}`
}

/** Makes a link for a user and returns its token. Links made before end. */
export async function issuePasswordToken(
  userId: string,
  hours: number,
  client: Pick<pg.ClientBase, 'query'> = identityPool()
): Promise<string> {
  const { token, hash } = newSecretToken()
  await client.query(
    `with earlier as (delete from identity.password_tokens where user_id = $1)
     insert into identity.password_tokens (user_id, hash, expires_at)
     values ($1, $2, now() + make_interval(hours => $3))`,
    [userId, hash, hours]
  )
  return token
}

/** The active user that a link belongs to, or null where it does not work (any more). */
export async function findPasswordToken(token: string): Promise<PasswordTokenHolder | null> {
  const hash = hashOfToken(token)
  if (!hash) return null
  const { rows } = await identityPool().query<PasswordTokenHolder>(
    `select u.id as "userId", u.email, u.name from identity.password_tokens t
     join identity.users u on u.id = t.user_id and u.active
     where t.hash = $1 and t.expires_at > now()`,
    [hash]
  )
  return rows[0] ?? null
}

/**
 * Uses a link up: the user has the new password, every link of theirs is void, and they are
 * logged out everywhere. Returns false where the link does not work (any more).
 */
export async function usePasswordToken(token: string, passwordHash: string): Promise<boolean> {
  const hash = hashOfToken(token)
  if (!hash) return false
  const { rowCount } = await identityPool().query(
    `with used as (
       delete from identity.password_tokens t using identity.users u
       where t.hash = $1 and t.expires_at > now() and u.id = t.user_id and u.active
       returning t.user_id
     ), others as (
       delete from identity.password_tokens
       where user_id in (select user_id from used) and hash <> $1
     ), addresses as (
       delete from identity.email_changes where user_id in (select user_id from used)
     ), sessions as (
       delete from identity.sessions
       where user_id in (select user_id from used) or impersonator_id in (select user_id from used)
     ), remembered as (
       delete from identity.remember_me_tokens where tokenable_id in (select user_id from used)
     )
     update identity.users set password = $2, updated_at = now()
     where id in (select user_id from used)`,
    [hash, passwordHash]
  )
  return rowCount === 1
}
