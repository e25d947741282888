import { identityPool } from './connection.ts'
import { hashOfToken, newSecretToken } from './secret_token.ts'

/** How long the link that confirms a new e-mail address works. */
const HOURS = 24

/** A new e-mail address that its user has not confirmed yet. */
export interface EmailChange {
  email: string
  expiresAt: Date
}

/** Where the link to confirm a new address leads, relative to the application's address. */
export function emailChangePath(token: string): string {
  return `/account/email/${token}`
}

/** Keeps the address that a user wants. What they asked for before is forgotten, with its link. */
export async function askForEmail(userId: string, email: string): Promise<void> {
  await identityPool().query(
    `insert into identity.email_changes as c (user_id, email, former_email, expires_at)
     select id, $2, email, now() + make_interval(hours => $3) from identity.users where id = $1
     on conflict (user_id) do update set email = excluded.email, hash = null,
       former_email = excluded.former_email, created_at = now(), expires_at = excluded.expires_at`,
    [userId, email, HOURS]
  )
}

/** The address that a user has asked for, while it can still be confirmed. */
export async function emailChangeOf(userId: string): Promise<EmailChange | null> {
  const { rows } = await identityPool().query<EmailChange>(
    `select c.email, c.expires_at as "expiresAt" from identity.email_changes c
     join identity.users u on u.id = c.user_id and u.email = c.former_email
     where c.user_id = $1 and c.expires_at > now()`,
    [userId]
  )
  return rows[0] ?? null
}

export async function forgetEmailChange(userId: string): Promise<void> {
  await identityPool().query('delete from identity.email_changes where user_id = $1', [userId])
}

/** Who is written to about a new address. */
export interface EmailChangeReader {
  name: string
  language: string
}

export async function findEmailChangeReader(userId: string): Promise<EmailChangeReader | null> {
  const { rows } = await identityPool().query<EmailChangeReader>(
    'select name, language from identity.users where id = $1 and active',
    [userId]
  )
  return rows[0] ?? null
}

/** Makes the link of the address that a user has asked for; null where they do not any more. */
export async function issueEmailChangeToken(
  userId: string
): Promise<(EmailChangeReader & { email: string; token: string }) | null> {
  const { token, hash } = newSecretToken()
  const { rows } = await identityPool().query<EmailChangeReader & { email: string }>(
    `update identity.email_changes c set hash = $2 from identity.users u
     where c.user_id = $1 and c.expires_at > now() and u.id = c.user_id and u.active
     returning c.email, u.name, u.language`,
    [userId, hash]
  )
  return rows[0] ? { ...rows[0], token } : null
}

/** The address that a link of this user confirms; null where it does not work (any more). */
export async function findEmailChange(token: string, userId: string): Promise<string | null> {
  const hash = hashOfToken(token)
  if (!hash) return null
  const { rows } = await identityPool().query<{ email: string }>(
    `select c.email from identity.email_changes c
     join identity.users u on u.id = c.user_id and u.active and u.email = c.former_email
     where c.hash = $1 and c.user_id = $2 and c.expires_at > now()`,
    [hash, userId]
  )
  return rows[0]?.email ?? null
}

/**
 * Uses a link up: its user has the new address from now on, in every tenant, and links to set a
 * password that went to the old one end. `taken` where another user has the address; null where the
 * link does not work (any more), or is another user's. `origin` is for the audit log.
 */
export async function confirmEmail(
  token: string,
  userId: string,
  origin: Readonly<Record<string, unknown>>
): Promise<'changed' | 'taken' | null> {
  const { rows } = await identityPool().query<{ outcome: 'changed' | 'taken' | null }>(
    'select app.change_email($1, $2, $3) as outcome',
    [hashOfToken(token), userId, JSON.stringify(origin)]
  )
  return rows[0]?.outcome ?? null
}
