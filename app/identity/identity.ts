import { identityPool } from './connection.ts'
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
  /** Tenants the user may switch to. */
  tenants: Place[]
  /** The part of `locations` that the user has chosen; null for all of them. */
  selectedLocationIds: string[] | null
}

const READ_SESSION = `
select s.data, s.last_seen_at, s.location_ids, ${WHO_COLUMNS},
  (select json_agg(json_build_object('id', other.id, 'name', other.name) order by other.name)
    from public.memberships belongs
    join public.tenants other on other.id = belongs.tenant_id and other.active
    where belongs.id = u.id and belongs.active) as tenants
from identity.sessions s ${whoJoins('s')}
where s.id = $1 and s.expires_at > now()`

interface SessionRow extends WhoRow {
  data: string
  last_seen_at: Date
  location_ids: string[] | null
  tenants: Place[] | null
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
  const selected = row.location_ids?.filter((id) => who.locations.some((place) => place.id === id))
  return {
    ...who,
    sessionId,
    data: row.data,
    lastSeenAt: row.last_seen_at,
    tenants: row.tenants ?? [],
    selectedLocationIds: selected && selected.length > 0 ? selected : null,
  }
}

/**
 * The locations whose records the identity works with: those chosen, else those allowed. `null`
 * means all of the tenant's, which only a user of all locations can have.
 */
export function scopedLocationIds(identity: Identity): string[] | null {
  if (identity.selectedLocationIds) return identity.selectedLocationIds
  return allowedLocationIds(identity)
}
