import type pg from 'pg'

/** How long entries are kept unless told otherwise, in days: two years. */
export const RETENTION_DAYS = 730

const LAST_OLD = `
select number, encode(hash, 'hex') as hash from public.audit_entries
where tenant_id = $1 and number < coalesce((select min(number) from public.audit_entries
  where tenant_id = $1 and happened_at >= now() - make_interval(days => $2)), 9223372036854775807)
order by number desc limit 1`

/**
 * Deletes the entries of a tenant that are older than so many days, and leaves an entry that says
 * so: where the chain begins from then on, and with which hash. Returns the number of entries that
 * were deleted. `owner` is a connection of the owner.
 */
export async function purgeEntries(
  owner: pg.ClientBase,
  tenantId: string,
  days: number
): Promise<number> {
  await owner.query('begin')
  try {
    const { rows } = await owner.query<{ number: string; hash: string }>(LAST_OLD, [tenantId, days])
    const [last] = rows
    if (!last) {
      await owner.query('rollback')
      return 0
    }
    await owner.query(
      `delete from public.audit_changes c using public.audit_entries e
       where e.tenant_id = $1 and e.number <= $2 and c.tenant_id = $1 and c.entry_id = e.id`,
      [tenantId, last.number]
    )
    const { rowCount } = await owner.query(
      'delete from public.audit_entries where tenant_id = $1 and number <= $2',
      [tenantId, last.number]
    )
    const details = { number: Number(last.number), hash: last.hash, entries: rowCount, days }
    await owner.query(
      `insert into public.audit_entries (tenant_id, kind, channel, details)
       values ($1, 'purge', 'command', $2)`,
      [tenantId, details]
    )
    await owner.query('commit')
    return rowCount ?? 0
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}
