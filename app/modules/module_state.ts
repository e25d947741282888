import { createHash } from 'node:crypto'
import type { Look } from './operations/catalogue.ts'
import type { ModuleState } from './operations/operation.ts'

/** What the database says about a module. One that was never installed has no row. */
export interface ModuleRow {
  name: string
  title: string | null
  version: string
  state: ModuleState
  depends: string[]
  /** An operator is about to take it away: it is not to be used any more. */
  isLeaving: boolean
}

/** The first key of the advisory locks by which an operator lets modules leave. */
const LEAVING = 918_273_646

/**
 * The locks belong to the operator's connection, so a module whose operator was killed is back
 * without anybody's doing.
 */
const READ = `
select m.name, m.title, m.version, m.state, m.depends, exists (select from pg_locks l
  where l.locktype = 'advisory' and l.objsubid = 2 and l.granted and l.classid::bigint = ${LEAVING}
    and l.objid::bigint = hashtext(m.name)::bigint & 4294967295
    and l.database = (select oid from pg_database where datname = current_database())) as "isLeaving"
from app.modules m order by m.name`

/** What the database says about every module that it knows, by name. */
export async function readModuleRows(look: Look): Promise<Map<string, ModuleRow>> {
  return new Map((await look<ModuleRow>(READ)).map((row) => [row.name, row]))
}

/** Lets modules leave for as long as the connection stands. */
export async function letLeave(names: readonly string[], look: Look): Promise<void> {
  await look(
    `select pg_advisory_lock(${LEAVING}, hashtext(name)) from unnest($1::text[]) as name`,
    [names]
  )
}

/** Lets those modules be used again that were to leave. */
export async function letStay(names: readonly string[], look: Look): Promise<void> {
  await look(
    `select pg_advisory_unlock(${LEAVING}, hashtext(name)) from unnest($1::text[]) as name`,
    [names]
  )
}

/** Whether the module is to be used. */
export function isInForce(row: ModuleRow | undefined): boolean {
  return row?.state === 'installed' && !row.isLeaving
}

/** Stands for a set of modules in force with their versions; the same set gives the same token. */
export function tokenOf(rows: ReadonlyMap<string, ModuleRow>): string {
  const inForce = [...rows.values()].filter(isInForce)
  const words = inForce.map(({ name, version }) => `${name} ${version}`)
  return createHash('sha1').update(words.join('\n')).digest('hex').slice(0, 10)
}
