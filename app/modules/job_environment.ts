import { readMembership, readTenantState } from '../identity/membership.ts'
import { Environment } from '../environment/environment.ts'
import { E_TENANT_SUSPENDED } from '../environment/errors.ts'
import { systemAsker, type Asker, type Scope } from '../environment/scope.ts'
import { E_ASKER_GONE } from './errors.ts'
import { Registry } from './registry.ts'
import { underWay } from './under_way.ts'

/** Runs a job in an environment of whoever enqueued it, with the rights they have now. */
export async function runJobIn<T>(
  scope: Scope,
  work: (environment: Environment) => Promise<T>
): Promise<T> {
  const leave = underWay.enter()
  try {
    return await Environment.run(await askerOf(scope), work)
  } finally {
    leave()
  }
}

/**
 * Who asks in a scope outside of a session, with the rights that they have now: groups and
 * locations may have been taken away since, and a user who has left asks for nothing any more.
 * Throws E_ASKER_GONE, E_TENANT_SUSPENDED.
 */
export async function askerOf(scope: Scope): Promise<Asker> {
  return (await houseOf(scope)).asker
}

/** Who asks, as `askerOf`, and what the house is for them: the registry of their tenant. */
export async function houseOf(scope: Scope): Promise<{ asker: Asker; registry: Registry }> {
  const { tenantId } = scope
  if (!scope.userId) {
    const tenant = await readTenantState(tenantId)
    if (tenant && !tenant.active) throw new E_TENANT_SUSPENDED([tenantId])
    const registry = await registryOf(tenantId, tenant?.customization ?? 0)
    return { registry, asker: { ...systemAsker(scope), catalogue: registry.catalogue } }
  }
  const membership = await readMembership(tenantId, scope.userId)
  if (!membership) {
    const tenant = await readTenantState(tenantId)
    if (tenant && !tenant.active) throw new E_TENANT_SUSPENDED([tenantId])
    throw new E_ASKER_GONE([scope.userId])
  }
  const ofTenant = await registryOf(tenantId, membership.customization)
  const registry = ofTenant.inLanguage(membership.language)
  const asker: Asker = {
    tenantId,
    userId: scope.userId,
    locationIds: common(scope.locationIds, membership.locationIds),
    impersonatorId: scope.impersonatorId,
    origin: scope.origin,
    groups: registry.access.imply(membership.groups, membership.isPlatformAdministrator),
    email: membership.email,
    language: membership.language,
    tenantLanguage: membership.tenantLanguage,
    timeZone: membership.timeZone,
    catalogue: registry.catalogue,
  }
  return { asker, registry }
}

/** The registry that somebody works with now, in their language. */
export async function registryOfAsker({ tenantId, language }: Asker): Promise<Registry> {
  const tenant = await readTenantState(tenantId)
  return (await registryOf(tenantId, tenant?.customization ?? 0)).inLanguage(language)
}

function registryOf(id: string, customization: number): Promise<Registry> {
  return Registry.current.ofTenant({ id, customization })
}

/** The locations in both; `null` stands for all. */
function common(asked: string[] | null, allowed: string[] | null): string[] | null {
  if (asked === null) return allowed
  if (allowed === null) return asked
  return asked.filter((id) => allowed.includes(id))
}
