import { identityPool } from './connection.ts'
import type { Density } from './who.ts'

/** What a user chooses for themselves. */
export interface Preferences {
  language: string
  timeZone: string
  /** `null` follows the system. */
  theme: 'light' | 'dark' | null
  /** `null` is neither close nor wide. */
  density: Density | null
  /** The address on which work begins; `null` is that of the house. */
  home: string | null
}

export async function savePreferences(userId: string, preferences: Preferences) {
  const { language, timeZone, theme, density, home } = preferences
  await identityPool().query(
    `update identity.users set language = $2, time_zone = $3, theme = $4, density = $5, home = $6,
       updated_at = now() where id = $1`,
    [userId, language, timeZone, theme, density, home]
  )
}

/** The hash of a user's password; null for one who has none yet. */
export async function passwordHashOf(userId: string): Promise<string | null> {
  const { rows } = await identityPool().query<{ password: string | null }>(
    'select password from identity.users where id = $1 and active',
    [userId]
  )
  return rows[0]?.password ?? null
}

/**
 * Sets a new password and logs the user out everywhere but in the given session. A new address that
 * waits to be confirmed is forgotten.
 */
export async function changePassword(userId: string, passwordHash: string, sessionId: string) {
  await identityPool().query(
    `with sessions as (delete from identity.sessions
       where $1 in (user_id, impersonator_id) and id <> $3),
     remembered as (delete from identity.remember_me_tokens where tokenable_id = $1),
     links as (delete from identity.password_tokens where user_id = $1),
     addresses as (delete from identity.email_changes where user_id = $1)
     update identity.users set password = $2, updated_at = now() where id = $1`,
    [userId, passwordHash, sessionId]
  )
}
