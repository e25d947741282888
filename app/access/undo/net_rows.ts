/** Values of a row by column, each as the text of its JSON, so that no digit of a number is lost. */
export type JsonTexts = Readonly<Record<string, string>>

/** A line of the change log. */
export interface LoggedChange {
  table: string
  recordId: string | null
  action: 'insert' | 'update' | 'delete'
  before: JsonTexts | null
  after: JsonTexts | null
}

/** What came of one row when all changes of an entry were made. */
export interface NetRow {
  table: string
  recordId: string | null
  action: 'insert' | 'update' | 'delete'
  /** The values that the row had before; of an update, of the columns that changed. */
  before: JsonTexts
  after: JsonTexts
}

/** Columns that identify a row, by table. */
export type Keys = ReadonlyMap<string, readonly string[]>

/**
 * Adds up the changes of an entry row by row: a row that was made and changed was made; one that was
 * made and deleted, or changed and changed back, is left out.
 */
export function netRows(changes: readonly LoggedChange[], keys: Keys): NetRow[] {
  const rows = new Map<string, NetRow | null>()
  for (const change of changes) {
    const key = rowKey(change, keys)
    const next: NetRow = { ...change, before: change.before ?? {}, after: change.after ?? {} }
    const known = rows.get(key)
    rows.set(key, known ? added(known, next) : next)
  }
  return [...rows.values()].filter((row) => row !== null && !isNothing(row)) as NetRow[]
}

/** Names a row: by its table and the id, or all columns of its key. */
export function rowKey(
  change: Pick<NetRow, 'table' | 'recordId'> & {
    before: JsonTexts | null
    after: JsonTexts | null
  },
  keys: Keys
): string {
  const columns = keys.get(change.table) ?? []
  const values = { ...change.before, ...change.after }
  const others = columns.filter((column) => column !== 'id').map((column) => values[column] ?? '')
  return [change.table, change.recordId, ...others].join(' ')
}

function added(first: NetRow, next: NetRow): NetRow | null {
  const { table, recordId } = first
  const row = (action: NetRow['action'], before: JsonTexts, after: JsonTexts): NetRow => ({
    ...{ table, recordId, action, before, after },
  })
  switch (`${first.action} ${next.action}`) {
    case 'insert update':
      return row('insert', {}, { ...first.after, ...next.after })
    case 'insert delete':
      return null
    case 'update update':
      return row('update', { ...next.before, ...first.before }, { ...first.after, ...next.after })
    case 'update delete':
      return row('delete', { ...next.before, ...first.before }, {})
    case 'delete insert':
      return changed(row('update', first.before, next.after))
    default:
      return next
  }
}

/** A row that was deleted and made again, as a change of the columns that differ. */
function changed({ before, after, ...row }: NetRow): NetRow {
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const differ = columns.filter((column) => before[column] !== after[column])
  const of = (values: JsonTexts) =>
    Object.fromEntries(differ.map((column) => [column, values[column] ?? 'null']))
  return { ...row, before: of(before), after: of(after) }
}

function isNothing({ action, before, after }: NetRow): boolean {
  return (
    action === 'update' && Object.keys(after).every((column) => before[column] === after[column])
  )
}
