import type { Look } from './catalogue.ts'
import type { PlannedStatement, TableLock } from './operation.ts'

/** From the weakest to the strongest. */
const MODES = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
]

const LOCKS = `
select l.mode, c.oid::int as oid
from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
where l.pid = pg_backend_pid() and l.locktype = 'relation' and c.relkind in ('r', 'p', 'm')
  and n.nspname !~ '^pg_'
  and l.database = (select oid from pg_database where datname = current_database())
order by n.nspname, c.relname`

/** The file of each table changes when the table is written anew. */
const FILES = `
select c.oid::int as oid, c.relfilenode::int as file, n.nspname || '.' || c.relname as "table"
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`

interface FileRow {
  oid: number
  file: number
  table: string
}

type Seen = Pick<PlannedStatement, 'locks' | 'rewrites'>

/** Sees what each statement of a rehearsal locks and rewrites of what was there before. */
export class Observer {
  #look: Look
  #files = new Map<number, number>()
  /** What the tables were called before the operation, which may move them. */
  #names = new Map<number, string>()
  #held = new Map<number, string>()

  constructor(look: Look) {
    this.#look = look
  }

  async begin() {
    for (const { oid, file, table } of await this.#look<FileRow>(FILES)) {
      this.#files.set(oid, file)
      this.#names.set(oid, table)
    }
  }

  /** What the last statement has locked in addition, and which tables it has written anew. */
  async look(): Promise<Seen> {
    const locks: TableLock[] = []
    for (const { oid, mode } of await this.#look<{ oid: number; mode: string }>(LOCKS)) {
      const table = this.#names.get(oid) ?? ''
      const held = this.#held.get(oid)
      if (!this.#files.has(oid) || (held && MODES.indexOf(held) >= MODES.indexOf(mode))) continue
      this.#held.set(oid, mode)
      const earlier = locks.findIndex((lock) => lock.table === table)
      if (earlier >= 0) locks.splice(earlier, 1)
      if (mode !== 'AccessShareLock') locks.push({ table, mode, blocks: blockedBy(mode) })
    }
    return { locks, rewrites: await this.#rewrites() }
  }

  async #rewrites(): Promise<string[]> {
    const rewrites: string[] = []
    for (const { oid, file, table } of await this.#look<FileRow>(FILES)) {
      const known = this.#files.get(oid)
      if (known === undefined || known === file) continue
      this.#files.set(oid, file)
      rewrites.push(table)
    }
    return rewrites
  }
}

/** What nobody else can do with a table that is locked in this way. */
function blockedBy(mode: string): TableLock['blocks'] {
  if (mode === 'AccessExclusiveLock') return 'everything'
  return MODES.indexOf(mode) >= MODES.indexOf('ShareLock') ? 'writing' : 'nothing'
}
