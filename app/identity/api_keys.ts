import { newApiKeySecret } from './api_key_secret.ts'
import { identityPool } from './connection.ts'

/** Days that a key lives: at most, and unless told otherwise. */
export const LONGEST_LIFE = 365
export const USUAL_LIFE = 90

/** An API key or personal token, as lists show it. The secret is not known any more. */
export interface ApiKey {
  id: string
  name: string
  /** The member for whom it acts. */
  userId: string
  userName: string
  prefix: string
  scopes: string[]
  locationIds: string[] | null
  createdAt: Date
  createdBy: string
  /** Who made it; null where they have left the tenant. */
  maker: { name: string; isActive: boolean } | null
  expiresAt: Date
  isExpired: boolean
  lastUsedAt: Date | null
  lastUsedIp: string | null
}

/** Which key, and as whom it acts. */
export type KnownApiKey = Pick<ApiKey, 'id' | 'name' | 'userId'>

/** What a new key is to be. */
export interface NewApiKey {
  tenantId: string
  userId: string
  name: string
  /** Made by its user for themselves; others are made by an administrator for a member. */
  isPersonal: boolean
  scopes: readonly string[]
  /** `null` means every location of the member. */
  locationIds: readonly string[] | null
  createdBy: string
  /** Days until it expires, from 1 to 365. */
  days: number
}

/**
 * Makes a key and returns its secret, which is shown once and kept nowhere. Returns null where
 * the tenant has no such member.
 */
export async function createApiKey(
  wanted: NewApiKey
): Promise<(KnownApiKey & { secret: string }) | null> {
  const { secret, prefix, hash } = newApiKeySecret()
  const { rows } = await identityPool().query<{ id: string }>(
    `insert into identity.api_keys
       (tenant_id, user_id, name, is_personal, prefix, hash, scopes, location_ids, created_by, expires_at)
     select m.tenant_id, m.id, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(days => $10)
     from public.memberships m where m.tenant_id = $1 and m.id = $2 and m.active
     returning id`,
    [
      wanted.tenantId,
      wanted.userId,
      wanted.name,
      wanted.isPersonal,
      prefix,
      hash,
      wanted.scopes,
      wanted.locationIds,
      wanted.createdBy,
      Math.min(Math.max(wanted.days, 1), LONGEST_LIFE),
    ]
  )
  const id = rows[0]?.id
  return id ? { id, name: wanted.name, userId: wanted.userId, secret } : null
}

const LIST = `
select k.id, k.name, k.user_id as "userId", m.name as "userName", k.prefix, k.scopes,
  k.location_ids as "locationIds", k.created_at as "createdAt", k.created_by as "createdBy",
  case when c.id is not null then json_build_object('name', c.name, 'isActive', c.active) end as maker,
  k.expires_at as "expiresAt", k.expires_at <= now() as "isExpired",
  k.last_used_at as "lastUsedAt", k.last_used_ip as "lastUsedIp"
from identity.api_keys k
join public.memberships m on m.tenant_id = k.tenant_id and m.id = k.user_id
left join public.memberships c on c.tenant_id = k.tenant_id and c.id = k.created_by
where k.tenant_id = $1 and k.revoked_at is null`

/** The personal tokens of a user in a tenant that have not been revoked, the newest first. */
export async function tokensOf(tenantId: string, userId: string): Promise<ApiKey[]> {
  const { rows } = await identityPool().query<ApiKey>(
    `${LIST} and k.is_personal and k.user_id = $2 order by k.id desc`,
    [tenantId, userId]
  )
  return rows
}

/** The API keys of a tenant that have not been revoked, personal tokens aside, the newest first. */
export async function apiKeysOf(tenantId: string): Promise<ApiKey[]> {
  const { rows } = await identityPool().query<ApiKey>(
    `${LIST} and not k.is_personal order by k.id desc`,
    [tenantId]
  )
  return rows
}

/** A key that lets somebody in, for whom it acts, and how far it reaches. */
export interface ReachingKey {
  name: string
  userId: string
  userName: string
  createdBy: string
  /** The locations in which it works; `null` means every location of the tenant. */
  locationIds: string[] | null
}

/**
 * The keys of a tenant that work, or would if their user were active, and act as one of these users or
 * were made by one.
 */
export async function keysAround(
  tenantId: string,
  userIds: readonly string[]
): Promise<ReachingKey[]> {
  const { rows } = await identityPool().query<ReachingKey>(
    `select k.name, k.user_id as "userId", m.name as "userName", k.created_by as "createdBy",
       case when k.location_ids is not null or not m.all_locations then array(
         select l.id from public.locations l
         where l.tenant_id = k.tenant_id and (k.location_ids is null or l.id = any(k.location_ids))
           and (m.all_locations or exists (select from public.membership_locations p
             where p.tenant_id = l.tenant_id and p.user_id = m.id and p.location_id = l.id)))
       end as "locationIds"
     from identity.api_keys k
     join public.memberships m on m.tenant_id = k.tenant_id and m.id = k.user_id
     where k.tenant_id = $1 and k.revoked_at is null and k.expires_at > now()
       and (k.user_id = any($2) or k.created_by = any($2) and m.active)
     order by k.name, k.id`,
    [tenantId, userIds]
  )
  return rows
}

/** Whose key may be revoked: a user's own token, or any API key of the tenant. */
export type RevokedKey = { id: string; tenantId: string; by: string } & (
  { isPersonal: true; userId: string } | { isPersonal: false }
)

/** Revokes a key: its next request is refused, in every process. Returns it, if there was one. */
export async function revokeApiKey(key: RevokedKey): Promise<KnownApiKey | null> {
  const { rows } = await identityPool().query<KnownApiKey>(
    `update identity.api_keys set revoked_at = now(), revoked_by = $3
     where id = $1 and tenant_id = $2 and revoked_at is null
       and is_personal = $4 and ($5::uuid is null or user_id = $5)
     returning id, name, user_id as "userId"`,
    [key.id, key.tenantId, key.by, key.isPersonal, key.isPersonal ? key.userId : null]
  )
  return rows[0] ?? null
}
