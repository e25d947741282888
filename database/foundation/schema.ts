import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'
import { activityTables } from './activities.ts'
import { activityTypeLanguages } from './activity_type_languages.ts'
import { activityTypeTables } from './activity_types.ts'
import { attachmentTables } from './attachments.ts'
import { apiKeyTables } from './api_keys.ts'
import { auditTables, changesByStatement } from './audit.ts'
import { auditOfLocations } from './audit_locations.ts'
import { auditFunctions } from './audit_functions.ts'
import { bulkRunTables } from './bulk_runs.ts'
import { changeLogPlans } from './change_log_plans.ts'
import { columnWidths } from './column_widths.ts'
import { dashboardOrigins } from './dashboard_origins.ts'
import { dashboardTables } from './dashboards.ts'
import { customizationTables } from './customization.ts'
import { countryColumns } from './countries.ts'
import { customFieldLanguages } from './custom_field_languages.ts'
import { customFieldTables } from './custom_fields.ts'
import { favouriteTables } from './favourites.ts'
import { emailChangeTables } from './email_changes.ts'
import { eventReasons } from './event_reasons.ts'
import { exportTables } from './exports.ts'
import { externalIdTables } from './external_ids.ts'
import { importMeanings } from './import_meanings.ts'
import { importTables } from './imports.ts'
import { inboxTables } from './inbox.ts'
import { invitationMakers } from './invitation_makers.ts'
import { invitationTables, invitedLanguage } from './invitations.ts'
import { messageTables } from './messages.ts'
import { moduleContributions } from './module_contributions.ts'
import { moduleHistory } from './module_history.ts'
import { moduleTables } from './modules.ts'
import { memberReach } from './member_reach.ts'
import { memberGuards } from './members.ts'
import { nextActivitiesIndex } from './next_activities.ts'
import { notificationTables } from './notifications.ts'
import { ownAccessTables } from './own_access.ts'
import { tenantPaper } from './paper.ts'
import { passwordTables } from './passwords.ts'
import { preferenceColumns } from './preferences.ts'
import { shippedTranslations } from './shipped_translations.ts'
import { tenantSettings } from './tenants.ts'
import { customIdsInScope, scopeFunctions } from './scope_condition.ts'
import { partFunctions } from './record_parts.ts'
import { reportTables } from './reports.ts'
import { viewPreferenceTables } from './view_preferences.ts'
import { writesAreTold } from './writes.ts'
import { protectPairs } from './pairs.ts'
import { twoFactorTables } from './two_factor.ts'
import { twoFactorDemand } from './two_factor_demand.ts'

/**
 * The functions that row-level security rests on, and the one by which tables tell of writes.
 * Policies call the first three inside a sub-select, so that each runs once for a statement and
 * not once for a row. A missing tenant is an error and never an empty result.
 */
export function contextFunctions(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  const identity = pg.escapeIdentifier(credentials.roleName('identity'))
  return `
create schema if not exists app;
grant usage on schema app to ${runtime}, ${identity};

create or replace function app.tenant_id() returns uuid language plpgsql stable parallel safe
  set search_path = pg_catalog as $$
declare setting text := current_setting('app.tenant_id', true);
begin
  if setting is null or setting = '' then
    raise exception 'tenant context missing' using errcode = '42501';
  end if;
  return setting::uuid;
end $$;

create or replace function app.user_id() returns uuid language sql stable parallel safe
  set search_path = pg_catalog as $$
  select nullif(current_setting('app.user_id', true), '')::uuid
$$;

create or replace function app.all_locations() returns boolean language sql stable parallel safe
  set search_path = pg_catalog as $$
  select coalesce(current_setting('app.locations', true), '') = '*'
$$;

create or replace function app.location_ids() returns uuid[] language sql stable parallel safe
  set search_path = pg_catalog as $$
  select case when coalesce(current_setting('app.locations', true), '') in ('', '*') then '{}'::uuid[]
    else current_setting('app.locations', true)::uuid[] end
$$;

create or replace function app.uuidv7() returns uuid language sql volatile parallel unsafe
  set search_path = pg_catalog as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
    from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

create or replace function app.tell_written() returns trigger language plpgsql
  set search_path = pg_catalog as $$
begin
  perform pg_notify('tatami_written',
    coalesce(nullif(current_setting('app.tenant_id', true), ''), '*') || ' ' || tg_table_name);
  return null;
end $$;

create or replace function app.tell_writes(target regclass) returns void language plpgsql
  set search_path = pg_catalog as $$
begin
  execute format('create or replace trigger written after insert or update or delete or truncate'
    || ' on %s for each statement execute function app.tell_written()', target);
end $$;

-- Makes another text of a row searchable than before. PostgreSQL before 17 cannot change the expression
-- of a stored column, so it is made anew, and its index with it.
create or replace function app.search_by(target regclass, searched text) returns void language plpgsql
  set search_path = pg_catalog, public as $$
begin
  execute format('alter table %s drop column if exists search_text,'
    || ' add column search_text text generated always as (%s) stored', target, searched);
  execute format('create index on %s using gin (tenant_id, search_text gin_trgm_ops)', target);
end $$;

-- Adds a text to what is searched of a row where a column is searched already.
create or replace function app.search_too(target regclass, name name, more text) returns void
  language plpgsql set search_path = pg_catalog as $$
declare searched text;
begin
  select pg_get_expr(d.adbin, d.adrelid) into searched from pg_attribute s
  join pg_attrdef d on d.adrelid = s.attrelid and d.adnum = s.attnum
  where s.attrelid = target and s.attname = 'search_text';
  if searched ~ ('\\m' || name || '\\M') then
    perform app.search_by(target, searched || ' || lower('' '' || ' || more || ')');
  end if;
end $$;

create or replace function app.located_pairs(target regclass, out records regclass, out key name)
  returns setof record language sql stable set search_path = pg_catalog as $$
  select k.confrelid, a.attname
  from pg_constraint k
  join pg_attribute a on a.attrelid = target and a.attnum = any(k.conkey) and a.attname <> 'tenant_id'
  where k.conrelid = target and k.contype = 'f'
    and not exists (select from pg_attribute own where own.attrelid = target
      and own.attname in ('id', 'location_id') and not own.attisdropped)
    and exists (select from pg_attribute other where other.attrelid = k.confrelid
      and other.attname = 'location_id' and not other.attisdropped)
  order by a.attnum
$$;

${scopeFunctions}
create or replace function app.protect(target regclass) returns void language plpgsql
  set search_path = pg_catalog as $$
declare
  condition text := app.scope_condition(target, '(select app.tenant_id())', '(select app.all_locations())',
    '(select app.location_ids())::uuid[]');
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('drop policy if exists scope on %s', target);
  execute format('create policy scope on %s to ${runtime} using (%s) with check (%s)',
    target, condition, condition);
  execute format('grant select, insert, update, delete on %s to ${runtime}', target);
  perform app.tell_writes(target);
  perform app.log_changes(target);
  perform app.keep_parts(target);
end $$;

revoke execute on function app.protect(regclass) from public;
revoke execute on function app.tell_writes(regclass) from public;
revoke execute on function app.search_by(regclass, text), app.search_too(regclass, name, text) from public;
revoke execute on function app.located_pairs(regclass) from public;

-- One condition for each pattern: of \`like all\` PostgreSQL asks no index.
create or replace function app.search_ids(target regclass, patterns text[], most integer)
  returns setof uuid language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  conditions text := (select string_agg(format('search_text like %L', pattern), ' and ')
    from unnest(patterns) as pattern);
begin
  return query execute format('select id from %s where %s and %s limit $1',
    target, app.scope_of_asker(target, 'search_text'), coalesce(conditions, 'true')) using most;
end $$;

create or replace function app.is_rare(target regclass) returns boolean language plpgsql stable
  security definer set search_path = pg_catalog, public as $$
declare
  mine bigint;
  everyones bigint;
begin
  execute format('select count(*) filter (where %s), count(*) from %s where tenant_id = $1',
    app.scope_of_asker(target, 'location_id'), target) into mine, everyones using app.tenant_id();
  return mine * 10 < everyones;
end $$;

revoke execute on function app.is_rare(regclass) from public;
grant execute on function app.is_rare(regclass) to ${runtime};
revoke execute on function app.search_ids(regclass, text[], integer) from public;
grant execute on function app.search_ids(regclass, text[], integer) to ${runtime};
${auditFunctions(credentials)}${partFunctions}`
}

/** What must be known before a tenant is: log-ins, sessions, and who belongs where. */
export function identityTables(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  const identity = pg.escapeIdentifier(credentials.roleName('identity'))
  return `
create schema identity;
grant usage on schema identity to ${identity};

create table identity.users (
  id uuid primary key default app.uuidv7(),
  email text not null unique check (email = lower(email)),
  password text,
  name text not null,
  language text not null default 'en',
  time_zone text not null default 'UTC',
  is_platform_administrator boolean not null default false,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.tenants (
  id uuid primary key default app.uuidv7(),
  name text not null,
  time_zone text not null default 'UTC',
  currency text not null default 'EUR',
  active boolean not null default true,
  created_at timestamptz not null default now()
);

create table public.locations (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  name text not null,
  active boolean not null default true,
  sequence integer not null default 10,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);

create table public.memberships (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null references identity.users (id),
  name text not null,
  email text not null,
  all_locations boolean not null default false,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (tenant_id, id)
);

create index on public.memberships (id);

create table public.membership_locations (
  tenant_id uuid not null default app.tenant_id(),
  user_id uuid not null,
  location_id uuid not null,
  primary key (tenant_id, user_id, location_id),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete cascade,
  foreign key (tenant_id, location_id) references public.locations (tenant_id, id) on delete cascade
);
create index on public.membership_locations (tenant_id, location_id);

create table public.membership_groups (
  tenant_id uuid not null default app.tenant_id(),
  user_id uuid not null,
  group_name text not null,
  primary key (tenant_id, user_id, group_name),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete cascade
);

create table identity.sessions (
  id text primary key,
  user_id uuid references identity.users (id) on delete cascade,
  tenant_id uuid references public.tenants (id) on delete set null,
  location_ids uuid[],
  data text not null,
  ip text,
  user_agent text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on identity.sessions (user_id);
create index on identity.sessions (expires_at);

create table identity.remember_me_tokens (
  id bigint generated always as identity primary key,
  tokenable_id uuid not null references identity.users (id) on delete cascade,
  hash text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on identity.remember_me_tokens (tokenable_id);

create table identity.rate_limits (
  key text primary key,
  points integer not null default 0,
  expire bigint
);

select app.protect('public.locations');
select app.protect('public.memberships');
select app.protect('public.membership_locations');
select app.protect('public.membership_groups');

revoke insert, update, delete on public.locations, public.memberships,
  public.membership_locations, public.membership_groups from ${runtime};

alter table public.tenants enable row level security;
alter table public.tenants force row level security;
create policy scope on public.tenants to ${runtime}
  using (id = (select app.tenant_id())) with check (id = (select app.tenant_id()));
grant select on public.tenants to ${runtime};

grant select, insert, update, delete on all tables in schema identity to ${identity};
revoke insert, delete on identity.users from ${identity};
grant usage on all sequences in schema identity to ${identity};
grant usage on schema public to ${identity}, ${runtime};
grant select on public.tenants, public.locations, public.memberships,
  public.membership_locations, public.membership_groups to ${identity};
create policy identity_reads on public.tenants for select to ${identity} using (true);
create policy identity_reads on public.locations for select to ${identity} using (true);
create policy identity_reads on public.memberships for select to ${identity} using (true);
create policy identity_reads on public.membership_locations for select to ${identity} using (true);
create policy identity_reads on public.membership_groups for select to ${identity} using (true);

create table app.modules (
  name text primary key,
  version text not null,
  state text not null check (state in ('installed', 'disabled')),
  installed_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table app.module_migrations (
  module text not null,
  name text not null,
  executed_at timestamptz not null default now(),
  primary key (module, name)
);
grant select on app.modules to ${runtime}, ${identity};
`
}

/** A host migration: applied once, in this order, each in the transaction of the setup. */
export interface FoundationStep {
  name: string
  sql: (credentials: DatabaseCredentials) => string
}

export const foundation: FoundationStep[] = [
  { name: '0001_identity', sql: identityTables },
  { name: '0002_inbox', sql: inboxTables },
  { name: '0003_customization', sql: customizationTables },
  { name: '0004_passwords', sql: passwordTables },
  { name: '0005_custom_fields', sql: customFieldTables },
  { name: '0006_writes', sql: writesAreTold },
  { name: '0007_module_operations', sql: moduleTables },
  { name: '0008_api_keys', sql: apiKeyTables },
  { name: '0009_audit', sql: auditTables },
  { name: '0010_pairs', sql: protectPairs },
  { name: '0011_two_factor', sql: twoFactorTables },
  { name: '0012_members', sql: memberGuards },
  { name: '0013_invitations', sql: invitationTables },
  { name: '0014_two_factor_demand', sql: twoFactorDemand },
  { name: '0015_own_access', sql: ownAccessTables },
  { name: '0016_module_history', sql: moduleHistory },
  { name: '0017_tenants', sql: tenantSettings },
  { name: '0018_change_log', sql: changesByStatement },
  { name: '0019_audit_locations', sql: auditOfLocations },
  { name: '0020_messages', sql: messageTables },
  { name: '0021_exports', sql: exportTables },
  { name: '0022_activities', sql: activityTables },
  { name: '0023_external_ids', sql: externalIdTables },
  { name: '0024_notifications', sql: notificationTables },
  { name: '0025_bulk_runs', sql: bulkRunTables },
  { name: '0026_attachments', sql: attachmentTables },
  { name: '0027_favourites', sql: favouriteTables },
  { name: '0028_imports', sql: importTables },
  { name: '0029_dashboards', sql: dashboardTables },
  { name: '0030_invited_language', sql: invitedLanguage },
  { name: '0031_email_changes', sql: emailChangeTables },
  { name: '0032_view_preferences', sql: viewPreferenceTables },
  { name: '0033_dashboard_origins', sql: dashboardOrigins },
  { name: '0034_next_activities', sql: nextActivitiesIndex },
  { name: '0035_scope_condition', sql: customIdsInScope },
  { name: '0036_column_widths', sql: columnWidths },
  { name: '0037_activity_types', sql: activityTypeTables },
  { name: '0038_shipped_translations', sql: shippedTranslations },
  { name: '0039_custom_field_languages', sql: customFieldLanguages },
  { name: '0040_reports', sql: reportTables },
  { name: '0041_activity_type_languages', sql: activityTypeLanguages },
  { name: '0042_preferences', sql: preferenceColumns },
  { name: '0043_paper', sql: tenantPaper },
  { name: '0044_member_reach', sql: memberReach },
  { name: '0045_module_contributions', sql: moduleContributions },
  { name: '0046_invitation_makers', sql: invitationMakers },
  { name: '0047_event_reasons', sql: eventReasons },
  { name: '0048_change_log_plans', sql: changeLogPlans },
  { name: '0049_import_meanings', sql: importMeanings },
  { name: '0050_countries', sql: countryColumns },
]
