import { Environment } from '../environment/environment.ts'
import { INTERNAL } from './groups.ts'
import type { AccessPolicy } from './policy.ts'

/** Somebody to whom work can be given. */
export interface Person {
  id: string
  name: string
}

/** Those who work here, by name; the asker among them. */
export async function internalPeople(policy: AccessPolicy): Promise<Person[]> {
  const environment = Environment.current()
  const { tenantId, userId } = environment.asker
  const [rows] = await environment.read([
    {
      text: `select m.id, m.name, array(select g.group_name from membership_groups g
          where g.tenant_id = m.tenant_id and g.user_id = m.id) as groups
        from memberships m where m.tenant_id = $1 and m.active order by lower(m.name), m.id`,
      values: [tenantId],
    },
  ])
  const people = rows as unknown as (Person & { groups: string[] })[]
  return people
    .filter(({ id, groups }) => id === userId || policy.imply(groups).has(INTERNAL))
    .map(({ id, name }) => ({ id, name }))
}
