import {
  auditTables,
  listed,
  membershipTables,
  membershipWrites,
  nameOf,
  runtimeSchemas,
  type CatalogueRule,
} from './rule.ts'

/** Every privilege on a relation or on one of its columns that a role or everybody has. */
const GRANTS = `
  from relation r
  cross join lateral (
    select *, null::name as part from aclexplode(r.relacl)
    union select acl.*, a.attname from pg_attribute a cross join aclexplode(a.attacl) acl where a.attrelid = r.oid
  ) granted
  left join role on role.oid = granted.grantee
  where granted.grantee <> r.relowner`

const GRANTED = `r.title as object, 'grant' as fault, ${nameOf('granted.grantee')} as who,
  granted.privilege_type || coalesce(' (' || granted.part || ')', '') as privilege`
const MEMBERSHIP = `r.space = 'public' and r.name in (${listed(membershipTables)})`
const AUDIT = `r.space = 'public' and r.name in (${listed(auditTables)})`
const IS_READ = `granted.privilege_type = 'SELECT'`
const IS_MEMBER_WRITE = `(r.name, lower(granted.privilege_type), coalesce(granted.part, '')) in (
  ${Object.entries(membershipWrites)
    .flatMap(([table, writes]) =>
      Object.entries(writes).flatMap(([privilege, columns]) =>
        (columns.length > 0 ? columns : ['']).map(
          (part) => `('${table}', '${privilege}', '${part}')`
        )
      )
    )
    .join(', ')})`
const IS_MODULE_LIST = `r.title = 'app.modules' and ${IS_READ}`
/** Rights on archived tables stay for their return; the schema lets nobody in (`schema-usage`). */
const IS_ARCHIVE = `r.space ~ '^archive_[0-9]+$'`
const IS_ROW_RIGHT = `granted.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`

/** What the roles may do with tables, schemas and functions. */
export const grantRules: CatalogueRule[] = [
  {
    name: 'grant-stranger',
    sql: `select distinct ${GRANTED} ${GRANTS} and role.key is null`,
  },
  {
    name: 'grant-runtime',
    sql: `select distinct ${GRANTED} ${GRANTS} and role.key = 'runtime' and not case
        when ${MEMBERSHIP} then ${IS_READ} or ${IS_MEMBER_WRITE}
        when ${AUDIT} then ${IS_READ}
        when r.space = 'public' then r.relkind <> 'S' and ${IS_ROW_RIGHT}
        when r.space = 'app' then ${IS_MODULE_LIST}
        when r.space = 'bullmq' then ${IS_ROW_RIGHT} or granted.privilege_type = 'USAGE'
        when ${IS_ARCHIVE} then ${IS_ROW_RIGHT}
        else false end`,
  },
  {
    name: 'grant-identity',
    sql: `select distinct ${GRANTED} ${GRANTS} and role.key = 'identity' and not case
        when ${MEMBERSHIP} then ${IS_READ}
        when r.space = 'app' then ${IS_MODULE_LIST}
        when r.space = 'identity' then ${IS_ROW_RIGHT} or granted.privilege_type = 'USAGE'
        else false end`,
  },
  {
    name: 'grant-backup',
    sql: `select distinct ${GRANTED} ${GRANTS} and role.key = 'backup' and not (${IS_READ})`,
  },
  {
    name: 'schema-create',
    sql: `select s.name as object, role.rolname::text as who
      from role cross join space s
      where role.key <> 'owner' and has_schema_privilege(role.oid, s.oid, 'create')`,
  },
  {
    name: 'schema-usage',
    sql: `select s.name as object, role.rolname::text as who
      from role cross join space s
      where has_schema_privilege(role.oid, s.oid, 'usage') and case role.key
        when 'runtime' then s.name not in (${listed(runtimeSchemas)})
        when 'identity' then s.name not in ('public', 'app', 'identity')
        else false end`,
  },
  {
    name: 'database-create',
    sql: `select current_database()::text as object,
        'database-' || privilege as fault, role.rolname::text as who
      from role cross join (values ('create'), ('temporary')) as rights (privilege)
      where role.key <> 'owner'
        and has_database_privilege(role.oid, current_database(), privilege)`,
  },
  {
    name: 'default-grant',
    sql: `select pg_get_userbyid(d.defaclrole)::text as object from pg_default_acl d`,
  },
  {
    name: 'view',
    sql: `select distinct r.title as object, role.rolname::text as who,
        case r.relkind when 'm' then 'view-materialized' else 'view' end as fault
      from relation r cross join role
      where role.key in ('runtime', 'identity') and has_any_column_privilege(role.oid, r.oid, 'select')
        and (r.relkind = 'm' or r.relkind = 'v' and not coalesce(
          r.reloptions && array['security_invoker=true', 'security_invoker=on'], false))`,
  },
]
