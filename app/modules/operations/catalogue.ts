/** Something in the schema `public` that can belong to a module. */
export interface SchemaObject {
  kind:
    | 'table'
    | 'view'
    | 'sequence'
    | 'function'
    | 'type'
    | 'column'
    | 'index'
    | 'constraint'
    | 'trigger'
    | 'policy'
  /** The table that a column, index, constraint, trigger or policy is part of; else empty. */
  relation: string
  name: string
}

/** Runs a statement that is no part of a plan and returns its rows. */
export type Look = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>

const NOT_OF_AN_EXTENSION = (catalogue: string, oid: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass
    and d.objid = ${oid} and d.deptype in ('e', 'i'))`

const OBJECTS = `
with relation as (
  select c.oid, c.relname::text as name, c.relkind from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
      and d.objid = c.oid and d.deptype in ('e', 'i', 'a'))
)
select case relkind when 'v' then 'view' when 'm' then 'view' when 'S' then 'sequence'
  else 'table' end as kind, '' as relation, name from relation
union all
select 'column', r.name, a.attname from relation r join pg_attribute a on a.attrelid = r.oid
  and a.attnum > 0 and not a.attisdropped where r.relkind in ('r', 'p')
union all
select 'index', r.name, x.relname from relation r join pg_index i on i.indrelid = r.oid
  join pg_class x on x.oid = i.indexrelid
  where not exists (select from pg_constraint k where k.conindid = x.oid and k.contype in ('p', 'u', 'x'))
union all
select 'constraint', r.name, k.conname from relation r join pg_constraint k on k.conrelid = r.oid
  where k.contype <> 'n'
union all
select 'trigger', r.name, t.tgname from relation r join pg_trigger t on t.tgrelid = r.oid
  where not t.tgisinternal
union all
select 'policy', r.name, p.polname from relation r join pg_policy p on p.polrelid = r.oid
union all
select 'function', '', format('%I(%s)', f.proname, pg_get_function_identity_arguments(f.oid))
  from pg_proc f where f.pronamespace = 'public'::regnamespace and ${NOT_OF_AN_EXTENSION('pg_proc', 'f.oid')}
union all
select 'type', '', t.typname from pg_type t left join pg_class c on c.oid = t.typrelid
  where t.typnamespace = 'public'::regnamespace and (t.typtype in ('e', 'd') or c.relkind = 'c')
    and ${NOT_OF_AN_EXTENSION('pg_type', 't.oid')}`

/** Everything in the schema `public` that is not an extension's, by `keyOf`. */
export async function schemaObjects(look: Look): Promise<Map<string, SchemaObject>> {
  const rows = await look<SchemaObject>(OBJECTS)
  return new Map(rows.map((row) => [keyOf(row), row]))
}

/** A text that no two objects share. */
export function keyOf({ kind, relation, name }: SchemaObject): string {
  return `${kind} ${relation} ${name}`
}

/** Objects that are in the second map and not in the first. */
export function objectsAdded(
  before: ReadonlyMap<string, SchemaObject>,
  after: ReadonlyMap<string, SchemaObject>
): SchemaObject[] {
  return [...after].filter(([key]) => !before.has(key)).map(([, object]) => object)
}
