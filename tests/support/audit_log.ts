import type pg from 'pg'
import { asOwner } from '#tests/support/tenants'

/** A line of the change log as it is stored. */
export interface LoggedChange {
  table_name: string
  record_id: string | null
  location_id: string | null
  action: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** An entry of the audit log with its changes, as they are stored. */
export interface LoggedEntry {
  id: string
  number: string
  kind: string
  user_id: string | null
  impersonator_id: string | null
  channel: string
  cause: string | null
  ip: string | null
  subject: string | null
  record_id: string | null
  table_name: string | null
  details: Record<string, unknown> | null
  undoes: string | null
  change_count: number
  changes: LoggedChange[]
}

/** The entries of a tenant after the given number, the oldest first. */
export function loggedEntries(tenantId: string, after = 0): Promise<LoggedEntry[]> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query<LoggedEntry>(
      `select e.*, coalesce((select json_agg(c order by c.place) from audit_changes c
         where c.tenant_id = e.tenant_id and c.entry_id = e.id), '[]') as changes
       from audit_entries e where tenant_id = $1 and (number > $2 or number is null) order by number`,
      [tenantId, after]
    )
    return rows
  })
}

/** The number of the last entry of a tenant. */
export async function lastEntryNumber(tenantId: string): Promise<number> {
  return asOwner(async (owner: pg.ClientBase) => {
    const { rows } = await owner.query(
      'select coalesce(max(number), 0) as number from audit_entries where tenant_id = $1',
      [tenantId]
    )
    return Number(rows[0].number)
  })
}

/** The entries that `work` leaves behind. */
export async function entriesOf(
  tenantId: string,
  work: () => Promise<unknown>
): Promise<LoggedEntry[]> {
  const last = await lastEntryNumber(tenantId)
  await work()
  return loggedEntries(tenantId, last)
}
