import { listed, membershipGuards, membershipTables, nameOf, type CatalogueRule } from './rule.ts'

/** How PostgreSQL prints the conditions that `app.protect` writes. */
const TENANT = `case t.name when 'tenants' then '(id' else '(tenant_id' end
  || ' = ( SELECT app.tenant_id() AS tenant_id))'`
const LOCATION = `'((location_id IS NULL) OR ( SELECT app.all_locations() AS all_locations)'
  || ' OR (location_id = ANY (( SELECT app.location_ids() AS location_ids)::uuid[])))'`

/**
 * The permissive policies that open a table to the runtime role, and their conditions. A condition
 * holds when it is what is wanted, or begins with it in an AND that nothing encloses.
 */
const OPENING = `
  from protected_table t join pg_policy p on p.polrelid = t.oid and p.polpermissive
  cross join lateral unnest(array[pg_get_expr(p.polqual, t.oid), pg_get_expr(p.polwithcheck, t.oid)])
    as condition
  where p.polroles && array[0::oid, (select oid from role where key = 'runtime')]
    and condition is not null`

const holds = (wanted: string) =>
  `(condition = ${wanted} or starts_with(condition, '(' || ${wanted} || ' AND '))`

const LOCATED = `exists (select from pg_attribute a
  where a.attrelid = t.oid and a.attname = 'location_id' and not a.attisdropped)`

/** What row-level security must say. */
export const policyRules: CatalogueRule[] = [
  {
    name: 'rls',
    sql: `select t.title as object
      from protected_table t where not relrowsecurity`,
  },
  {
    name: 'rls-forced',
    sql: `select t.title as object
      from protected_table t where not relforcerowsecurity`,
  },
  {
    name: 'policy',
    sql: `select t.title as object
      from protected_table t where not exists (select from pg_policy p where p.polrelid = t.oid
        and p.polpermissive and p.polcmd = '*' and p.polqual is not null
        and p.polwithcheck is not null
        and p.polroles = array[(select oid from role where key = 'runtime')])`,
  },
  {
    name: 'policy-tenant',
    sql: `select distinct t.title || ', ' || p.polname as object
      ${OPENING} and not ${holds(TENANT)}`,
  },
  {
    name: 'policy-location',
    sql: `select distinct t.title || ', ' || p.polname as object
      ${OPENING} and ${LOCATED} and ${holds(TENANT)}
        and condition <> '(' || ${TENANT} || ' AND ' || ${LOCATION} || ')'
        and not starts_with(condition, '(' || ${TENANT} || ' AND ' || ${LOCATION} || ' AND ')`,
  },
  {
    name: 'policy-pairs',
    sql: `select distinct t.title || ', ' || p.policyname as object, pair.records
      from protected_table t cross join lateral app.located_pairs(t.oid) as pair
      join pg_policies p on p.schemaname = t.space and p.tablename = t.name
        and p.permissive = 'PERMISSIVE'
        and p.roles && array['public', (select rolname from role where key = 'runtime')]
      cross join lateral unnest(array[p.qual, p.with_check]) as condition
      where condition !~ ('EXISTS \\( SELECT\\s+FROM (public\\.)?' || pair.records || ' o\\s')`,
  },
  {
    name: 'policy-role',
    sql: `select t.title || ', ' || p.polname as object,
        ${nameOf('member')} as who
      from protected_table t join pg_policy p on p.polrelid = t.oid
      cross join unnest(p.polroles) as member
      where member is distinct from (select oid from role where key = 'runtime')
        and not (member = (select oid from role where key = 'identity') and p.polcmd = 'r'
          and t.name in (${listed(membershipTables)}))`,
  },
  {
    name: 'guard',
    sql: `select 'public.' || wanted.name as object, wanted.trigger, wanted.function
      from (values ${membershipGuards.map((guard) => `(${guard.map((part) => `'${part}'`).join(', ')})`).join(', ')})
        as wanted (name, trigger, function)
      where not exists (select from pg_trigger g
        where g.tgrelid = to_regclass('public.' || wanted.name) and g.tgname = wanted.trigger
          and g.tgfoid = to_regprocedure(wanted.function) and g.tgenabled in ('O', 'A')
          and g.tgqual is null)`,
  },
]
