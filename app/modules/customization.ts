import { Environment } from '../environment/environment.ts'
import { systemAsker } from '../environment/scope.ts'
import type { ModelExtension } from '../models/extension.ts'

/** What a tenant makes its own on top of what is installed. */
export interface Customization {
  /** Names of modules that are switched off for the tenant. */
  modulesOff: ReadonlySet<string>
  /** Custom fields. */
  fields: readonly ModelExtension[]
}

/** What a tenant has that has changed nothing. */
export const uncustomized: Customization = { modulesOff: new Set(), fields: [] }

/** Reads what a tenant has made its own, in one round trip. */
export async function readCustomization(tenantId: string): Promise<Customization> {
  const environment = new Environment(systemAsker({ tenantId, userId: null, locationIds: null }))
  const [modules] = await environment.read([
    {
      text: 'select module from tenant_modules where tenant_id = $1 and not active',
      values: [tenantId],
    },
  ])
  return {
    modulesOff: new Set(modules!.map(({ module }) => String(module))),
    fields: [],
  }
}
