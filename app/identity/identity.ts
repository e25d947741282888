import { identityPool } from './connection.ts'

export interface Place {
  id: string
  name: string
}

/** What one statement tells about a session: who it is, where they belong, what they chose. */
export interface Identity {
  sessionId: string
  data: string
  lastSeenAt: Date
  user: {
    id: string
    email: string
    name: string
    language: string
    timeZone: string
    isPlatformAdministrator: boolean
  } | null
  tenant: {
    id: string
    name: string
    timeZone: string
    currency: string
    /** Counts what the tenant has made its own; 0 where it uses everything as it comes. */
    customization: number
  } | null
  /** Tenants the user may switch to. */
  tenants: Place[]
  /** Locations of the tenant that the user may work in. */
  locations: Place[]
  allLocations: boolean
  /** The part of `locations` that the user has chosen; null for all of them. */
  selectedLocationIds: string[] | null
  /** Access groups given to the user in this tenant, without those they imply. */
  groups: string[]
}

const READ_SESSION = `
select s.data, s.last_seen_at, s.location_ids,
  u.id as user_id, u.email, u.name, u.language, u.time_zone, u.is_platform_administrator,
  t.id as tenant_id, t.name as tenant_name, t.time_zone as tenant_time_zone, t.currency,
  t.customization,
  m.all_locations,
  (select json_agg(json_build_object('id', other.id, 'name', other.name) order by other.name)
    from public.memberships belongs
    join public.tenants other on other.id = belongs.tenant_id and other.active
    where belongs.id = u.id and belongs.active) as tenants,
  (select json_agg(json_build_object('id', l.id, 'name', l.name) order by l.sequence, l.name)
    from public.locations l
    where l.tenant_id = t.id and l.active and (m.all_locations or exists (
      select 1 from public.membership_locations ml
      where ml.tenant_id = l.tenant_id and ml.user_id = u.id and ml.location_id = l.id))
  ) as locations,
  (select json_agg(g.group_name) from public.membership_groups g
    where g.tenant_id = t.id and g.user_id = u.id) as groups
from identity.sessions s
left join identity.users u on u.id = s.user_id and u.active
left join public.memberships m on m.id = u.id and m.tenant_id = s.tenant_id and m.active
left join public.tenants t on t.id = m.tenant_id and t.active
where s.id = $1 and s.expires_at > now()`

interface SessionRow {
  data: string
  last_seen_at: Date
  location_ids: string[] | null
  user_id: string | null
  email: string
  name: string
  language: string
  time_zone: string
  is_platform_administrator: boolean
  tenant_id: string | null
  tenant_name: string
  tenant_time_zone: string
  currency: string
  customization: number
  all_locations: boolean
  tenants: Place[] | null
  locations: Place[] | null
  groups: string[] | null
}

/** Reads a session with everything that a page must know before it opens an environment. */
export async function readIdentity(sessionId: string): Promise<Identity | null> {
  const result = await identityPool().query<SessionRow>({
    name: 'read_identity',
    text: READ_SESSION,
    values: [sessionId],
  })
  const row = result.rows[0]
  if (!row) return null
  const locations = row.locations ?? []
  const selected = row.location_ids?.filter((id) => locations.some((place) => place.id === id))
  return {
    sessionId,
    data: row.data,
    lastSeenAt: row.last_seen_at,
    user: row.user_id
      ? {
          id: row.user_id,
          email: row.email,
          name: row.name,
          language: row.language,
          timeZone: row.time_zone,
          isPlatformAdministrator: row.is_platform_administrator,
        }
      : null,
    tenant: row.tenant_id
      ? {
          id: row.tenant_id,
          name: row.tenant_name,
          timeZone: row.tenant_time_zone,
          currency: row.currency,
          customization: row.customization,
        }
      : null,
    tenants: row.tenants ?? [],
    locations,
    allLocations: row.all_locations ?? false,
    selectedLocationIds: selected && selected.length > 0 ? selected : null,
    groups: row.groups ?? [],
  }
}

/**
 * The locations whose records the identity works with: those chosen, else those allowed. `null`
 * means all of the tenant's, which only a user of all locations can have.
 */
export function scopedLocationIds(identity: Identity): string[] | null {
  if (identity.selectedLocationIds) return identity.selectedLocationIds
  return identity.allLocations ? null : identity.locations.map((place) => place.id)
}
