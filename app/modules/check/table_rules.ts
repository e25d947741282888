import { auditTables, listed, type CatalogueRule } from './rule.ts'

/** The only index of a tenant table that need not begin with the tenant: log-in looks there. */
const IDENTITY_INDEX = `t.name = 'memberships' and pg_get_indexdef(i.indexrelid, 1, true) = 'id'`

/** The only foreign key that leaves the schema: a membership is a user's. */
const USER_KEY = `t.name = 'memberships' and k.confrelid = to_regclass('identity.users')`

/** Whether an index has the columns of the foreign key `k` first, in any order, for every row. */
const LEADS = `i.indrelid = k.conrelid and i.indpred is null and i.indisvalid and
  (select array_agg(c order by c) from unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) c) =
  (select array_agg(c order by c) from unnest(k.conkey) c)`

/** What the tables of tenant records must look like. */
export const tableRules: CatalogueRule[] = [
  {
    name: 'tenant-column',
    sql: `select t.title as object
      from tenant_table t where tenant_column is null or atttypid <> 'uuid'::regtype`,
  },
  {
    name: 'tenant-null',
    sql: `select t.title as object
      from tenant_table t where tenant_column is not null and not attnotnull`,
  },
  {
    name: 'tenant-default',
    sql: `select t.title as object
      from tenant_table t left join pg_attrdef d on d.adrelid = t.oid and d.adnum = t.tenant_column
      where tenant_column is not null
        and pg_get_expr(d.adbin, d.adrelid) is distinct from 'app.tenant_id()'`,
  },
  {
    name: 'primary-key',
    sql: `select t.title as object
      from tenant_table t where tenant_column is not null and not exists (select from pg_index i
        where i.indrelid = t.oid and i.indisprimary and i.indkey[0] = t.tenant_column)`,
  },
  {
    name: 'unique-key',
    sql: `select t.title || ', ' || i.indexrelid::regclass::text as object
      from tenant_table t join pg_index i on i.indrelid = t.oid
      where tenant_column is not null and (i.indisunique or i.indisexclusion) and not i.indisprimary
        and i.indkey[0] <> t.tenant_column`,
  },
  {
    name: 'index',
    sql: `select t.title || ', ' || i.indexrelid::regclass::text as object
      from tenant_table t join pg_index i on i.indrelid = t.oid
      where tenant_column is not null and not i.indisunique and not i.indisexclusion
        and i.indkey[0] <> t.tenant_column and not (${IDENTITY_INDEX})`,
  },
  {
    name: 'foreign-key',
    sql: `select t.title || ', ' || k.conname as object
      from tenant_table t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      join protected_table other on other.oid = k.confrelid
      left join pg_attribute there on there.attrelid = other.oid and there.attnum = k.confkey[1]
      where k.conkey[1] is distinct from t.tenant_column
        or there.attname <> case other.name when 'tenants' then 'id' else 'tenant_id' end`,
  },
  {
    name: 'foreign-key-out',
    sql: `select t.title || ', ' || k.conname as object, k.confrelid::regclass::text as target
      from tenant_table t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      where not exists (select from protected_table other where other.oid = k.confrelid)
        and not (${USER_KEY})`,
  },
  {
    name: 'foreign-key-null',
    sql: `select t.title || ', ' || k.conname as object
      from tenant_table t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      where k.confdeltype in ('n', 'd')
        and (k.confdelsetcols is null or t.tenant_column = any (k.confdelsetcols))`,
  },
  {
    name: 'foreign-key-index',
    sql: `select t.title || ', ' || k.conname as object
      from protected_table t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      where not exists (select from pg_index i where ${LEADS})`,
  },
  {
    name: 'sequence',
    sql: `select t.title || ', ' || a.attname as object
      from tenant_table t join pg_attribute a on a.attrelid = t.oid and not a.attisdropped
      left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
      where a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%'`,
  },
  {
    name: 'translations',
    sql: `select t.title || ', ' || a.attname as object
      from tenant_table t join pg_attribute a on a.attrelid = t.oid and not a.attisdropped
        and a.attname like '%\\_translations'
      left join pg_attribute source on source.attrelid = t.oid and not source.attisdropped
        and source.attname = left(a.attname, -length('_translations'))
      where a.atttypid <> 'jsonb'::regtype or source.atttypid is distinct from 'text'::regtype`,
  },
  {
    name: 'written',
    sql: `select t.title as object
      from tenant_table t where t.name not in (${listed(auditTables)})
        and not exists (select from pg_trigger g where g.tgrelid = t.oid
        and g.tgfoid = to_regprocedure('app.tell_written()') and g.tgtype = 60
        and g.tgenabled = 'O')`,
  },
  {
    name: 'change-log',
    sql: `select t.title as object
      from protected_table t where not app.logs_changes(t.oid)`,
  },
  {
    name: 'parts',
    sql: `select t.title as object, 'parts' as fault
      from protected_table t where app.holds_records(t.oid) and not exists (select from pg_trigger g
        where g.tgrelid = t.oid and g.tgfoid = to_regproc('app.drop_parts') and g.tgenabled = 'O'
          and g.tgtype = 8)
      union all select t.title, 'parts-moved'
      from protected_table t where app.holds_records(t.oid)
        and exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'location_id'
          and not a.attisdropped)
        and not exists (select from pg_trigger g where g.tgrelid = t.oid and g.tgenabled = 'O'
          and g.tgfoid = to_regproc('app.move_parts') and g.tgtype = 17)`,
  },
  {
    name: 'seal',
    sql: `select t.title as object
      from tenant_table t where t.name = 'audit_entries' and not exists (select from pg_trigger g
        where g.tgrelid = t.oid and g.tgfoid = to_regproc('app.seal_entry') and g.tgenabled = 'O'
          and g.tgdeferrable and g.tginitdeferred and g.tgtype = 5)`,
  },
]
