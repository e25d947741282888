import { DateTime } from 'luxon'
import { operations, type Operation } from '../access/declarations.ts'
import { allOf, not, type DomainNode } from '../domains/node.ts'
import { Environment, type Statement } from '../environment/environment.ts'
import type { Asker } from '../environment/scope.ts'
import { readMembers, type MemberIdentity } from '../identity/membership.ts'
import type { Model } from '../models/model.ts'
import { countStatement } from '../models/select.ts'
import type { Registry } from './registry.ts'

/** So many users are looked at. */
export const MOST_MEMBERS = 200
/** So many records of one user are counted. */
export const MOST_COUNTED = 10_000

/** What changes for one user: how many records they gain and lose, by what they do with them. */
export interface MemberEffect {
  id: string
  name: string
  gained: Partial<Record<Operation, number>>
  lost: Partial<Record<Operation, number>>
  /** Labels of fields that they see from then on, and of those that they do not see any more. */
  fieldsGained: string[]
  fieldsLost: string[]
}

export interface RightEffect {
  /** Those for whom something changes. */
  members: MemberEffect[]
  looked: number
  /** Whether there are more users than were looked at. */
  isBounded: boolean
}

/**
 * What a change of rights about a model comes to, counted in the database for each user in their
 * own scope. `before` and `after` are the registries of the tenant without and with the change.
 * Must not run inside a transaction: it asks for others.
 */
export async function effectOnMembers(
  tenantId: string,
  model: typeof Model,
  before: Registry,
  after: Registry
): Promise<RightEffect> {
  const members = await readMembers(tenantId, MOST_MEMBERS + 1)
  const looked = members.slice(0, MOST_MEMBERS)
  const effects: MemberEffect[] = []
  for (const member of looked) {
    const effect = await effectOn(member, tenantId, model, before, after)
    if (effect) effects.push(effect)
  }
  return { members: effects, looked: looked.length, isBounded: members.length > MOST_MEMBERS }
}

async function effectOn(
  member: MemberIdentity,
  tenantId: string,
  model: typeof Model,
  before: Registry,
  after: Registry
): Promise<MemberEffect | null> {
  const [then, now] = [askerIn(after, tenantId, member), askerIn(before, tenantId, member)]
  const effect: MemberEffect = {
    id: member.id,
    name: member.name,
    gained: {},
    lost: {},
    ...fieldsChanged(model, before, now, after, then),
  }
  const counted: { into: Partial<Record<Operation, number>>; operation: Operation }[] = []
  const statements: Statement[] = []
  for (const operation of operations) {
    const old = reach(before, now, model, operation)
    const next = reach(after, then, model, operation)
    if (JSON.stringify(old) === JSON.stringify(next)) continue
    const changes = [
      { into: effect.gained, node: allOf([next, not(old)]) },
      { into: effect.lost, node: allOf([old, not(next)]) },
    ]
    for (const { into, node } of changes) {
      if (node.kind === 'never') continue
      counted.push({ into, operation })
      statements.push(countOf(now, model, node))
    }
  }
  const answers = statements.length > 0 ? await new Environment(now).read(statements) : []
  counted.forEach(({ into, operation }, index) => {
    const count = Number(answers[index]![0]!.count)
    if (count > 0) into[operation] = count
  })
  return isSomething(effect) ? effect : null
}

function askerIn({ access, catalogue }: Registry, tenantId: string, member: MemberIdentity): Asker {
  return {
    tenantId,
    userId: member.id,
    email: member.email,
    locationIds: member.locationIds,
    groups: access.imply(member.groups, member.isPlatformAdministrator),
    language: 'en',
    timeZone: member.timeZone,
    catalogue,
  }
}

function reach(
  { access }: Registry,
  asker: Asker,
  model: typeof Model,
  operation: Operation
): DomainNode {
  if (!access.allows(asker, model, operation)) return { kind: 'never' }
  return access.condition(asker, model, operation) ?? { kind: 'always' }
}

function countOf({ tenantId, timeZone }: Asker, model: typeof Model, rule: DomainNode): Statement {
  const selection = { model, fields: [], where: [], rule, order: [], limit: MOST_COUNTED + 1 }
  return countStatement(selection, { tenantId, timeZone, now: DateTime.now() })
}

function fieldsChanged(
  model: typeof Model,
  before: Registry,
  now: Asker,
  after: Registry,
  then: Asker
): Pick<MemberEffect, 'fieldsGained' | 'fieldsLost'> {
  const changed = { fieldsGained: [] as string[], fieldsLost: [] as string[] }
  if (!before.access.allows(now, model, 'read')) return changed
  for (const [name, { options }] of Object.entries(model.allFields)) {
    const saw = before.access.allowsField(now, model, name)
    const sees = after.access.allowsField(then, model, name)
    if (saw && !sees) changed.fieldsLost.push(options.label)
    if (!saw && sees) changed.fieldsGained.push(options.label)
  }
  return changed
}

function isSomething({ gained, lost, fieldsGained, fieldsLost }: MemberEffect): boolean {
  const records = Object.keys(gained).length + Object.keys(lost).length
  return records + fieldsGained.length + fieldsLost.length > 0
}
