import { randomBytes } from 'node:crypto'
import { Environment } from '../environment/environment.ts'
import { identityPool } from '../identity/connection.ts'

/** What the key in a webhook's address stands for. */
export interface Endpoint {
  key: string
  tenantId: string
  /** Whether its tenant works; the events of one that is suspended wait with their sender. */
  isOpen: boolean
}

/** Keys are 128 random bits in base64url. */
const KEY = /^[A-Za-z0-9_-]{22}$/

/** How long a key is remembered, in milliseconds: as long as one that was switched off still works. */
const LIFETIME = 5000
const MOST = 10_000

/** How long an answer is waited for, in milliseconds; then the connection is given up. */
const PATIENCE = 3000

const known = new Map<string, { endpoint: Endpoint; expires: number }>()

/** The endpoint of a provider with this key, or null. Only keys that exist are remembered. */
export async function findEndpoint(provider: string, key: string): Promise<Endpoint | null> {
  if (!KEY.test(key)) return null
  const name = `${provider}/${key}`
  const remembered = known.get(name)
  if (remembered && remembered.expires > Date.now()) return remembered.endpoint
  const endpoint = await readEndpoint(provider, key)
  known.delete(name)
  if (endpoint) {
    if (known.size >= MOST) known.delete(known.keys().next().value!)
    known.set(name, { endpoint, expires: Date.now() + LIFETIME })
  }
  return endpoint
}

/** A key that nobody can guess. */
export function newEndpointKey(): string {
  return randomBytes(16).toString('base64url')
}

/**
 * Opens an endpoint of a provider for the tenant of the current environment, in its transaction,
 * and returns the key. The address is `/hooks/<provider>/<key>`.
 */
export async function openWebhookEndpoint(provider: string): Promise<string> {
  const key = newEndpointKey()
  await Environment.current().query('select app.open_webhook_endpoint($1, $2)', [provider, key])
  return key
}

const FIND = {
  name: 'find_webhook_endpoint',
  text: `select e.key, e.tenant_id as "tenantId", t.active as "isOpen" from identity.webhook_endpoints e
    join public.tenants t on t.id = e.tenant_id
    where e.key = $1 and e.provider = $2 and e.active`,
  query_timeout: PATIENCE,
}

async function readEndpoint(provider: string, key: string): Promise<Endpoint | null> {
  const { rows } = await identityPool().query<Endpoint>(FIND, [key, provider])
  return rows[0] ?? null
}
