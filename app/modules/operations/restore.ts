import { reason } from '../../domains/reasons.ts'
import { recordParts } from '../../models/record_parts.ts'
import type { Look } from './catalogue.ts'
import {
  archiveSchema,
  byTable,
  id,
  keyColumns,
  movable,
  nameOf,
  nounOf,
  type AddedColumn,
  type ArchiveRow,
} from './archive.ts'
import { E_CANNOT_OPERATE } from './errors.ts'
import { noting } from './ownership.ts'
import type { Recorder } from './recorder.ts'

/** The archive with this number, or a module's latest. */
export async function findArchive(
  look: Look,
  module: string,
  archive?: number
): Promise<ArchiveRow | undefined> {
  const rows = await look<ArchiveRow>(
    `select * from app.module_archives where module = $1 and ($2::numeric is null or id = $2)
     order by id desc limit 1`,
    [module, archive ?? null]
  )
  return rows[0]
}

/**
 * Brings back what an archive holds: everything moves to where it was, columns in tables of
 * others are made again and filled, and the archive ceases to be. Migrations that are newer than
 * the archive run afterwards.
 */
export async function restoreModule(archive: ArchiveRow, recorder: Recorder): Promise<void> {
  const { run } = recorder
  const schema = archiveSchema(archive.id)
  for (const object of movable(archive.objects)) {
    await run(`alter ${nounOf(object)} ${id(schema)}.${nameOf(object)} set schema public`)
  }
  for (const column of archive.added.columns) await run(adding(column))
  for (const [table, columns] of byTable(archive.added.columns)) {
    await fill(table, columns, schema, recorder)
  }
  for (const { table, name } of archive.added.columns.filter(({ required }) => required)) {
    await run(`alter table public.${id(table)} alter column ${id(name)} set not null`)
  }
  for (const statement of archive.added.statements) await run(statement)
  await run(`drop schema ${id(schema)}`)
  await run(
    `insert into public.external_ids (tenant_id, id, module, name, table_name, record_id, columns, shipped, created_at)
     select tenant_id, id, module, name, table_name, record_id, columns, shipped, created_at
     from app.archived_external_ids where archive_id = $1 on conflict do nothing`,
    [archive.id]
  )
  await run('delete from app.module_archives where id = $1', [archive.id])
  await run(...noting(archive.module, archive.objects))
  await run(
    `insert into app.module_migrations (module, name)
     select $1, name from jsonb_array_elements_text($2::jsonb) as name`,
    [archive.module, JSON.stringify(archive.migrations)]
  )
}

/** Deletes an archive for good. Others that lead into it must go first: `restrict` would not see them. */
export async function purgeArchive(archive: ArchiveRow, recorder: Recorder): Promise<void> {
  const schema = archiveSchema(archive.id)
  const leading = await recorder.look<{ table: string }>(
    `select k.conrelid::regclass::text as "table" from pg_constraint k
     join pg_class there on there.oid = k.confrelid join pg_class here on here.oid = k.conrelid
     where k.contype = 'f' and there.relnamespace = $1::regnamespace
       and here.relnamespace <> there.relnamespace order by 1`,
    [schema]
  )
  if (leading.length > 0) {
    const tables = leading.map(({ table }) => table).join(', ')
    throw new E_CANNOT_OPERATE(reason('leadsIntoArchive', { tables, archive: String(archive.id) }))
  }
  await dropParts(schema, recorder)
  await recorder.run(`drop schema ${id(schema)} cascade`)
  await recorder.run('delete from app.module_archives where id = $1', [archive.id])
}

/**
 * What hangs on the records of an archive goes with them. The module may have begun anew in the
 * meantime, and tables in force then have the same names.
 */
async function dropParts(schema: string, { look, run }: Recorder) {
  const tables = await look<{ name: string }>(
    `select relname as name from pg_class where relnamespace = $1::regnamespace
       and relkind in ('r', 'p') and app.holds_records(oid) order by 1`,
    [schema]
  )
  for (const { name } of tables) {
    for (const part of recordParts) {
      await run(
        `delete from public.${part} p using ${id(schema)}.${id(name)} r
         where p.tenant_id = r.tenant_id and p.record_table = $1 and p.record_id = r.id`,
        [name]
      )
    }
    await emptyCustomLinks(name, schema, { look, run })
  }
}

/** No foreign key empties what custom fields say about records that are no more. */
async function emptyCustomLinks(
  table: string,
  schema: string,
  { look, run }: Pick<Recorder, 'look' | 'run'>
) {
  const links = await look<{ model: string; name: string }>(
    `select distinct model, name from public.custom_fields
     where kind = 'many2one' and target = $1 and to_regclass(format('public.%I', model)) is not null
     order by model, name`,
    [table]
  )
  for (const { model, name } of links) {
    await run(
      `update public.${id(model)} t set custom_fields = nullif(t.custom_fields - $1::text, '{}'),
         version = t.version + 1, updated_at = now()
       from ${id(schema)}.${id(table)} r
       where t.tenant_id = r.tenant_id and t.custom_fields @> jsonb_build_object($1::text, r.id)`,
      [name]
    )
  }
}

function adding({ table, name, type, clause }: AddedColumn): string {
  const rest = clause ? ` ${clause}` : ''
  return `alter table public.${id(table)} add column ${id(name)} ${type}${rest}`
}

async function fill(
  table: string,
  columns: readonly AddedColumn[],
  schema: string,
  recorder: Recorder
) {
  const kept = columns.filter(({ clause }) => !clause.startsWith('generated'))
  if (kept.length === 0) return
  const key = await keyColumns(table, recorder)
  const values = kept.map(({ name }) => `${id(name)} = kept.${id(name)}`).join(', ')
  const same = key.map((name) => `there.${id(name)} = kept.${id(name)}`).join(' and ')
  const source = `${id(schema)}.${id(table)}`
  await recorder.run(
    `update public.${id(table)} as there set ${values} from ${source} as kept where ${same}`
  )
  await recorder.run(`drop table ${source}`)
}
