import { identityPool } from './connection.ts'

/** One of a user's sessions, as the list of devices shows it. */
export interface UserSession {
  id: string
  userAgent: string | null
  ip: string | null
  createdAt: Date
  lastSeenAt: Date
  /** Name of the administrator who acts as the user there; null where it is the user. */
  impersonator: string | null
  /** Name of whom the user acts as there; null where it is as themselves. */
  actsAs: string | null
}

/**
 * The sessions of a user that have not expired, the latest first: those in which they act as somebody
 * else are theirs, too, for these lead back to them.
 */
export async function sessionsOf(userId: string): Promise<UserSession[]> {
  const { rows } = await identityPool().query<UserSession>(
    `select encode(sha256(convert_to(s.id, 'UTF8')), 'hex') as id, s.user_agent as "userAgent",
       s.ip, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", i.name as impersonator,
       u.name as "actsAs"
     from identity.sessions s
     left join identity.users i on i.id = s.impersonator_id and i.id <> $1
     left join identity.users u on u.id = s.user_id and u.id <> $1
     where $1 in (s.user_id, s.impersonator_id) and s.expires_at > now()
     order by s.last_seen_at desc`,
    [userId]
  )
  return rows
}

/**
 * Ends one session of the user, named by the hash of its id: the id itself is a key and never
 * leaves the cookie. Long-lived log-ins end too, or the device would come back by itself.
 * Returns whether there was such a session.
 */
export async function revokeSession(userId: string, hashedId: string): Promise<boolean> {
  const result = await identityPool().query(
    `delete from identity.sessions
     where $1 in (user_id, impersonator_id) and encode(sha256(convert_to(id, 'UTF8')), 'hex') = $2`,
    [userId, hashedId]
  )
  await identityPool().query('delete from identity.remember_me_tokens where tokenable_id = $1', [
    userId,
  ])
  return (result.rowCount ?? 0) > 0
}

/** Ends all sessions of the user but one, and long-lived log-ins. Returns how many. */
export async function revokeOtherSessions(userId: string, sessionId: string): Promise<number> {
  const { rows } = await identityPool().query<{ count: number }>(
    `with remembered as (delete from identity.remember_me_tokens where tokenable_id = $1),
       ended as (delete from identity.sessions
         where $1 in (user_id, impersonator_id) and id <> $2 returning id)
     select count(*)::int from ended`,
    [userId, sessionId]
  )
  return rows[0]!.count
}

/**
 * Ends the sessions of a user in a tenant but one, as whomever they act in them, and long-lived log-ins.
 * Returns how many sessions.
 */
export async function endSessionsIn(tenantId: string, userId: string, but: string) {
  const { rows } = await identityPool().query<{ count: number }>(
    `with remembered as (delete from identity.remember_me_tokens where tokenable_id = $1),
       ended as (delete from identity.sessions where $1 in (user_id, impersonator_id)
         and (tenant_id = $2 or tenant_id is null) and id <> $3 returning id)
     select count(*)::int from ended`,
    [userId, tenantId, but]
  )
  return rows[0]!.count
}

/** Chooses the tenant that the session works in. Refuses tenants the user does not belong to. */
export async function switchTenant(sessionId: string, tenantId: string): Promise<boolean> {
  const result = await identityPool().query(
    `update identity.sessions s set tenant_id = $2, location_ids = null
     from public.memberships m join public.tenants t on t.id = m.tenant_id and t.active
     where s.id = $1 and s.impersonator_id is null and m.id = s.user_id and m.tenant_id = $2 and m.active`,
    [sessionId, tenantId]
  )
  return result.rowCount === 1
}

/** Chooses the locations that the session works with; null for all that the user may see. */
export async function switchLocations(sessionId: string, locationIds: string[] | null) {
  await identityPool().query('update identity.sessions set location_ids = $2 where id = $1', [
    sessionId,
    locationIds,
  ])
}
