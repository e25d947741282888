import { DateTime } from 'luxon'
import { operations, type Operation } from '../access/declarations.ts'
import { allOf, anyOf, not, type DomainNode } from '../domains/node.ts'
import { parseDomain } from '../domains/parse.ts'
import { Environment, type Statement } from '../environment/environment.ts'
import { systemAsker, type Asker } from '../environment/scope.ts'
import type { MemberIdentity } from '../identity/membership.ts'
import type { Model } from '../models/model.ts'
import { COUNT_BOUND, countStatement } from '../models/select.ts'
import type { Registry } from './registry.ts'

/** So many users are looked at. */
export const MOST_MEMBERS = 200

type Counts = Partial<Record<Operation, number>>

/** What changes for one user: how many records they gain and lose, by what they do with them. */
export interface MemberEffect {
  id: string
  name: string
  gained: Counts
  lost: Counts
  /** Labels of fields that they see from then on, and of those that they do not see any more. */
  fieldsGained: string[]
  fieldsLost: string[]
}

export interface RightEffect {
  /** Those for whom something changes. */
  members: MemberEffect[]
  /** How many different records somebody gains and loses; one that two users gain counts once. */
  gained: Counts
  lost: Counts
  looked: number
  /** Whether there are more users than were looked at. */
  isBounded: boolean
}

/** What somebody is and may in one state of the tenant. */
export interface Standing {
  registry: Registry
  asker: Asker
}

/** A user without and with a change; null where they may do nothing, as one who is not active. */
export interface MemberChange {
  id: string
  name: string
  before: Standing | null
  after: Standing | null
}

/** A member as somebody who asks, with all that their groups bring. */
export function standingIn(registry: Registry, tenantId: string, member: MemberIdentity): Standing {
  const { access, catalogue } = registry
  const asker = {
    tenantId,
    userId: member.id,
    email: member.email,
    locationIds: member.locationIds,
    groups: access.imply(member.groups, member.isPlatformAdministrator),
    language: 'en',
    timeZone: member.timeZone,
    catalogue,
  }
  return { registry, asker }
}

/**
 * What a change comes to for the records of a model, counted in the database for each user in
 * their own scope. Must not run inside a transaction: it asks for others.
 */
export async function effectOnMembers(
  model: typeof Model,
  changes: readonly MemberChange[],
  isBounded = false
): Promise<RightEffect> {
  const members: MemberEffect[] = []
  const differences = { gained: new Differences(), lost: new Differences() }
  for (const change of changes) {
    const own = differencesFor(model, change)
    const effect: MemberEffect = {
      id: change.id,
      name: change.name,
      gained: await counted(model, change.after, own.gained),
      lost: await counted(model, change.before, own.lost),
      ...fieldsChanged(model, change),
    }
    if (!isSomething(effect)) continue
    members.push(effect)
    for (const side of ['gained', 'lost'] as const) differences[side].add(own[side])
  }
  return {
    members,
    gained: await distinct(model, changes, members, 'gained', differences.gained),
    lost: await distinct(model, changes, members, 'lost', differences.lost),
    looked: changes.length,
    isBounded,
  }
}

/** Conditions by operation that records meet which somebody gains, or loses. */
class Differences {
  readonly nodes = new Map<Operation, DomainNode[]>()

  add(other: ReadonlyMap<Operation, DomainNode>) {
    for (const [operation, node] of other) {
      this.nodes.set(operation, [...(this.nodes.get(operation) ?? []), node])
    }
  }
}

function differencesFor(model: typeof Model, { before, after }: MemberChange) {
  const gained = new Map<Operation, DomainNode>()
  const lost = new Map<Operation, DomainNode>()
  for (const operation of operations) {
    const old = reach(before, model, operation)
    const next = reach(after, model, operation)
    if (JSON.stringify(old) === JSON.stringify(next)) continue
    const more = allOf([next, not(old)])
    const less = allOf([old, not(next)])
    if (more.kind !== 'never') gained.set(operation, more)
    if (less.kind !== 'never') lost.set(operation, less)
  }
  return { gained, lost }
}

/** How many different records the members gain or lose. One member is counted already. */
async function distinct(
  model: typeof Model,
  changes: readonly MemberChange[],
  members: readonly MemberEffect[],
  side: 'gained' | 'lost',
  { nodes }: Differences
): Promise<Counts> {
  const touched = members.filter((member) => Object.keys(member[side]).length > 0)
  if (touched.length < 2) return touched[0]?.[side] ?? {}
  const { registry, asker: one } = (changes[0]!.after ?? changes[0]!.before)!
  const { tenantId, catalogue } = one
  const asker = { ...systemAsker({ tenantId, userId: null, locationIds: null }), catalogue }
  const different = [...nodes].map(([operation, each]): [Operation, DomainNode] => [
    operation,
    anyOf([...new Map(each.map((node) => [JSON.stringify(node), node])).values()]),
  ])
  return counted(model, { registry, asker }, new Map(different))
}

async function counted(
  model: typeof Model,
  standing: Standing | null,
  nodes: ReadonlyMap<Operation, DomainNode>
): Promise<Counts> {
  if (!standing || nodes.size === 0) return {}
  const { asker } = standing
  const statements = [...nodes.values()].map((node) => countOf(asker, model, node))
  const answers = await new Environment(asker).read(statements)
  const counts: Counts = {}
  ;[...nodes.keys()].forEach((operation, index) => {
    const count = Number(answers[index]![0]!.count)
    if (count > 0) counts[operation] = count
  })
  return counts
}

/** What somebody reaches, the locations that they work in included. */
function reach(standing: Standing | null, model: typeof Model, operation: Operation): DomainNode {
  if (!standing) return { kind: 'never' }
  const {
    registry: { access },
    asker,
  } = standing
  if (!access.allows(asker, model, operation)) return { kind: 'never' }
  const condition = access.condition(asker, model, operation) ?? { kind: 'always' as const }
  return allOf([condition, located(model, asker)])
}

function located(model: typeof Model, { locationIds }: Asker): DomainNode {
  if (locationIds === null || !Object.hasOwn(model.allFields, 'location')) {
    return { kind: 'always' }
  }
  const ids = locationIds.toSorted()
  return parseDomain(model, ['|', ['location', '=', null], ['location', 'in', ids]])
}

function countOf({ tenantId, timeZone }: Asker, model: typeof Model, rule: DomainNode): Statement {
  const selection = { model, fields: [], where: [], rule, order: [], limit: COUNT_BOUND + 1 }
  return countStatement(selection, { tenantId, timeZone, now: DateTime.now() })
}

function fieldsChanged(
  model: typeof Model,
  { before, after }: MemberChange
): Pick<MemberEffect, 'fieldsGained' | 'fieldsLost'> {
  const changed = { fieldsGained: [] as string[], fieldsLost: [] as string[] }
  const isRead = (standing: Standing | null): standing is Standing =>
    standing !== null && standing.registry.access.allows(standing.asker, model, 'read')
  if (!isRead(before) || !isRead(after)) return changed
  for (const [name, { options }] of Object.entries(model.allFields)) {
    const saw = before.registry.access.allowsField(before.asker, model, name)
    const sees = after.registry.access.allowsField(after.asker, model, name)
    if (saw && !sees) changed.fieldsLost.push(options.label)
    if (!saw && sees) changed.fieldsGained.push(options.label)
  }
  return changed
}

function isSomething({ gained, lost, fieldsGained, fieldsLost }: MemberEffect): boolean {
  const records = Object.keys(gained).length + Object.keys(lost).length
  return records + fieldsGained.length + fieldsLost.length > 0
}
