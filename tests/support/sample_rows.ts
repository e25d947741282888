import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'

interface TableColumn {
  name: string
  type: string
  required: boolean
  hasDefault: boolean
  generated: boolean
  /** The values that a check allows, where one lists them. */
  options: string[] | null
}

interface TableLink {
  columns: string[]
  table: string
  targets: string[]
}

/** A table of tenant records, as PostgreSQL's catalogue describes it. */
export interface TenantTableShape {
  name: string
  key: string[]
  /** Columns that an index orders by right behind the tenant. */
  indexed: string[]
  columns: TableColumn[]
  links: TableLink[]
}

export type Row = Record<string, unknown>

const SHAPES = `
select c.relname as name,
  (select json_agg(a.attname order by p.place) from pg_index i
    cross join unnest(i.indkey::int2[]) with ordinality as p (number, place)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = p.number
    where i.indrelid = c.oid and i.indisprimary) as key,
  array(select distinct second.attname::text from pg_index i
    join pg_attribute first on first.attrelid = c.oid and first.attnum = i.indkey[0]
    join pg_attribute second on second.attrelid = c.oid and second.attnum = i.indkey[1]
    join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
    where i.indrelid = c.oid and first.attname = 'tenant_id' and m.amname = 'btree') as indexed,
  (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
      'required', a.attnotnull, 'hasDefault', a.atthasdef and a.attgenerated = '',
      'generated', a.attgenerated <> '', 'options', (
        select array(select m[1] from regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::text', 'g') m)
        from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
          and pg_get_constraintdef(k.oid) ~ '= (ANY \\(+ARRAY\\[)?''[^'']*''::text' limit 1)) order by a.attnum)
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  coalesce((select json_agg(json_build_object('table', k.confrelid::regclass::text,
      'columns', (select json_agg(a.attname order by p.place) from unnest(k.conkey) with ordinality as p (number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = p.number),
      'targets', (select json_agg(a.attname order by p.place) from unnest(k.confkey) with ordinality as p (number, place)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = p.number)))
    from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'), '[]') as links
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'tenants'
order by 1`

/** Every table of tenant records, those that others link to first. */
export async function tenantTables(client: pg.ClientBase): Promise<TenantTableShape[]> {
  const { rows } = await client.query<TenantTableShape>(SHAPES)
  const sorted: TenantTableShape[] = []
  const visit = (table: TenantTableShape, trail: string[]) => {
    if (sorted.includes(table) || trail.includes(table.name)) return
    const located = isLocated(table) ? ['locations'] : []
    for (const other of [...located, ...table.links.map((link) => link.table)]) {
      const target = rows.find(({ name }) => name === other)
      if (target) visit(target, [...trail, table.name])
    }
    sorted.push(table)
  }
  for (const table of rows) visit(table, [])
  return sorted
}

export const isLocated = (table: TenantTableShape) =>
  table.columns.some((column) => column.name === 'location_id')

/**
 * Makes one row in every tenant table, all of one tenant, one user and one location, whatever
 * modules are installed. Returns the rows as they were stored, by table.
 */
export async function makeSampleRows(
  client: pg.ClientBase,
  tables: readonly TenantTableShape[],
  tenantId: string
): Promise<Map<string, Row>> {
  const userId = uuidv7()
  await client.query('insert into identity.users (id, email, name) values ($1, $2, $3)', [
    userId,
    `${userId}@sample.example`,
    'Sample',
  ])
  const rows = new Map<string, Row>([['identity.users', { id: userId }]])
  for (const table of tables) {
    const row = { ...plainValues(table), ...linkValues(table, rows), tenant_id: tenantId }
    rows.set(table.name, (await insertRow(client, table, row, 'returning *'))!)
  }
  rows.delete('identity.users')
  return rows
}

/**
 * Inserts a row as the role of the connection. Nothing is returned unless asked for, because
 * RETURNING makes PostgreSQL check the condition for reading as well.
 */
export async function insertRow(
  client: pg.ClientBase,
  { name, columns }: TenantTableShape,
  row: Row,
  returning?: 'returning *'
): Promise<Row | undefined> {
  const given = columns.filter((column) => !column.generated && Object.hasOwn(row, column.name))
  const list = given.map((column) => `"${column.name}"`).join(', ')
  const values = given.map((column, index) => `$${index + 1}::${column.type}`).join(', ')
  const result = await client.query<Row>(
    `insert into public."${name}" (${list}) values (${values}) ${returning ?? ''}`,
    given.map((column) => encode(column, row[column.name]))
  )
  return result.rows[0]
}

function encode(column: TableColumn, value: unknown) {
  return column.type === 'jsonb' && value !== null ? JSON.stringify(value) : value
}

let made = 0

function plainValues({ columns }: TenantTableShape): Row {
  const needed = columns.filter(
    ({ required, hasDefault, generated }) => required && !hasDefault && !generated
  )
  return Object.fromEntries(
    needed.map(({ name, type, options }) => [name, options?.[0] ?? valueOf(type)])
  )
}

function valueOf(type: string): unknown {
  switch (type) {
    case 'uuid':
      return uuidv7()
    case 'boolean':
      return true
    case 'jsonb':
      return {}
    case 'bytea':
      return Buffer.from('sample')
    case 'text[]':
      return ['sample']
    case 'date':
    case 'timestamp with time zone':
      return '2026-01-15'
    case 'integer':
    case 'bigint':
    case 'numeric':
      return ++made
    default:
      return `sample ${++made}`
  }
}

function linkValues(shape: TenantTableShape, rows: ReadonlyMap<string, Row>): Row {
  const { name, links } = shape
  const values: Row = {}
  for (const { table, columns, targets } of links) {
    const target = rows.get(table)
    if (!target || table === name) continue
    for (const [index, column] of columns.entries()) values[column] = target[targets[index]!]
  }
  if (isLocated(shape)) values.location_id ??= rows.get('locations')?.id
  return values
}
