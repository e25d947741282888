import type pg from 'pg'
import { isUuid } from '../environment/scope.ts'

/**
 * The tenants with a name or an id, or all of them, for commands. `client` must be one that sees
 * every tenant.
 */
export async function tenantsNamed(
  client: pg.ClientBase,
  named?: string
): Promise<{ id: string; name: string }[]> {
  const condition = named === undefined ? 'true' : isUuid(named) ? 'id = $1' : 'name = $1'
  const { rows } = await client.query<{ id: string; name: string }>(
    `select id, name from public.tenants where ${condition} order by name, id`,
    named === undefined ? [] : [named]
  )
  return rows
}
