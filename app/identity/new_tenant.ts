import type pg from 'pg'
import { issuePasswordToken, PASSWORD_LINK_HOURS } from './password_tokens.ts'

/** The access group whose members administer their tenant; the module base declares it. */
export const ADMINISTRATOR = 'base.administrator'

/** What a new tenant begins with. */
export interface NewTenant {
  name: string
  timeZone: string
  currency: string
  /** Name of its first location. */
  location: string
  administrator: { email: string; name: string }
}

export interface CreatedTenant {
  tenantId: string
  userId: string
  isPlatformAdministrator: boolean
  /** For the administrator's first password; null for a user who has one already. */
  passwordToken: string | null
}

/** Any number will do, as long as it is always the same. */
const FIRST_USER_LOCK = 918_273_646

/**
 * Makes a tenant with a location and an administrator, all or nothing, on a connection of the
 * owner. A user who exists with this e-mail address becomes its administrator; the first user of
 * all is the platform's administrator as well.
 */
export async function createTenant(
  owner: pg.ClientBase,
  { name, timeZone, currency, location, administrator }: NewTenant
): Promise<CreatedTenant> {
  await owner.query('begin')
  try {
    await owner.query('select pg_advisory_xact_lock($1)', [FIRST_USER_LOCK])
    await owner.query(
      `insert into identity.users (email, name, time_zone, is_platform_administrator)
       values ($1, $2, $3, not exists (select from identity.users)) on conflict (email) do nothing`,
      [administrator.email, administrator.name, timeZone]
    )
    const { rows } = await owner.query<{
      tenantId: string
      userId: string
      isPlatformAdministrator: boolean
      hasPassword: boolean
    }>(
      `with tenant as (
         insert into public.tenants (name, time_zone, currency) values ($1, $2, $3) returning id
       ), place as (
         insert into public.locations (tenant_id, name) select id, $4 from tenant
       ), member as (
         insert into public.memberships (tenant_id, id, name, email, all_locations)
         select tenant.id, u.id, u.name, u.email, true from tenant, identity.users u
         where u.email = $5 returning tenant_id, id
       ), groups as (
         insert into public.membership_groups (tenant_id, user_id, group_name)
         select tenant_id, id, $6 from member
       )
       select member.tenant_id as "tenantId", u.id as "userId", u.password is not null as "hasPassword",
         u.is_platform_administrator as "isPlatformAdministrator"
       from member join identity.users u on u.id = member.id`,
      [name, timeZone, currency, location, administrator.email, ADMINISTRATOR]
    )
    const { hasPassword, ...created } = rows[0]!
    const passwordToken = hasPassword
      ? null
      : await issuePasswordToken(created.userId, PASSWORD_LINK_HOURS.first, owner)
    await owner.query('commit')
    return { ...created, passwordToken }
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

/** Whether anybody can log in to this database. */
export async function hasUsers(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query('select from identity.users limit 1')
  return rowCount === 1
}
