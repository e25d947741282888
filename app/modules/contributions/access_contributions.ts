import type { ModelAccess, RecordRule } from '../../access/declarations.ts'
import { accessGroup, type AccessGroup } from '../../access/groups.ts'
import { systemAsker, type Asker } from '../../environment/scope.ts'
import type { Field, Fields } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { LoadedModule } from '../loader.ts'
import type { Contribution } from './contribution.ts'
import { detail, said } from './essence.ts'
import { about, listed } from './wording.ts'

/** Before the names of groups whose members become members of another. */
export const GRANTED = 'granted to › '

/** Before the names of groups that a group brings. */
export const INCLUDES = 'includes › '

/** Stands in the conditions of rules for whoever asks. */
const ANYBODY: Asker = {
  ...systemAsker({ tenantId: '@tenant', userId: '@user', locationIds: ['@location'] }),
  email: '@email',
}

/** The groups, rights, rules and fields for some groups alone that a module brings. */
export function accessContributions(module: LoadedModule): Contribution[] {
  const { groups, access } = module
  return [
    ...groups.map(groupContribution),
    ...access.filter((each) => each.kind === 'model-access').map(rightContribution),
    ...access.filter((each) => each.kind === 'record-rule').map(ruleContribution),
    ...fieldContributions(module),
  ]
}

/** The groups that were written down, for a module whose files are gone. */
export function groupsWrittenDown(contributions: readonly Contribution[]): AccessGroup[] {
  return contributions
    .filter(({ kind }) => kind === 'group')
    .map(({ key, details }) => {
      const named = (before: string) =>
        details
          .filter(({ name }) => name.startsWith(before))
          .map(({ name }) => accessGroup(name.slice(before.length), ''))
      return accessGroup(key, '', { includes: named(INCLUDES), grantedTo: named(GRANTED) })
    })
}

function groupContribution(group: AccessGroup): Contribution {
  const { name, title, includes, grantedTo, role } = group
  return {
    kind: 'group',
    key: name,
    name: `${title} (${name})`,
    groups: [name],
    words: about(title, name),
    details: [
      said('title', title),
      ...(role ? [said('summary', role)] : []),
      ...includes.map((other) => said(`${INCLUDES}${other.name}`, '')),
      ...grantedTo.map((other) => said(`${GRANTED}${other.name}`, '')),
    ],
  }
}

function rightContribution({ group, model, operations }: ModelAccess): Contribution {
  return {
    kind: 'access',
    key: `${group.name} ${model.table}`,
    groups: [group.name],
    name: `${group.title}: ${operations.join(', ')} ${model.label.many}`,
    words: {
      key: 'apps.right',
      values: {
        group: { term: group.title },
        operations: listed(operations.map((operation) => ({ key: `apps.right.${operation}` }))),
        records: { term: model.label.many },
      },
    },
    details: operations.map((operation) => said(operation, '')),
  }
}

function ruleContribution(rule: RecordRule): Contribution {
  const { title, model, groups, limits, operations, domain } = rule
  return {
    kind: 'rule',
    key: `${model.table} ${title}`,
    name: `${title} (${model.label.many})`,
    groups: groups.map((group) => group.name),
    words: about(title, { term: model.label.many }),
    details: [
      detail('condition', domain, conditionOf(rule)),
      said('effect', limits ? 'limits' : 'gives'),
      ...operations.map((operation) => said(operation, '')),
      ...groups.map((group) => said(`for › ${group.title} (${group.name})`, '')),
    ],
  }
}

/** The condition for somebody; undefined where it cannot be said for nobody in particular. */
function conditionOf({ domain }: RecordRule): string | undefined {
  try {
    return JSON.stringify(domain(ANYBODY))
  } catch {
    return undefined
  }
}

/** Fields that are there for members of some groups alone, by the ways in which modules say so. */
function fieldContributions({ models, access, extensions }: LoadedModule): Contribution[] {
  const added = extensions
    .flatMap((file) => file.extensions)
    .filter((extension) => extension.kind === 'fields')
  const declared = access.filter((each) => each.kind === 'field-access')
  return [
    ...models.flatMap((model) => limitedFields(model, model.ownFields)),
    ...added.flatMap(({ model, fields }) => limitedFields(model, fields)),
    ...declared.flatMap(({ model, fields, groups }) => {
      const names = groups.map(({ name }) => name)
      return fields.map((field) => limitedField(model, field, model.ownFields[field], names))
    }),
  ]
}

function limitedFields(model: typeof Model, fields: Fields): Contribution[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const { groups } = field.options
    return groups ? [limitedField(model, name, field, groups)] : []
  })
}

function limitedField(
  model: typeof Model,
  name: string,
  field: Field | undefined,
  groups: readonly string[]
): Contribution {
  return {
    kind: 'field',
    key: `${model.table}.${name}`,
    groups: [...groups],
    name: `${field?.options.label ?? name} (${model.label.many}): ${groups.join(', ')}`,
    words: [
      about(field?.options.label ?? name, { term: model.label.many }),
      `: ${groups.join(', ')}`,
    ],
    details: groups.map((group) => said(group, '')),
  }
}
