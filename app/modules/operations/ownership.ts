import { keyOf, objectsAdded, schemaObjects, type Look, type SchemaObject } from './catalogue.ts'

/** Runs a statement that is part of the plan. */
export type Run = (sql: string, values?: unknown[]) => Promise<{ rows: object[] }>

/**
 * Runs `work`, which changes the schema for a module, and notes what it made and what it dropped.
 * What lies in a table of the module's own goes with the table and is not noted.
 */
export async function noteOwnership(
  module: string,
  { look, run }: { look: Look; run: Run },
  work: () => Promise<void>
): Promise<void> {
  const before = await schemaObjects(look)
  await work()
  const after = await schemaObjects(look)
  const made = objectsAdded(before, after)
  const own = new Set((await ownedObjects(module, look)).filter(isTable).map(({ name }) => name))
  for (const table of made.filter(isTable)) own.add(table.name)
  const noted = made.filter(({ relation }) => !own.has(relation))
  const dropped = objectsAdded(after, before)
  if (dropped.length > 0) await run(...without(dropped))
  if (noted.length > 0) await run(...noting(module, noted))
}

/** What belongs to a module, apart from the parts of its own tables. */
export function ownedObjects(module: string, look: Look): Promise<SchemaObject[]> {
  return look<SchemaObject>(
    `select kind, relation, name from app.module_objects where module = $1
     order by kind, relation, name`,
    [module]
  )
}

/** The statement that notes objects as a module's. */
export function noting(module: string, objects: readonly SchemaObject[]): [string, unknown[]] {
  const sorted = [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  return [
    `insert into app.module_objects (module, kind, relation, name)
     select $1, * from unnest($2::text[], $3::text[], $4::text[])`,
    [module, ...columnsOf(sorted)],
  ]
}

function without(objects: readonly SchemaObject[]): [string, unknown[]] {
  return [
    `delete from app.module_objects o using unnest($1::text[], $2::text[], $3::text[])
       as gone (kind, relation, name)
     where (o.kind, o.relation, o.name) = (gone.kind, gone.relation, gone.name)`,
    columnsOf(objects),
  ]
}

function columnsOf(objects: readonly SchemaObject[]): [string[], string[], string[]] {
  return [
    objects.map(({ kind }) => kind),
    objects.map(({ relation }) => relation),
    objects.map(({ name }) => name),
  ]
}

function isTable({ kind }: SchemaObject): boolean {
  return kind === 'table'
}
