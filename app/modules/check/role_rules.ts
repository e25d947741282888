import { roleAttributes, roleSettings } from '#database/foundation/roles'
import { roles } from '../../identity/credentials.ts'
import { definerFunctions, listed, scopedFunctions, type CatalogueRule } from './rule.ts'

/** Attributes that no role may have, and how PostgreSQL's catalogue names each attribute. */
const catalogueNames = {
  login: 'rolcanlogin',
  bypassrls: 'rolbypassrls',
  inherit: 'rolinherit',
  superuser: 'rolsuper',
  createdb: 'rolcreatedb',
  createrole: 'rolcreaterole',
  replication: 'rolreplication',
} as const

const withheld = { superuser: false, createdb: false, createrole: false, replication: false }

const wantedAttributes = roles.flatMap((role) =>
  Object.entries({ ...roleAttributes[role], ...withheld }).map(
    ([name, wanted]) =>
      `select '${role}' as key, '${name}' as attribute, ${wanted} as wanted, ` +
      `(select ${catalogueNames[name as keyof typeof catalogueNames]} from role where key = '${role}') as found`
  )
)

const wantedSettings = roles.flatMap((role) =>
  Object.entries(roleSettings[role]).map(
    ([name, value]) => `('${role}', '${name}', '${name}=${value}')`
  )
)

const FUNCTIONS = `
  from pg_proc f join space s on s.oid = f.pronamespace
  where not exists (select from pg_depend d
    where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')`
const SIGNATURE = `s.name || '.' || f.proname || '(' || coalesce((
  select string_agg(format_type(given.type, null), ',' order by given.number)
  from unnest(f.proargtypes) with ordinality as given (type, number)), '') || ')'`

/** What the roles and the functions that run with the owner's rights must look like. */
export const roleRules: CatalogueRule[] = [
  {
    name: 'role',
    sql: `select given.value as object
      from jsonb_each_text($1::jsonb) given
      where not exists (select from role where role.key = given.key)`,
  },
  {
    name: 'role-attribute',
    sql: `select role.rolname::text as object,
        case when wanted then 'role-lacks' else 'role-has' end as fault, attribute
      from (${wantedAttributes.join(' union all ')}) as a join role using (key)
      where found is distinct from wanted`,
  },
  {
    name: 'role-setting',
    sql: `select role.rolname::text as object, name as setting, split_part(wanted, '=', 2) as value
      from (values ${wantedSettings.join(', ')}) as settings (key, name, wanted) join role using (key)
      where not exists (select from pg_db_role_setting d where d.setrole = role.oid
        and d.setdatabase = (select oid from pg_database where datname = current_database())
        and wanted = any (d.setconfig))`,
  },
  {
    name: 'role-member',
    sql: `select role.rolname::text as object, pg_get_userbyid(m.roleid)::text as role
      from role join pg_auth_members m on m.member = role.oid
      where not (role.key = 'backup' and pg_get_userbyid(m.roleid) = 'pg_read_all_data')`,
  },
  {
    name: 'owner',
    sql: `select r.title as object, pg_get_userbyid(r.relowner)::text as who
      from relation r where r.relowner is distinct from (select oid from role where key = 'owner')
      union all
      select s.name::text, pg_get_userbyid(s.nspowner)::text
      from space s where s.name <> 'public'
        and s.nspowner is distinct from (select oid from role where key = 'owner')
      union all
      select ${SIGNATURE}, pg_get_userbyid(f.proowner)::text
      ${FUNCTIONS} and f.proowner is distinct from (select oid from role where key = 'owner')`,
  },
  {
    name: 'protect',
    sql: `select 'app.protect(regclass)' as object, role.rolname::text as who
      from role where role.key <> 'owner'
        and has_function_privilege(role.oid, to_regprocedure('app.protect(regclass)'), 'execute')`,
  },
  {
    name: 'definer',
    sql: `select ${SIGNATURE} as object
      ${FUNCTIONS} and f.prosecdef and ${SIGNATURE} not in (${listed(definerFunctions)})`,
  },
  {
    name: 'definer-scope',
    sql: `select ${SIGNATURE} as object
      ${FUNCTIONS} and ${SIGNATURE} in (${listed(scopedFunctions)})
      and strpos(f.prosrc, 'app.scope_of_asker(target') = 0`,
  },
  {
    name: 'definer-everybody',
    sql: `select ${SIGNATURE} as object
      ${FUNCTIONS} and f.prosecdef and (f.proacl is null
        or exists (select from aclexplode(f.proacl) granted where granted.grantee = 0))`,
  },
  {
    name: 'search-path',
    sql: `select ${SIGNATURE} as object
      ${FUNCTIONS} and (f.prosecdef or s.name = 'app') and (f.prosecdef or f.prosqlbody is null)
      and not exists (select from unnest(f.proconfig) as setting where setting like 'search_path=%')`,
  },
  {
    name: 'parallel',
    sql: `select ${SIGNATURE} as object
      ${FUNCTIONS} and f.provolatile = 'v' and f.proparallel <> 'u'`,
  },
]
