import { identityPool } from './connection.ts'

/** Somebody who may get a link to set a password. */
export interface PasswordRecipient {
  id: string
  name: string
  email: string
  language: string
  /** A tenant that they belong to, for which the mail is sent. */
  tenantId: string
}

const SELECT = `select u.id, u.name, u.email, u.language, m.tenant_id as "tenantId" from identity.users u
  join public.memberships m on m.id = u.id and m.active
  join public.tenants t on t.id = m.tenant_id and t.active
  where u.active`

/** The user of this id, if they can log in to some tenant. */
export async function findPasswordRecipient(userId: string): Promise<PasswordRecipient | null> {
  const { rows } = await identityPool().query<PasswordRecipient>(
    `${SELECT} and u.id = $1 order by m.created_at limit 1`,
    [userId]
  )
  return rows[0] ?? null
}

/** The user with this e-mail address, if they can log in to some tenant. */
export async function findPasswordRecipientByEmail(
  email: string
): Promise<PasswordRecipient | null> {
  const { rows } = await identityPool().query<PasswordRecipient>(
    `${SELECT} and u.email = $1 order by m.created_at limit 1`,
    [email.trim().toLowerCase()]
  )
  return rows[0] ?? null
}
