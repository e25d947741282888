import type { Saying } from '../../domains/errors.ts'

/** Something in the database that is not as designed. */
export interface Finding {
  /** Short name of the rule: `rls-forced`. */
  rule: string
  /** What is at fault: `public.crm_contacts`. */
  object: string
  /** What is wrong with it. */
  fault: Saying
}

/**
 * A query over PostgreSQL's catalogue that returns a row with `object` for each fault. What is wrong
 * is said by `finding.<name>` in `reasons.json`, or by the one that a column `fault` names; other
 * columns are its values. It may use the common tables of `preamble`.
 */
export interface CatalogueRule {
  name: string
  sql: string
}

const WRITTEN = ['version', 'updated_at', 'updated_by']
const MADE = ['created_at', 'created_by']

/** Tables that the identity role reads before a tenant is known; the runtime role writes only parts of them. */
export const membershipTables = [
  'tenants',
  'locations',
  'memberships',
  'membership_locations',
  'membership_groups',
] as const

/** Tables of the audit log, which the runtime role only reads. */
export const auditTables = ['audit_entries', 'audit_changes'] as const
/**
 * What the runtime role may write of those tables, column by column. What gives rights is guarded
 * by a trigger as well.
 */
export const membershipWrites: Readonly<Record<string, Readonly<Record<string, string[]>>>> = {
  tenants: {
    update: ['name', 'time_zone', 'currency', 'language', 'date_format', 'paper_format', 'country'],
  },
  locations: {
    insert: [...WRITTEN, 'name', 'active', 'sequence', 'country', 'tenant_id', 'id', ...MADE],
    update: [...WRITTEN, 'name', 'active', 'sequence', 'country'],
  },
  memberships: { update: [...WRITTEN, 'name', 'email', 'all_locations', 'active'] },
  membership_locations: { insert: ['tenant_id', 'user_id', 'location_id'], delete: [] },
  membership_groups: { insert: ['tenant_id', 'user_id', 'group_name'], delete: [] },
}

/** The triggers without which those tables would give away rights. */
export const membershipGuards = [
  ['memberships', 'guard', 'app.guard_membership()'],
  ['memberships', 'follow', 'app.after_membership()'],
  ['membership_locations', 'guard', 'app.guard_membership_part()'],
  ['membership_groups', 'guard', 'app.guard_membership_part()'],
  ['membership_groups', 'keep_administrator', 'app.after_group_taken()'],
  ['tenants', 'guard', 'app.guard_tenant()'],
  ['memberships', 'guard_address', 'app.guard_address()'],
  ['invitations', 'guard', 'app.guard_invitation()'],
  ['invitations', 'guard_address', 'app.guard_address()'],
  ['invitation_groups', 'guard', 'app.guard_invitation()'],
  ['invitation_locations', 'guard', 'app.guard_invitation()'],
] as const

/** The functions that run with the owner's rights. Each asks for the tenant by itself. */
export const definerFunctions = [
  'app.search_ids(regclass,text[],integer)',
  'app.demand_two_factor(boolean)',
  'app.is_rare(regclass)',
  'app.custom_ids(regclass,jsonb[])',
  'app.open_webhook_endpoint(text,text)',
  'app.require_administrator(uuid,uuid)',
  'app.guard_membership()',
  'app.guard_membership_part()',
  'app.keep_administrator(uuid,text)',
  'app.after_group_taken()',
  'app.end_access(uuid,uuid)',
  'app.end_invitations(uuid,uuid)',
  'app.after_membership()',
  'app.guard_invitation()',
  'app.issue_invitation(uuid,text)',
  'app.hand_over_invitation(uuid,text)',
  'app.guard_address()',
  'app.works_there(uuid,boolean,uuid[])',
  'app.find_invitation(text)',
  'app.accept_invitation(text,uuid,text,text)',
  'app.change_email(text,uuid,jsonb)',
  'app.guard_tenant()',
  'app.require_platform_administrator(uuid)',
  'app.create_tenant(uuid,jsonb,text)',
  'app.set_tenant_active(uuid,uuid,boolean)',
  'app.count_customization()',
  'app.record_insertions()',
  'app.record_updates()',
  'app.record_deletion()',
  'app.ship_to_tenant()',
  'app.seal_entry()',
  'app.record_event(text,text,text,uuid,jsonb)',
  'app.record_refusal(text,uuid,text,jsonb)',
  'app.record_user_event(uuid,text,text,jsonb)',
  'app.mark_undo(uuid)',
  'app.move_parts()',
  'app.drop_parts()',
] as const

/** Those of them that look up records in any table: each asks in the scope that policies have. */
export const scopedFunctions = [
  'app.search_ids(regclass,text[],integer)',
  'app.custom_ids(regclass,jsonb[])',
  'app.is_rare(regclass)',
] as const

/** Schemas that the runtime role may use. */
export const runtimeSchemas = ['public', 'app', 'bullmq'] as const

/** A list of texts as SQL, for `in (…)`. The texts are constants of this folder. */
export const listed = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(', ')

/** The name of a role by its oid as SQL. Everybody is PUBLIC, as in GRANT. */
export const nameOf = (oid: string) =>
  `case ${oid} when 0 then 'PUBLIC' else pg_get_userbyid(${oid})::text end`

/**
 * Common tables of every rule. `$1` is a JSON object with the names of the roles by their keys.
 * `relation` holds what is neither the system's nor an extension's; `tenant_table` the tables of
 * the tenants' records; `protected_table` those and the table of the tenants itself.
 */
export const preamble = `
with role as (
  select given.key, r.* from jsonb_each_text($1::jsonb) as given (key, name)
  join pg_roles r on r.rolname = given.name
), space as (
  select oid, nspname as name, nspowner from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
), relation as (
  select c.oid, c.relname as name, s.name as space, s.name || '.' || c.relname as title, c.relkind,
    c.relowner, c.relacl, c.reloptions, c.relrowsecurity, c.relforcerowsecurity
  from pg_class c join space s on s.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and not exists (select from pg_depend d
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
), protected_table as (
  select * from relation where space = 'public' and relkind in ('r', 'p')
), tenant_table as (
  select t.*, a.attnum as tenant_column, a.attnotnull, a.atttypid from protected_table t
  left join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id' and not a.attisdropped
  where t.name <> 'tenants'
)`
