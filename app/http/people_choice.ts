import type { Statement } from '../environment/environment.ts'

/** So many people stand in a list to choose from. */
const MOST_PEOPLE = 500

/** The people of a tenant to choose from, by name; who is chosen is among them, however many there are. */
export function peopleToChoose(tenantId: string, chosen: string | null): Statement {
  return {
    text: `select id, name, email from (
        select id, name, email from memberships where tenant_id = $1
        order by (id is not distinct from $2::uuid) desc, name, id limit ${MOST_PEOPLE}) chosen
      order by name, id`,
    values: [tenantId, chosen],
  }
}
