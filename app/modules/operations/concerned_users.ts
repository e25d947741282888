import { impliedGroups, type AccessGroup } from '../../access/groups.ts'
import type { Look } from './catalogue.ts'
import type { Change } from './operation.ts'

/**
 * How many active users have one of some groups: given to them, brought by another, also by one that
 * their tenant has made, or as platform administrators.
 */
const COUNT = `
with recursive giving (place, name) as (
  select * from unnest($1::int[], $2::text[])
  union
  select g.place, 'own.' || i.group_id from giving g
  join public.access_group_includes i on i.group_name = g.name
  join public.access_groups a on a.tenant_id = i.tenant_id and a.id = i.group_id and a.active
), given as (
  select g.place, m.tenant_id, m.user_id from giving g
  join public.membership_groups m on m.group_name = g.name
  union
  select g.place, m.tenant_id, m.id from giving g
  join public.memberships m on g.name = any ($3::text[])
  join identity.users u on u.id = m.id and u.is_platform_administrator
)
select g.place, count(distinct m.id)::int as users from given g
join public.memberships m on m.tenant_id = g.tenant_id and m.id = g.user_id and m.active
group by g.place`

/** Says with each change of access how many users it concerns, in one statement for all. */
export async function withUsers(
  changes: readonly Change[],
  groups: readonly AccessGroup[],
  look: Look
): Promise<Change[]> {
  const givers = giversAmong(groups)
  const pairs = changes.flatMap(({ groups: named = [] }, place) =>
    [...new Set(named.flatMap(givers))].map((name) => ({ place, name }))
  )
  if (pairs.length === 0) return [...changes]
  const counted = await look<{ place: number; users: number }>(COUNT, [
    pairs.map(({ place }) => place),
    pairs.map(({ name }) => name),
    groups.filter(({ ofPlatform }) => ofPlatform).map(({ name }) => name),
  ])
  const users = new Map(counted.map((row) => [row.place, row.users]))
  return changes.map((change, place) => {
    return change.groups?.length ? { ...change, users: users.get(place) ?? 0 } : change
  })
}

/** The names of the groups that bring a group, its own among them. */
function giversAmong(groups: readonly AccessGroup[]) {
  const existing = new Map(groups.map((group) => [group.name, group]))
  const implied = groups.map(({ name }) => ({ name, brings: impliedGroups([name], existing) }))
  return (wanted: string): string[] => [
    wanted,
    ...implied.filter(({ brings }) => brings.has(wanted)).map(({ name }) => name),
  ]
}
