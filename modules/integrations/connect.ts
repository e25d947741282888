import type pg from 'pg'
import { newEndpointKey } from '#addon'

/** Which of a tenant's locations a GoHighLevel location is. */
export interface LocationConnection {
  tenantId: string
  locationId: string
  /** GoHighLevel's id of the location. */
  externalId: string
  /** The key of the webhook's address: 22 characters of base64url. A new one unless given. */
  key?: string
}

/**
 * Connects a GoHighLevel location to one of ours and returns the key of its webhook, whose address
 * is `/hooks/ghl/<key>`. What is connected already keeps its key. For setup scripts, which hold a
 * connection of the owner; people use the Connections screen. Throws when another tenant has the
 * key.
 */
export async function connectLocation(
  owner: pg.ClientBase,
  { tenantId, locationId, externalId, key = newEndpointKey() }: LocationConnection
): Promise<string> {
  const { rows } = await owner.query<{ key: string }>(
    `with found as (
       update public.integrations_connections set location_id = $2, active = true
       where tenant_id = $1 and provider = 'ghl' and external_id = $3 returning endpoint_key
     ), endpoint as (
       insert into identity.webhook_endpoints (key, provider, tenant_id)
       select $4, 'ghl', $1 where not exists (select 1 from found)
       on conflict (key) do update set active = true
         where webhook_endpoints.tenant_id = excluded.tenant_id
       returning key
     ), made as (
       insert into public.integrations_connections
         (tenant_id, location_id, provider, external_id, endpoint_key)
       select $1, $2, 'ghl', $3, key from endpoint returning endpoint_key
     )
     select endpoint_key as key from found union all select endpoint_key from made`,
    [tenantId, locationId, externalId, key]
  )
  if (!rows[0]) throw new Error('The key belongs to another tenant')
  return rows[0].key
}
