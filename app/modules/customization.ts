import { Environment, type Rows } from '../environment/environment.ts'
import { systemAsker } from '../environment/scope.ts'
import { customFieldsStatement } from './custom_fields.ts'
import { noOwnAccess, ownAccessStatements, type OwnAccess } from './own_access.ts'

/** What a tenant makes its own on top of what is installed. */
export interface Customization {
  /** Names of modules that are switched off for the tenant. */
  modulesOff: ReadonlySet<string>
  /** Rows of its custom fields. */
  fields: Rows
  /** Its own groups, rights and rules. */
  access: OwnAccess
}

/** What a tenant has that has changed nothing. */
export const uncustomized: Customization = {
  modulesOff: new Set(),
  fields: [],
  access: noOwnAccess,
}

/** Reads what a tenant has made its own, in one round trip. */
export async function readCustomization(tenantId: string): Promise<Customization> {
  const environment = new Environment(systemAsker({ tenantId, userId: null, locationIds: null }))
  const [modules, fields, groups, rights] = await environment.read([
    {
      text: 'select module from tenant_modules where tenant_id = $1 and not active',
      values: [tenantId],
    },
    customFieldsStatement(tenantId),
    ...ownAccessStatements(tenantId),
  ])
  return {
    modulesOff: new Set(modules!.map(({ module }) => String(module))),
    fields: fields!,
    access: { groups: groups!, rights: rights! },
  }
}
