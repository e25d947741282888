import type { AccessDeclaration, Operation } from '../access/declarations.ts'
import { accessRole, type AccessGroup } from '../access/groups.ts'
import type { Asker } from '../environment/scope.ts'
import type { Rows, Statement } from '../environment/environment.ts'
import type { Model } from '../models/model.ts'

/** What a tenant has made itself: rows of its groups, and of its rights and rules. */
export interface OwnAccess {
  groups: Rows
  rights: Rows
}

export interface OwnRight {
  id: string
  title: string
  kind: 'access' | 'give' | 'limit' | 'field'
  model: string
  reads: boolean
  writes: boolean
  creates: boolean
  deletes: boolean
  domain: string | null
  fields: string | null
  in_force: boolean
  groups: string[]
}

export const noOwnAccess: OwnAccess = { groups: [], rights: [] }

/** Stands in the domain of a rule for whoever asks. */
const PLACES: Readonly<Record<string, (asker: Asker) => unknown>> = {
  '@user': ({ userId }) => userId,
  '@email': ({ email }) => email ?? '',
}

/** What reads the groups and the rights of a tenant, those that are not in force included. */
export function ownAccessStatements(tenantId: string): [groups: Statement, rights: Statement] {
  return [
    {
      text: `select g.id, g.name as title, g.summary, array(select i.group_name from access_group_includes i
          where i.tenant_id = g.tenant_id and i.group_id = g.id order by 1) as includes
        from access_groups g where g.tenant_id = $1 and g.active order by g.name`,
      values: [tenantId],
    },
    {
      text: `select r.id, r.name as title, r.kind, r.model, r.reads, r.writes, r.creates, r.deletes,
          r.domain, r.fields, r.in_force, array(select p.group_name from access_right_groups p
          where p.tenant_id = r.tenant_id and p.right_id = r.id order by 1) as groups
        from access_rights r where r.tenant_id = $1 order by r.id`,
      values: [tenantId],
    },
  ]
}

/** The name under which members are given a tenant's own group. */
export function ownGroupName(id: string): string {
  return `own.${id}`
}

/** The tenant's own groups. What they bring may be groups of modules, or others of its own. */
export function ownGroups(rows: Rows, ofModules: readonly AccessGroup[]): AccessGroup[] {
  const includes = new Map<string, AccessGroup[]>()
  const own = rows.map((row) => {
    const name = ownGroupName(String(row.id))
    const brought: AccessGroup[] = []
    includes.set(name, brought)
    return accessRole(name, String(row.title), String(row.summary ?? ''), { includes: brought })
  })
  const known = [...ofModules.filter(({ ofPlatform }) => !ofPlatform), ...own]
  for (const row of rows) {
    const named = row.includes as string[]
    const brought = includes.get(ownGroupName(String(row.id)))!
    brought.push(...known.filter(({ name }) => named.includes(name)))
  }
  return own
}

/** What the rights in force declare. Those about models that are not there wait. */
export function ownDeclarations(
  rows: Rows,
  groups: readonly AccessGroup[],
  models: readonly (typeof Model)[]
): AccessDeclaration[] {
  return (rows as unknown as OwnRight[])
    .filter((right) => right.in_force)
    .flatMap((right) => declarationsOf(right, groups, models))
}

function declarationsOf(
  right: OwnRight,
  groups: readonly AccessGroup[],
  models: readonly (typeof Model)[]
): AccessDeclaration[] {
  const model = models.find(({ table }) => table === right.model)
  if (!model) return []
  const named = groups.filter(({ name }) => right.groups.includes(name))
  const operations = operationsOf(right)
  switch (right.kind) {
    case 'access':
      return named.map((group) => ({ kind: 'model-access', group, model, operations }))
    case 'field':
      return [{ kind: 'field-access', model, fields: fieldNames(right.fields), groups: named }]
    default: {
      // A rule whose groups are all gone must not become one for everybody.
      if (named.length === 0 && (right.kind === 'give' || right.groups.length > 0)) return []
      return [
        {
          kind: 'record-rule',
          title: right.title,
          model,
          groups: named,
          limits: right.kind === 'limit',
          operations,
          domain: (asker) => domainFor(right.domain, asker),
          ofTenant: true,
        },
      ]
    }
  }
}

export function operationsOf(right: {
  reads: boolean
  writes: boolean
  creates: boolean
  deletes: boolean
}): Operation[] {
  const flags: [Operation, boolean][] = [
    ['read', right.reads],
    ['write', right.writes],
    ['create', right.creates],
    ['delete', right.deletes],
  ]
  return flags.filter(([, isOn]) => isOn).map(([operation]) => operation)
}

/** Names of fields as an administrator writes them: `phone, mobile`. */
export function fieldNames(text: string | null): string[] {
  return (text ?? '').split(/[\s,]+/).filter(Boolean)
}

/** The domain of a rule with the asker in the places that stand for them. Throws SyntaxError. */
export function domainFor(text: string | null, asker: Asker): readonly unknown[] {
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill)
    if (typeof value !== 'string' || !Object.hasOwn(PLACES, value)) return value
    return PLACES[value]!(asker)
  }
  return fill(JSON.parse(text?.trim() || '[]')) as readonly unknown[]
}
