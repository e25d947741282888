import { identityPool } from './connection.ts'

/** What a user may do in a tenant at this moment, outside of a session. */
export interface Membership {
  groups: string[]
  email: string
  isPlatformAdministrator: boolean
  language: string
  /** The language of the tenant. */
  tenantLanguage: string
  timeZone: string
  /** `null` means every location of the tenant. */
  locationIds: string[] | null
  /** Counts what the tenant has made its own, see Identity. */
  customization: number
}

const READ_MEMBERSHIP = `
select u.email, u.is_platform_administrator as "isPlatformAdministrator", u.language, u.time_zone as "timeZone", m.all_locations as "allLocations",
  t.customization, t.language as "tenantLanguage",
  array(select g.group_name from public.membership_groups g
    where g.tenant_id = m.tenant_id and g.user_id = m.id) as groups,
  array(select l.location_id from public.membership_locations l
    where l.tenant_id = m.tenant_id and l.user_id = m.id) as locations
from identity.users u
join public.memberships m on m.id = u.id and m.tenant_id = $1 and m.active
join public.tenants t on t.id = m.tenant_id and t.active
where u.id = $2 and u.active`

/** The membership of a user in a tenant, or null where it has ended or the user is deactivated. */
export async function readMembership(tenantId: string, userId: string): Promise<Membership | null> {
  const { rows } = await identityPool().query<
    Omit<Membership, 'locationIds'> & { allLocations: boolean; locations: string[] }
  >({ name: 'read_membership', text: READ_MEMBERSHIP, values: [tenantId, userId] })
  const row = rows[0]
  if (!row) return null
  const { allLocations, locations, ...membership } = row
  return { ...membership, locationIds: allLocations ? null : locations }
}

/** A tenant outside of a session. */
export interface TenantState {
  /** False while it is suspended. */
  active: boolean
  /** Counts what the tenant has made its own, see Identity. */
  customization: number
}

/** The state of a tenant, or null where there is none. */
export async function readTenantState(tenantId: string): Promise<TenantState | null> {
  const { rows } = await identityPool().query<TenantState>({
    name: 'read_tenant_state',
    text: 'select active, customization from public.tenants where id = $1',
    values: [tenantId],
  })
  return rows[0] ?? null
}

/** A member of a tenant with what decides about their rights. */
export interface MemberIdentity extends Omit<
  Membership,
  'language' | 'tenantLanguage' | 'customization'
> {
  id: string
  name: string
  /** False for one who is deactivated here: they may do nothing. */
  isActive: boolean
  /** False for one who is deactivated in every tenant. */
  isUser: boolean
}

const READ_MEMBERS = `
select m.id, m.name, m.active as "isActive", u.active as "isUser", u.email, u.is_platform_administrator as "isPlatformAdministrator",
  u.time_zone as "timeZone", m.all_locations as "allLocations",
  array(select g.group_name from public.membership_groups g
    where g.tenant_id = m.tenant_id and g.user_id = m.id) as groups,
  array(select l.location_id from public.membership_locations l
    where l.tenant_id = m.tenant_id and l.user_id = m.id) as locations
from public.memberships m
join identity.users u on u.id = m.id
where m.tenant_id = $1 and case when $3::uuid[] is null then m.active and u.active else m.id = any($3) end
order by m.name, m.id limit $2`

/** The active members of a tenant, by name, at most so many; or those with these ids, active or not. */
export async function readMembers(
  tenantId: string,
  most: number,
  ids: readonly string[] | null = null
): Promise<MemberIdentity[]> {
  const { rows } = await identityPool().query<
    Omit<MemberIdentity, 'locationIds'> & { allLocations: boolean; locations: string[] }
  >({ name: 'read_members', text: READ_MEMBERS, values: [tenantId, most, ids] })
  return rows.map(({ allLocations, locations, ...member }) => ({
    ...member,
    locationIds: allLocations ? null : locations,
  }))
}

/** A tenant that a user belongs to. */
export interface MemberPlace {
  tenantId: string
  name: string
  customization: number
  userId: string
}

const READ_PLACES = `
select t.id as "tenantId", t.name, t.customization, m.id as "userId"
from public.memberships m join public.tenants t on t.id = m.tenant_id
where m.email = $1 and m.active and ($2::text is null or $2 in (t.name, t.id::text))
order by t.name`

/** The tenants that know a user by this e-mail address, or the one with this name or id. */
export async function placesOf(email: string, tenant: string | null): Promise<MemberPlace[]> {
  const { rows } = await identityPool().query<MemberPlace>(READ_PLACES, [
    email.toLowerCase(),
    tenant,
  ])
  return rows
}
