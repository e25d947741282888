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
  k.expires_at as "expiresAt", k.expires_at <= now() as "isExpired",
  k.last_used_at as "lastUsedAt", k.last_used_ip as "lastUsedIp"
from identity.api_keys k
join public.memberships m on m.tenant_id = k.tenant_id and m.id = k.user_id
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
