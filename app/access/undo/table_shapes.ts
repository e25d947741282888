import type { Environment } from '../../environment/environment.ts'
import { recordParts } from '../../models/record_parts.ts'

/** A table as far as undoing must know it. */
export interface TableShape {
  name: string
  /** Columns that can be written, the tenant aside. */
  columns: readonly string[]
  /** Columns that the database makes by itself, and the tenant. */
  unlogged: readonly string[]
  /** The primary key without the tenant. */
  key: readonly string[]
  links: readonly TableLink[]
  isVersioned: boolean
  /** Whether its rows can be locked: PostgreSQL asks for the privilege to change them. */
  isLockable: boolean
}

interface TableLink {
  column: string
  table: string
  /** What happens to the row when the record that it points to goes. */
  onDelete: 'cascade' | 'empty' | 'block'
}

const SHAPES = `
select c.relname as name,
  array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
    and not a.attisdropped and a.attgenerated = '' and a.attname <> 'tenant_id') as columns,
  array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
    and not a.attisdropped and (a.attgenerated <> '' or a.attname = 'tenant_id')) as unlogged,
  array(select a.attname::text from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as p (number, place)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = p.number
    where i.indrelid = c.oid and i.indisprimary and a.attname <> 'tenant_id' order by p.place) as key,
  coalesce((select json_agg(json_build_object('column', a.attname, 'table', t.relname, 'onDelete',
      case k.confdeltype when 'c' then 'cascade' when 'n' then 'empty' else 'block' end))
    from pg_constraint k join pg_class t on t.oid = k.confrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey) and a.attname <> 'tenant_id'
    where k.conrelid = c.oid and k.contype = 'f' and t.relnamespace = 'public'::regnamespace), '[]') as links,
  exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'version') as "isVersioned",
  has_any_column_privilege(c.oid, 'update') as "isLockable"
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any ($1)`

/**
 * The tables with these names that are there, by name; each stands after those it points to, and what
 * hangs on records after the records.
 */
export async function tableShapes(
  environment: Environment,
  names: readonly string[]
): Promise<Map<string, TableShape>> {
  const rows = await environment.query<TableShape>(SHAPES, [[...new Set(names)]])
  const sorted = new Map<string, TableShape>()
  const visit = (shape: TableShape, trail: readonly TableShape[]) => {
    if (sorted.has(shape.name) || trail.includes(shape)) return
    for (const { table } of shape.links) {
      const target = rows.find(({ name }) => name === table)
      if (target) visit(target, [...trail, shape])
    }
    sorted.set(shape.name, shape)
  }
  const isPart = ({ name }: TableShape) => recordParts.includes(name)
  for (const shape of rows.filter((each) => !isPart(each))) visit(shape, [])
  for (const shape of rows.filter(isPart)) visit(shape, [])
  return sorted
}
