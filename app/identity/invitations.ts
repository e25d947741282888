import { identityPool } from './connection.ts'
import { hashOfToken } from './secret_token.ts'

/** What somebody who follows the link of an invitation is told. */
export interface OpenInvitation {
  tenantId: string
  tenant: string
  /** Who invited; null where they are gone. */
  inviter: string | null
  name: string
  email: string
  /** The user with this e-mail address, if there is one. */
  userId: string | null
}

/** Where the link of an invitation leads, relative to the application's address. */
export function invitationPath(token: string): string {
  return `/invitations/${token}`
}

/** The invitation of a link, or null where the link does not work (any more). */
export async function findInvitation(token: string): Promise<OpenInvitation | null> {
  const hash = hashOfToken(token)
  if (!hash) return null
  const { rows } = await identityPool().query<OpenInvitation>(
    `select tenant_id as "tenantId", tenant, inviter, name, email, user_id as "userId"
     from app.find_invitation($1)`,
    [hash]
  )
  return rows[0] ?? null
}

/** Somebody accepts: a new person with a name and a password, or the user who is logged in. */
export type Acceptance = { name: string; passwordHash: string } | { userId: string }

/**
 * Uses an invitation up and makes the membership. Returns the user's id, or null where the link
 * does not work (any more), or the invitation is not for this person.
 */
export async function acceptInvitation(
  token: string,
  acceptance: Acceptance
): Promise<string | null> {
  const hash = hashOfToken(token)
  if (!hash) return null
  const { userId, name, passwordHash } = {
    userId: null,
    name: null,
    passwordHash: null,
    ...acceptance,
  }
  const { rows } = await identityPool().query<{ id: string | null }>(
    'select app.accept_invitation($1, $2, $3, $4) as id',
    [hash, userId, name, passwordHash]
  )
  return rows[0]?.id ?? null
}
