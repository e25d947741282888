import pg from 'pg'
import { archiveSchema } from './archive.ts'
import type { Look } from './catalogue.ts'
import type { AffectedTable, Operation } from './operation.ts'
import { ownedObjects } from './ownership.ts'
import { findArchive } from './restore.ts'

/** A table with what is in it. */
export interface TableSize {
  name: string
  rows: number
  bytes: number
}

const id = pg.escapeIdentifier

/** The tables of a module that is in the database, with the number of their rows. */
export async function tablesOf(module: string, look: Look): Promise<TableSize[]> {
  const objects = await ownedObjects(module, look)
  const names = objects.filter(({ kind }) => kind === 'table').map(({ name }) => name)
  return Promise.all(names.map((name) => sizeOf('public', name, look)))
}

/** The tables that an archive holds, those with copied columns included. */
export async function archivedTables(archive: number, look: Look): Promise<TableSize[]> {
  const schema = archiveSchema(archive)
  const rows = await look<{ name: string }>(
    `select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') order by 1`,
    [schema]
  )
  return Promise.all(rows.map(({ name }) => sizeOf(schema, name, look)))
}

async function sizeOf(schema: string, name: string, look: Look): Promise<TableSize> {
  const [row] = await look<{ rows: string; bytes: string }>(
    `select count(*) as rows, pg_total_relation_size($1::regclass) as bytes
     from ${id(schema)}.${id(name)}`,
    [`${id(schema)}.${id(name)}`]
  )
  return { name, rows: Number(row!.rows), bytes: Number(row!.bytes) }
}

/** What happens to tables that are there before the operations. */
export async function tablesBefore(
  operations: readonly Operation[],
  look: Look
): Promise<AffectedTable[]> {
  const tables: AffectedTable[] = []
  for (const { kind, module, archive: number, fresh } of operations) {
    const add = (found: TableSize[], effect: AffectedTable['effect']) =>
      tables.push(...found.map((table) => ({ module, ...table, effect })))
    if (kind === 'uninstall') add(await tablesOf(module, look), 'archived')
    const isArchiveUsed = kind === 'purge' || kind === 'restore' || (kind === 'install' && !fresh)
    const archive = isArchiveUsed ? await findArchive(look, module, number) : undefined
    if (archive) {
      add(await archivedTables(archive.id, look), kind === 'purge' ? 'deleted' : 'restored')
    }
  }
  return tables
}
