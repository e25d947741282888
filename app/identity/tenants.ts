import { identityPool } from './connection.ts'
import { invitationPath } from './invitations.ts'
import { newSecretToken } from './secret_token.ts'

/** A tenant as platform administrators see it listed. */
export interface TenantSummary {
  id: string
  name: string
  active: boolean
  createdAt: Date
  users: number
  locations: number
}

/** What a tenant begins with that a platform administrator makes. */
export interface WantedTenant {
  name: string
  timeZone: string
  currency: string
  location: string
  adminName: string
  adminEmail: string
}

export async function listTenants(): Promise<TenantSummary[]> {
  const { rows } = await identityPool().query<TenantSummary>(
    `select t.id, t.name, t.active, t.created_at as "createdAt",
       (select count(*)::int from public.memberships m where m.tenant_id = t.id and m.active) as users,
       (select count(*)::int from public.locations l where l.tenant_id = t.id and l.active) as locations
     from public.tenants t order by t.name, t.id limit 1000`
  )
  return rows
}

/** Makes a tenant and invites its administrator. Returns the path of the invitation's link. */
export async function foundTenant(actorId: string, wanted: WantedTenant): Promise<string> {
  const { token, hash } = newSecretToken()
  await identityPool().query('select app.create_tenant($1, $2, $3)', [actorId, wanted, hash])
  return invitationPath(token)
}

/** Suspends a tenant, or lets it go on. Returns whether there is such a tenant. */
export async function setTenantActive(actorId: string, tenantId: string, active: boolean) {
  const { rows } = await identityPool().query<{ found: boolean }>(
    'select app.set_tenant_active($1, $2, $3) as found',
    [actorId, tenantId, active]
  )
  return rows[0]?.found ?? false
}
