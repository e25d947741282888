import pg from 'pg'
import type { SchemaObject } from './catalogue.ts'
import { ownedObjects, type Run } from './ownership.ts'
import type { Recorder } from './recorder.ts'

/** A column that a module had in a table of another, with what it takes to make it again. */
export interface AddedColumn {
  table: string
  name: string
  type: string
  /** `generated always as (…) stored`, `default …`, or nothing. */
  clause: string
  required: boolean
}

/** What a module had in tables of others: columns, and statements that make the rest again. */
export interface AddedParts {
  columns: AddedColumn[]
  /** Indexes, constraints, triggers and policies, in an order in which they can be made. */
  statements: string[]
}

/** What of an archive is kept beside its tables. */
export interface ArchiveRow {
  id: number
  module: string
  title: string
  version: string
  depends: string[]
  archived_at: Date
  migrations: string[]
  objects: SchemaObject[]
  added: AddedParts
}

export const id = pg.escapeIdentifier
const COLUMNS = `
select c.relname::text as "table", a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type,
  case when a.attgenerated <> '' then 'generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
    when d.oid is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid) else '' end as clause,
  a.attnotnull as required
from unnest($1::text[], $2::text[]) with ordinality as given (relation, name, position)
join pg_class c on c.oid = format('public.%I', given.relation)::regclass
join pg_attribute a on a.attrelid = c.oid and a.attname = given.name and not a.attisdropped
left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
order by (a.attgenerated <> ''), c.relname, a.attnum`

/** Statements that make the parts again. Indexes come first: foreign keys may need a unique one. */
const PARTS = `
select case given.kind
    when 'index' then (select pg_get_indexdef(format('public.%I', given.name)::regclass))
    when 'constraint' then (select format('alter table public.%I add constraint %I %s', given.relation,
        k.conname, pg_get_constraintdef(k.oid)) from pg_constraint k
      where k.conrelid = format('public.%I', given.relation)::regclass and k.conname = given.name)
    when 'trigger' then (select pg_get_triggerdef(t.oid) from pg_trigger t
      where t.tgrelid = format('public.%I', given.relation)::regclass and t.tgname = given.name)
    else (select format('create policy %I on public.%I as %s for %s to %s', p.policyname, p.tablename,
        p.permissive, p.cmd, array_to_string(array(select quote_ident(r) from unnest(p.roles) r), ', '))
        || coalesce(' using (' || p.qual || ')', '') || coalesce(' with check (' || p.with_check || ')', '')
      from pg_policies p where p.schemaname = 'public' and p.tablename = given.relation
        and p.policyname = given.name) end as statement
from unnest($1::text[], $2::text[], $3::text[]) as given (kind, relation, name)
order by array_position(array['index', 'constraint', 'trigger', 'policy'], given.kind),
  given.relation, given.name`

/** The schema that holds what was archived. The roles of pages and jobs cannot enter it. */
export function archiveSchema(archive: number): string {
  return `archive_${archive}`
}

/**
 * Puts away all that a module owns: its tables, views, sequences, functions and types move into a
 * schema of their own as they are; columns in tables of others are copied with the key of their
 * rows and dropped. Returns the number of the archive.
 */
export async function archiveModule(module: string, recorder: Recorder): Promise<number> {
  const { look, run } = recorder
  const [{ next }] = (await look<{ next: number }>(
    'select coalesce(max(id), 0) + 1 as next from app.module_archives'
  )) as [{ next: number }]
  const objects = await ownedObjects(module, look)
  const migrations = await look<{ name: string }>(
    'select name from app.module_migrations where module = $1 order by name',
    [module]
  )
  const added = await addedParts(objects, recorder)
  await run(
    `insert into app.module_archives (id, module, title, version, depends, migrations, objects, added)
     select $1, name, coalesce(title, name), version, depends, $3, $4, $5 from app.modules where name = $2`,
    [
      next,
      module,
      JSON.stringify(migrations.map(({ name }) => name)),
      JSON.stringify(objects),
      JSON.stringify(added),
    ]
  )
  const schema = archiveSchema(next)
  await run(`create schema ${id(schema)}`)
  await copyColumns(added.columns, schema, recorder)
  await dropAdded(objects, run)
  for (const object of movable(objects)) {
    await run(`alter ${nounOf(object)} public.${nameOf(object)} set schema ${id(schema)}`)
  }
  await archiveExternalIds(next, module, objects, run)
  await run('delete from app.module_objects where module = $1', [module])
  await run('delete from app.module_migrations where module = $1', [module])
  return next
}

/** The names of records go with their tables; what the module ships into tables of others stays there. */
async function archiveExternalIds(
  archive: number,
  module: string,
  objects: readonly SchemaObject[],
  run: Run
) {
  const tables = objects.filter(({ kind }) => kind === 'table').map(({ name }) => name)
  await run(
    `with gone as (delete from public.external_ids where table_name = any ($2) returning *)
     insert into app.archived_external_ids
     select $1, tenant_id, id, module, name, table_name, record_id, columns, shipped, created_at from gone`,
    [archive, tables]
  )
  await run('delete from app.module_data where module = $1', [module])
}

async function addedParts(
  objects: readonly SchemaObject[],
  { look }: Recorder
): Promise<AddedParts> {
  const columns = objects.filter(({ kind }) => kind === 'column')
  const parts = objects.filter(({ kind }) =>
    ['index', 'constraint', 'trigger', 'policy'].includes(kind)
  )
  const statements = await look<{ statement: string }>(PARTS, [
    parts.map(({ kind }) => kind),
    parts.map(({ relation }) => relation),
    parts.map(({ name }) => name),
  ])
  return {
    columns: await look<AddedColumn>(COLUMNS, [
      columns.map(({ relation }) => relation),
      columns.map(({ name }) => name),
    ]),
    statements: statements.map(({ statement }) => statement),
  }
}

/** Copies each table's added columns with the key of their rows. Generated ones come by themselves. */
async function copyColumns(columns: readonly AddedColumn[], schema: string, recorder: Recorder) {
  for (const [table, own] of byTable(columns)) {
    const kept = own.filter(({ clause }) => !clause.startsWith('generated'))
    if (kept.length === 0) continue
    const key = await keyColumns(table, recorder)
    const list = [...key, ...kept.map(({ name }) => name)].map(id).join(', ')
    const isAlwaysGiven = kept.some(({ clause, required }) => clause || required)
    const filled = kept.map(({ name }) => `${id(name)} is not null`).join(' or ')
    await recorder.run(
      `create table ${id(schema)}.${id(table)} as select ${list} from public.${id(table)}` +
        (isAlwaysGiven ? '' : ` where ${filled}`)
    )
  }
}

/** The columns of a table's primary key. */
export async function keyColumns(table: string, { look }: Recorder): Promise<string[]> {
  const rows = await look<{ name: string }>(
    `select a.attname::text as name from pg_index i
     cross join lateral unnest(i.indkey::int2[]) with ordinality as part (number, position)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = part.number
     where i.indrelid = format('public.%I', $1::text)::regclass and i.indisprimary order by position`,
    [table]
  )
  return rows.map(({ name }) => name)
}

/** What the module added is dropped, never with what others hang on it: that is a conflict. */
async function dropAdded(objects: readonly SchemaObject[], run: Run) {
  const kinds = ['trigger', 'policy', 'constraint', 'index', 'column'] as const
  for (const kind of kinds) {
    for (const { relation, name } of objects.filter((object) => object.kind === kind)) {
      await run(dropping[kind](id(relation), id(name)))
    }
  }
}

const dropping = {
  trigger: (table: string, name: string) => `drop trigger ${name} on public.${table}`,
  policy: (table: string, name: string) => `drop policy ${name} on public.${table}`,
  constraint: (table: string, name: string) =>
    `alter table public.${table} drop constraint ${name}`,
  index: (_: string, name: string) => `drop index public.${name}`,
  column: (table: string, name: string) => `alter table public.${table} drop column ${name}`,
}

/** The columns by the table that they are in. */
export function byTable(columns: readonly AddedColumn[]): Map<string, AddedColumn[]> {
  return Map.groupBy(columns, ({ table }) => table)
}

/** What moves into the archive as it is. */
export function movable(objects: readonly SchemaObject[]): SchemaObject[] {
  return objects.filter(({ relation }) => relation === '')
}

/** `alter table` moves views and sequences too. */
export function nounOf({ kind }: SchemaObject): string {
  return kind === 'function' || kind === 'type' ? kind : 'table'
}

/** The name for SQL; that of a function comes with its arguments and is quoted already. */
export function nameOf({ kind, name }: SchemaObject): string {
  return kind === 'function' ? name : id(name)
}
