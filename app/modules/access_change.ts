import { createHash } from 'node:crypto'
import type { Environment, Rows } from '../environment/environment.ts'
import { readMembers, type MemberIdentity } from '../identity/membership.ts'
import {
  deciding,
  invitedStatement,
  membersStatement,
  ownGroupsInUseStatement,
  writtenStatement,
  type MemberRights,
} from './access_written.ts'
import { ownAccessStatements, ownGroupName, type OwnAccess } from './own_access.ts'
import { Registry } from './registry.ts'
import { MOST_MEMBERS, standingIn, type MemberChange } from './right_effect.ts'

/** A user or somebody invited, without and with what was written; null who may do nothing. */
interface Person {
  id: string
  name: string
  before: MemberIdentity | null
  after: MemberIdentity | null
}

/** What an open transaction has written that changes who may do what. */
export class AccessChange {
  /** The same for the same change, so that it is known again. */
  readonly digest: string
  #tenantId: string
  #registry: Registry
  #people: readonly Person[]
  #access: OwnAccess | null

  private constructor(
    tenantId: string,
    registry: Registry,
    people: readonly Person[],
    access: OwnAccess | null,
    essence: unknown
  ) {
    this.#tenantId = tenantId
    this.#registry = registry
    this.#people = people
    this.#access = access
    this.digest = createHash('sha256').update(JSON.stringify(essence)).digest('hex')
  }

  /**
   * Looks at what the open transaction has written; null where nobody's rights hang on it. `within`
   * are the locations of whoever is told: null for all.
   */
  static async written(
    environment: Environment,
    registry: Registry,
    within: readonly string[] | null
  ): Promise<AccessChange | null> {
    const { asker, entryId } = environment
    const { tenantId } = asker
    const written = await environment.query<{ table: string; id: string }>(
      ...writtenStatement(tenantId, entryId)
    )
    if (written.length === 0) return null
    const idsIn = (tables: readonly string[]) =>
      [...new Set(written.filter(({ table }) => tables.includes(table)).map(({ id }) => id))].sort()
    const isOwn = idsIn(deciding.access).length > 0
    const own = isOwn ? await ownAccessChange(environment, registry) : null
    const touched = idsIn(deciding.members)
    const known = await readMembers(tenantId, touched.length + 1, touched)
    const all = own ? await readMembers(tenantId, MOST_MEMBERS + 1) : []
    const members = [...new Map([...known, ...all].map((member) => [member.id, member])).values()]
    const narrowed = (rights: MemberRights): MemberRights => ({
      ...rights,
      groups: rights.groups.toSorted(),
      locationIds: within
        ? within.filter((id) => rights.locationIds?.includes(id) ?? true)
        : (rights.locationIds?.toSorted() ?? null),
    })
    const [rights, invited] = await environment.read([
      membersStatement(
        tenantId,
        members.map(({ id }) => id)
      ),
      invitedStatement(tenantId, idsIn(deciding.invitations)),
    ])
    const rightsOf = new Map(
      (rights as unknown as MemberRights[]).map((row) => [row.id, narrowed(row)])
    )
    const people = [
      ...members.map((member): Person => {
        const after = rightsOf.get(member.id)
        return {
          id: member.id,
          name: member.name,
          before: member.isUser && member.isActive ? { ...member, ...narrowed(member) } : null,
          after: member.isUser && after?.isActive ? { ...member, ...after } : null,
        }
      }),
      ...(invited as unknown as (MemberRights & { name: string })[]).map((row): Person => {
        const outside = { isUser: true, isPlatformAdministrator: false, timeZone: asker.timeZone }
        return {
          id: row.id,
          name: row.name,
          before: null,
          after: { ...outside, ...row, ...narrowed(row) },
        }
      }),
    ]
    const changed = people.filter(({ before, after }) => essenceOf(before) !== essenceOf(after))
    if (!own && changed.length === 0) return null
    const essence = {
      own: own?.essence ?? null,
      people: changed.map(({ before, after }) => [essenceOf(before), essenceOf(after)]),
    }
    return new AccessChange(
      tenantId,
      registry,
      own ? people : changed,
      own?.access ?? null,
      essence
    )
  }

  /**
   * Each user whom it is about without and with the change, as far as one looks. Must not be asked
   * while the transaction is open: it asks for others.
   */
  async members(): Promise<{ changes: MemberChange[]; isBounded: boolean }> {
    const access = this.#access
    const before = this.#registry
    const after = access
      ? await Registry.current.wouldBe(this.#tenantId, (own) => ({ ...own, access }))
      : before
    const standing = (registry: Registry, person: MemberIdentity | null) =>
      person && standingIn(registry, this.#tenantId, person)
    const changes = this.#people.slice(0, MOST_MEMBERS).map((person) => ({
      id: person.id,
      name: person.name,
      before: standing(before, person.before),
      after: standing(after, person.after),
    }))
    return { changes, isBounded: this.#people.length > MOST_MEMBERS }
  }
}

/** What decides about somebody, in one text. The name under which an invitation is kept does not. */
function essenceOf(person: MemberIdentity | null): string {
  return JSON.stringify(person && [person.email, person.groups, person.locationIds])
}

/**
 * The tenant's own groups and rights as they were written; null where nothing that holds has
 * changed: rights that are not in force say nothing, nor do groups that nobody has.
 */
async function ownAccessChange(
  environment: Environment,
  registry: Registry
): Promise<{ access: OwnAccess; essence: unknown } | null> {
  const { tenantId } = environment.asker
  const [groups, rights, inUse] = await environment.read([
    ...ownAccessStatements(tenantId),
    ownGroupsInUseStatement(tenantId),
  ])
  const used = new Set(inUse!.map(({ name }) => name))
  const inForce = (access: { groups: Rows; rights: Rows }) => ({
    groups: access.groups
      .filter(({ id }) => used.has(ownGroupName(String(id))))
      .map(({ id, includes }) => [id, includes])
      .sort(),
    rights: access.rights
      .filter(({ in_force: holds }) => holds)
      .map((right) => ({ ...right, title: null })),
  })
  const access = { groups: groups!, rights: rights! }
  const essence = [inForce(registry.ownAccess), inForce(access)]
  return JSON.stringify(essence[0]) === JSON.stringify(essence[1]) ? null : { access, essence }
}
