import { identityPool } from './connection.ts'
import { hashOfApiKey } from './api_key_secret.ts'
import { allowedLocationIds, WHO_COLUMNS, whoJoins, whoOf, type Who, type WhoRow } from './who.ts'

/** What one statement tells about an API key: for whom it acts, and how far it reaches. */
export interface KeyIdentity extends Who {
  user: NonNullable<Who['user']>
  tenant: NonNullable<Who['tenant']>
  keyId: string
  /** `crm:read`, `crm:write`; `*` stands for every module. */
  scopes: readonly string[]
  /** The locations of its user, or the part of them that the key was given; `null` means all. */
  locationIds: string[] | null
  lastUsedAt: Date | null
}

/** Why a key does not let anybody in. */
export type KeyRefusal = 'unknown' | 'expired' | 'revoked' | 'closed'

const READ_KEY = `
select k.id as key_id, k.scopes, k.location_ids, k.last_used_at,
  k.expires_at <= now() as expired, k.revoked_at is not null as revoked, ${WHO_COLUMNS}
from identity.api_keys k ${whoJoins('k')}
where k.hash = $1`

interface KeyRow extends WhoRow {
  key_id: string
  scopes: string[]
  location_ids: string[] | null
  last_used_at: Date | null
  expired: boolean
  revoked: boolean
}

/**
 * Reads who asks with an API key, in one statement. Nothing about it is remembered: a key that is
 * revoked, and a user or tenant that is closed, are refused everywhere from the next request on.
 */
export async function readKeyIdentity(secret: string): Promise<KeyIdentity | KeyRefusal> {
  const hash = hashOfApiKey(secret)
  if (!hash) return 'unknown'
  const { rows } = await identityPool().query<KeyRow>({
    name: 'read_key_identity',
    text: READ_KEY,
    values: [hash],
  })
  const row = rows[0]
  if (!row) return 'unknown'
  if (row.revoked) return 'revoked'
  if (row.expired) return 'expired'
  const who = whoOf(row)
  const { user, tenant } = who
  if (!user || !tenant) return 'closed'
  return {
    ...who,
    user,
    tenant,
    keyId: row.key_id,
    scopes: row.scopes,
    locationIds: narrowed(who, row.location_ids),
    lastUsedAt: row.last_used_at,
  }
}

/** A key that was given locations never gets others, not even when it has lost all of them. */
function narrowed(who: Who, given: string[] | null): string[] | null {
  if (!given) return allowedLocationIds(who)
  return who.locations.map(({ id }) => id).filter((id) => given.includes(id))
}

const TOUCH_AFTER = 5 * 60_000

/** Remembers when and from where a key was used last; written every five minutes at most. */
export async function touchKey({ keyId, lastUsedAt }: KeyIdentity, ip: string): Promise<void> {
  if (lastUsedAt && Date.now() - lastUsedAt.getTime() < TOUCH_AFTER) return
  await identityPool().query(
    `update identity.api_keys set last_used_at = now(), last_used_ip = $2
     where id = $1 and (last_used_at is null or last_used_at < now() - interval '5 minutes')`,
    [keyId, ip]
  )
}
