import type { Statement } from '../../environment/environment.ts'
import type { StoredChange } from './described_changes.ts'

/** So many entries of a record are shown at once. */
const MOST_ENTRIES = 50

/** A change of a record, with the entry that it belongs to. */
export interface HistoryRow extends StoredChange {
  id: string
  number: string
  time: Date
  channel: string
  userId: string | null
  userName: string | null
}

/** An entry as far as it is about the record. */
export interface HistoryEntry {
  id: string
  time: Date
  channel: string
  userId: string | null
  userName: string | null
  changes: StoredChange[]
}

/** The changes of one record, the newest first; `before` is the number of an entry. */
export function historyStatement(
  tenantId: string,
  asked: { recordId: string; tables: readonly string[]; before: number | null }
): Statement {
  return {
    text: `with about as (
      select c.* from audit_changes c
      where c.tenant_id = $1 and c.record_id = $2 and c.table_name = any ($3)
    ), shown as (
      select distinct e.number, e.id, e.happened_at, e.channel, e.user_id
      from audit_entries e join about c on c.entry_id = e.id
      where e.tenant_id = $1 and ($4::bigint is null or e.number < $4)
      order by e.number desc limit ${MOST_ENTRIES + 1}
    )
    select e.id, e.number, e.happened_at as time, e.channel, e.user_id as "userId", m.name as "userName",
      c.table_name as "table", c.record_id as "recordId", c.action, c.before, c.after
    from shown e join about c on c.entry_id = e.id
    left join memberships m on m.tenant_id = $1 and m.id = e.user_id
    order by e.number desc, c.place`,
    values: [tenantId, asked.recordId, asked.tables, asked.before],
  }
}

/** The rows by entry; `older` is the number before which there are more. */
export function historyOf(rows: readonly HistoryRow[]) {
  const entries = new Map<string, HistoryEntry & { number: string }>()
  for (const { id, number, time, channel, userId, userName, ...change } of rows) {
    const entry = entries.get(id) ?? { id, number, time, channel, userId, userName, changes: [] }
    entry.changes.push(change)
    entries.set(id, entry)
  }
  const all = [...entries.values()]
  const shown = all.slice(0, MOST_ENTRIES)
  return { entries: shown, older: all.length > MOST_ENTRIES ? shown.at(-1)!.number : null }
}
