/** A set of users with the same rights. Its name is `<module>.<name>`. */
export interface AccessGroup {
  readonly name: string
  readonly title: string
  /** Groups whose rights members of this one have too. */
  readonly includes: readonly AccessGroup[]
  /** Groups of other modules whose members become members of this one. */
  readonly grantedTo: readonly AccessGroup[]
  /** What somebody with this role does, in a sentence; null for a group that is no role. */
  readonly role: string | null
  /** Whether its members are the platform administrators, and nobody is made one by a tenant. */
  readonly ofPlatform: boolean
  /** Whether it lets its members do something that no model access says. */
  readonly isPermission: boolean
}

interface GroupOptions {
  includes?: readonly AccessGroup[]
  grantedTo?: readonly AccessGroup[]
}

/** Declares an access group. */
export function accessGroup(name: string, title: string, options: GroupOptions = {}): AccessGroup {
  const { includes = [], grantedTo = [] } = options
  return { name, title, includes, grantedTo, role: null, ofPlatform: false, isPermission: false }
}

/**
 * Declares a role: a group that gathers others under one word, to be given to people. `summary`
 * says in a sentence what somebody with this role does.
 */
export function accessRole(
  name: string,
  title: string,
  summary: string,
  options: GroupOptions & { ofPlatform?: boolean } = {}
): AccessGroup {
  const { ofPlatform = false, ...group } = options
  return { ...accessGroup(name, title, group), role: summary, ofPlatform }
}

/**
 * Declares a permission: a group that lets its members do something that is not about the records
 * of one model, such as exporting lists. Roles bring it by `grantedTo`, and it is given to people
 * by itself as well. `summary` says in a sentence what its members may do. Code asks
 * `asker.groups.has(name)`.
 */
export function accessPermission(
  name: string,
  title: string,
  summary: string,
  options: GroupOptions = {}
): AccessGroup {
  return { ...accessRole(name, title, summary, options), isPermission: true }
}

/** The names of the given groups and of all that they imply, among the groups that exist. */
export function impliedGroups(
  names: Iterable<string>,
  existing: ReadonlyMap<string, AccessGroup>
): Set<string> {
  const implied = new Set<string>()
  const add = (name: string) => {
    const group = existing.get(name)
    if (!group || implied.has(name)) return
    implied.add(name)
    for (const included of group.includes) add(included.name)
    for (const other of existing.values()) {
      if (other.grantedTo.some((granter) => granter.name === name)) add(other.name)
    }
  }
  for (const name of names) add(name)
  return implied
}

/** The group of everybody who works here; the module base declares it. Others are from outside. */
export const INTERNAL = 'base.user'
