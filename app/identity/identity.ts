import { identityPool } from './connection.ts'
import { ADMINISTRATOR } from './new_tenant.ts'
import {
  allowedLocationIds,
  WHO_COLUMNS,
  whoJoins,
  whoOf,
  type Place,
  type Who,
  type WhoRow,
} from './who.ts'

export type { Place } from './who.ts'

/** What one statement tells about a session: who it is, where they belong, what they chose. */
export interface Identity extends Who {
  sessionId: string
  data: string
  lastSeenAt: Date
  /** The administrator who acts as the user in this session; null where it is the user. */
  impersonator: Place | null
  /** Tenants the user may switch to. */
  tenants: Place[]
  /** The part of `locations` that the user has chosen; null for all of them. */
  selectedLocationIds: string[] | null
}

const READ_SESSION = `
select s.data, s.last_seen_at, s.location_ids, ${WHO_COLUMNS},
  s.impersonator_id, i.name as impersonator_name,
  (select json_agg(json_build_object('id', other.id, 'name', other.name) order by other.name)
    from public.memberships belongs
    join public.tenants other on other.id = belongs.tenant_id and other.active
    where belongs.id = u.id and belongs.active) as tenants
from identity.sessions s ${whoJoins('s')}
left join identity.users i on i.id = s.impersonator_id and i.active
  and (i.is_platform_administrator or exists (select 1 from public.memberships own
    join public.membership_groups held on held.tenant_id = own.tenant_id and held.user_id = own.id
    where own.id = i.id and own.tenant_id = s.tenant_id and own.active
      and held.group_name = '${ADMINISTRATOR}'))
where s.id = $1 and s.expires_at > now()`

interface SessionRow extends WhoRow {
  data: string
  last_seen_at: Date
  location_ids: string[] | null
  tenants: Place[] | null
  impersonator_id: string | null
  impersonator_name: string | null
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
  const who = whoOf(row)
  const impersonator = impersonatorOf(row)
  if (row.impersonator_id && !impersonator) who.user = null
  const selected = row.location_ids?.filter((id) => who.locations.some((place) => place.id === id))
  return {
    ...who,
    sessionId,
    data: row.data,
    lastSeenAt: row.last_seen_at,
    impersonator,
    tenants: (row.tenants ?? []).filter(({ id }) => !impersonator || id === who.tenant?.id),
    selectedLocationIds: selected && selected.length > 0 ? selected : null,
  }
}

/** Null as well where the administrator is none any more, has been deactivated, or has left the tenant. */
function impersonatorOf(row: SessionRow): Place | null {
  const { impersonator_id: id, impersonator_name: name } = row
  return id && name !== null ? { id, name } : null
}

/**
 * The locations whose records the identity works with: those chosen, else those allowed. `null`
 * means all of the tenant's, which only a user of all locations can have.
 */
export function scopedLocationIds(identity: Identity): string[] | null {
  if (identity.selectedLocationIds) return identity.selectedLocationIds
  return allowedLocationIds(identity)
}
