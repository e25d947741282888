import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * The functions that write the audit log. Pages and jobs cannot write it themselves: every write to
 * a tenant's table reaches it through a trigger, everything else through `app.record_event` and its
 * siblings, and each entry is sealed when its transaction commits.
 */
export function auditFunctions(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  const identity = pg.escapeIdentifier(credentials.roleName('identity'))
  return `${triggerFunctions}${recordChanges}${sealEntry}${eventFunctions}
revoke execute on function app.log_changes(regclass), app.refresh_change_logs(), app.record_insertions(),
  app.record_updates(), app.record_deletion(), app.seal_entry(), app.record_event(text, text, text, uuid, jsonb),
  app.record_refusal(text, uuid, text, jsonb), app.record_user_event(uuid, text, text, jsonb),
  app.mark_undo(uuid) from public;
grant execute on function app.record_event(text, text, text, uuid, jsonb),
  app.record_refusal(text, uuid, text, jsonb), app.mark_undo(uuid) to ${runtime};
grant execute on function app.record_user_event(uuid, text, text, jsonb) to ${identity};
`
}

/**
 * Which triggers a table needs. Their arguments say what never changes about a table and would cost
 * to ask for each row: columns that are left out (the tenant, and what the database makes by itself),
 * secret columns, the column that names the record, and the table of the record where that is
 * another one, as for the pairs of a many2many.
 *
 * Insertions and updates are logged once for a statement: 50,000 rows in 4 seconds instead of 9,
 * beside the 7 that the insertion itself takes. Deletions are logged row by row, under a name that
 * begins with a capital, so that the trigger runs before those of foreign keys: a deleted record
 * stands in the log before what goes with it. An event of a webhook is its own record when it
 * arrives, so its insertion is not logged a second time.
 */
const triggerFunctions = `
create or replace function app.change_arguments(target regclass) returns text[] language sql stable
  set search_path = pg_catalog as $$
  with columns as (
    select a.attname::text as name, a.attnum as number, a.atttypid as type, a.attgenerated <> '' as generated,
      coalesce(col_description(target, a.attnum) = 'secret', false) as secret,
      (select p.place from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as p (number, place)
        where i.indrelid = target and i.indisprimary and p.number = a.attnum) as key
    from pg_attribute a where a.attrelid = target and a.attnum > 0 and not a.attisdropped
  ), record as (
    select name, number from columns where type = 'uuid'::regtype and (name = 'id' or key = 2)
    order by name <> 'id' limit 1
  ), parent as (
    select n.nspname || '.' || c.relname as title
    from record join pg_constraint k on k.conrelid = target and k.contype = 'f' and record.number = any (k.conkey)
    join pg_class c on c.oid = k.confrelid join pg_namespace n on n.oid = c.relnamespace
    where record.name <> 'id' and not exists (select from columns where name = 'location_id')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'location_id')
    limit 1
  )
  select array[array(select name from columns where generated or name = 'tenant_id' order by name)::text,
    array(select name from columns where secret order by name)::text,
    coalesce((select name from record), ''), coalesce((select title from parent), '')]
  from pg_class t
  where t.oid = target and t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p')
    and t.relname not in ('audit_entries', 'audit_changes', 'external_ids', 'notifications',
      'bulk_runs', 'import_files', 'import_chunks')
    and (t.relname = 'tenants'
      or exists (select from columns where name = 'tenant_id' and type = 'uuid'::regtype))
$$;

-- The triggers of a table: when each fires, the rows that it sees, and what it does.
create or replace function app.change_triggers(target regclass)
  returns table (name text, type smallint, definition text) language sql stable
  set search_path = pg_catalog as $$
  select kind.name, kind.type, kind.definition from (values
    ('insert', 'Change_log_insert', 4::smallint, 'after insert on %s referencing new table as new_rows '
      'for each statement execute function app.record_insertions(%L, %L, %L, %L)'),
    ('update', 'Change_log_update', 16::smallint, 'after update on %s referencing old table as old_rows '
      'new table as new_rows for each statement execute function app.record_updates(%L, %L, %L, %L)'),
    ('delete', 'Change_log', 9::smallint, 'after delete on %s '
      'for each row execute function app.record_deletion(%L, %L, %L, %L)')
  ) as kind (event, name, type, definition)
  where app.change_arguments(target) is not null
    and (kind.event, target) not in (('insert', to_regclass('public.inbox_events')),
      ('delete', to_regclass('public.tenants')))
    and (kind.event = 'delete' or target::text <> 'public.followers')
$$;

create or replace function app.log_changes(target regclass) returns void language plpgsql
  set search_path = pg_catalog as $$
declare
  arguments text[] := app.change_arguments(target);
  change record;
begin
  for change in select * from app.change_triggers(target) loop
    execute format('create or replace trigger %I ', change.name) || format(change.definition,
      target, arguments[1], arguments[2], arguments[3], arguments[4]);
  end loop;
end $$;

create or replace function app.logs_changes(target regclass) returns boolean language sql stable
  set search_path = pg_catalog as $$
  select not exists (select from app.change_triggers(target) as change
    where not exists (select from pg_trigger t
      where t.tgrelid = target and t.tgname = change.name and t.tgenabled = 'O' and t.tgtype = change.type
        and t.tgfoid = to_regproc(substring(change.definition from 'app\.record_[a-z]+'))
        and t.tgargs = (select string_agg(convert_to(argument, 'UTF8') || '\\x00'::bytea, ''::bytea order by place)
          from unnest(app.change_arguments(target)) with ordinality as a (argument, place))))
$$;

create or replace function app.refresh_change_logs() returns void language sql
  set search_path = pg_catalog as $$
  select app.log_changes(c.oid) from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not app.logs_changes(c.oid)
$$;
`

/**
 * Logs the rows of a statement. What a setting says about the asker holds for the tenant of the
 * transaction; other rows are the owner's doing. The owner may switch the log off for its own
 * session, for loads.
 */
const recordChanges = `
create or replace function app.write_entry(tenant uuid) returns uuid language plpgsql
  set search_path = pg_catalog as $$
declare
  open text := coalesce(current_setting('app.audit_entry', true), '');
  is_asker boolean := current_setting('app.tenant_id', true) = tenant::text;
  origin jsonb := case when is_asker then nullif(current_setting('app.origin', true), '')::jsonb end;
  entry uuid;
begin
  if starts_with(open, tenant::text) then
    return right(open, 36)::uuid;
  end if;
  insert into public.audit_entries (tenant_id, id, kind, user_id, impersonator_id, channel, cause, ip, details)
  values (tenant, coalesce((origin->>'entry')::uuid, app.uuidv7()), 'write', case when is_asker then app.user_id() end, (origin->>'impersonator')::uuid,
    coalesce(origin->>'channel', case when is_asker then 'system' else 'database' end),
    origin->>'cause', origin->>'ip',
    case when origin ? 'apiKey' then jsonb_build_object('apiKey', origin->>'apiKey') end)
  returning id into entry;
  perform set_config('app.audit_entry', tenant || ' ' || entry, true),
    set_config('app.audit_place', '0', true);
  return entry;
end $$;

-- Functions with "return" know what they mean when they are made and need no search path, so PostgreSQL
-- can write their bodies into the statements that call them.

-- Values of custom fields stand beside the others, by their names; what is empty is left out.
create or replace function app.logged_values(given jsonb, left_out text[]) returns jsonb language sql immutable
return (select jsonb_object_agg(key, value) from (
    select key, value from jsonb_each(given - left_out - 'custom_fields'::text)
    union all select key, value from jsonb_each(case jsonb_typeof(given -> 'custom_fields') when 'object'
      then (given -> 'custom_fields') - '$search'::text end)) as each
  where value <> 'null');

create or replace function app.masked(given jsonb, secrets text[]) returns jsonb language sql immutable
return case when secrets = '{}' then given else (select jsonb_object_agg(key,
    case when key = any (secrets) and value <> 'null' then '{"secret": true}' else value end)
  from jsonb_each(given)) end;

-- A row without what the database keeps beside its values.
create or replace function app.own_values(given jsonb, left_out text[]) returns jsonb language sql immutable
return given - left_out - '{version,created_at,created_by,updated_at,updated_by,customization}'::text[];

-- The tenant of a row; that of the tenants' own table is the row's id.
create or replace function app.tenant_of(given jsonb) returns uuid language sql immutable
return coalesce(given ->> 'tenant_id', given ->> 'id')::uuid;

create or replace function app.is_log_off() returns boolean language sql stable
return session_user = current_user and current_setting('app.change_log', true) = 'off';

-- The location of a row: its own or, where it belongs to the record of another table, that record's.
create or replace function app.logged_location(given jsonb, parent text, tenant uuid, record uuid)
  returns uuid language plpgsql stable set search_path = pg_catalog as $$
declare location uuid;
begin
  if parent = '' then
    return (given ->> 'location_id')::uuid;
  end if;
  execute format('select location_id from %s where tenant_id = $1 and id = $2', parent)
    into location using tenant, record;
  return location;
end $$;

create or replace function app.record_insertions() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  tenant uuid;
  entry uuid;
  last integer;
  added integer;
begin
  if app.is_log_off() then
    return null;
  end if;
  for tenant in select distinct app.tenant_of(to_jsonb(n)) from new_rows n loop
    entry := app.write_entry(tenant);
    last := current_setting('app.audit_place');
    insert into public.audit_changes (tenant_id, entry_id, place, location_id, table_name, record_id, action, after)
    select tenant, entry, last + number, app.logged_location(image, tg_argv[3], tenant, record),
      tg_table_name, record, 'insert',
      app.masked(app.logged_values(image, tg_argv[0]::text[]), tg_argv[1]::text[])
    from (select row_number() over () as number, image, (image ->> nullif(tg_argv[2], ''))::uuid as record
      from (select to_jsonb(n) as image from new_rows n offset 0) as each
      where app.tenant_of(image) = tenant) as inserted;
    get diagnostics added = row_count;
    perform set_config('app.audit_place', (last + added)::text, true);
  end loop;
  return null;
end $$;

-- The two sides of an update stand in their tables in the same order.
create or replace function app.record_updates() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  tenant uuid;
  entry uuid;
  last integer;
  added integer;
  left_out text[] := tg_argv[0];
begin
  if app.is_log_off() then
    return null;
  end if;
  for tenant in
    select distinct app.tenant_of(n.image)
    from (select row_number() over () as number, to_jsonb(n) as image from new_rows n) n
    join (select row_number() over () as number, to_jsonb(o) as image from old_rows o) o using (number)
    where app.own_values(n.image, left_out) <> app.own_values(o.image, left_out)
  loop
    entry := app.write_entry(tenant);
    last := current_setting('app.audit_place');
    insert into public.audit_changes (tenant_id, entry_id, place, location_id, table_name, record_id, action,
      before, after)
    select tenant, entry, last + row_number() over (order by number),
      app.logged_location(image, tg_argv[3], tenant, record), tg_table_name, record, 'update',
      app.masked(before, tg_argv[1]::text[]), app.masked(after, tg_argv[1]::text[])
    from (
      select number, n.image, (n.image ->> nullif(tg_argv[2], ''))::uuid as record, changed.before, changed.after
      from (select row_number() over () as number, to_jsonb(n) as image from new_rows n) n
      join (select row_number() over () as number, to_jsonb(o) as image from old_rows o) o using (number)
      cross join lateral (
        select jsonb_object_agg(key, coalesce(was.value, 'null')) as before,
          jsonb_object_agg(key, coalesce(is_now.value, 'null')) as after
        from jsonb_each(app.logged_values(app.own_values(n.image, left_out), '{}')) is_now
        full join jsonb_each(app.logged_values(app.own_values(o.image, left_out), '{}')) was using (key)
        where is_now.value is distinct from was.value
      ) changed
      where app.tenant_of(n.image) = tenant and changed.after is not null
    ) as updated;
    get diagnostics added = row_count;
    perform set_config('app.audit_place', (last + added)::text, true);
  end loop;
  return null;
end $$;

-- What belongs to a record that goes with it is where that record was.
create or replace function app.record_deletion() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  image jsonb := to_jsonb(old);
  tenant uuid := app.tenant_of(image);
  record uuid := image ->> nullif(tg_argv[2], '');
  location uuid;
  entry uuid;
  last integer;
begin
  if app.is_log_off() then
    return null;
  end if;
  entry := app.write_entry(tenant);
  last := current_setting('app.audit_place');
  location := app.logged_location(image, tg_argv[3], tenant, record);
  if location is null and tg_argv[3] <> '' then
    select c.location_id into location from public.audit_changes c
    where c.tenant_id = tenant and c.entry_id = entry and c.record_id = record
      and c.table_name = split_part(tg_argv[3], '.', 2)
    order by c.place desc limit 1;
  end if;
  insert into public.audit_changes (tenant_id, entry_id, place, location_id, table_name, record_id, action, before)
  values (tenant, entry, last + 1, location, tg_table_name, record, 'delete',
    app.masked(app.logged_values(image, tg_argv[0]::text[]), tg_argv[1]::text[]));
  perform set_config('app.audit_place', (last + 1)::text, true);
  return null;
end $$;
`

/**
 * Seals an entry when its transaction commits: the entry gets the next number of its tenant, and a
 * hash over the hash before it and over all that the entry says. The row of the chain is locked from
 * here to the end of the commit and not from the first write on, so writers wait for one another
 * only as long as a commit takes. app/models/audit_chain.ts computes the same by itself.
 */
const sealEntry = `
create or replace function app.seal_entry() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  digest bytea;
  total integer;
  seal record;
begin
  select count(*), sha256(coalesce(string_agg(sha256(convert_to(jsonb_build_array(place, location_id,
      table_name, record_id, action, before, after)::text, 'UTF8')), ''::bytea order by place), ''::bytea))
    into total, digest
    from public.audit_changes where tenant_id = new.tenant_id and entry_id = new.id;
  select sha256(convert_to(jsonb_build_array(tenant_id, id, kind, (extract(epoch from happened_at) * 1000000)::bigint,
      user_id, impersonator_id, channel, cause, ip, subject, table_name, record_id, details, undoes)::text, 'UTF8')
      || digest)
    into digest
    from public.audit_entries where tenant_id = new.tenant_id and id = new.id;
  insert into app.audit_chains as chain (tenant_id, number, hash)
  values (new.tenant_id, 1, sha256(sha256(uuid_send(new.tenant_id)) || digest))
  on conflict (tenant_id) do update set number = chain.number + 1, hash = sha256(chain.hash || digest)
  returning chain.number, chain.hash into seal;
  update public.audit_entries set number = seal.number, hash = seal.hash, change_count = total
  where tenant_id = new.tenant_id and id = new.id;
  return null;
end $$;
`

const eventFunctions = `
create or replace function app.record_event(kind text, subject text, table_name text, record_id uuid,
  details jsonb) returns uuid language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  origin jsonb := nullif(current_setting('app.origin', true), '')::jsonb;
  entry uuid;
begin
  if kind = 'write' then
    raise exception 'only a write is a write' using errcode = '42501';
  end if;
  insert into public.audit_entries (tenant_id, kind, subject, table_name, record_id, details, user_id,
    impersonator_id, channel, cause, ip)
  values (app.tenant_id(), kind, subject, table_name, record_id, details, app.user_id(),
    (origin->>'impersonator')::uuid, coalesce(origin->>'channel', 'system'), origin->>'cause', origin->>'ip')
  returning id into entry;
  return entry;
end $$;

create or replace function app.record_refusal(target text, record uuid, refused text, details jsonb)
  returns void language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  there boolean;
begin
  if record is not null then
    if not exists (select from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'id'
      where c.relname = target and c.relnamespace = 'public'::regnamespace and c.relforcerowsecurity) then
      return;
    end if;
    execute format('select exists (select from public.%I where tenant_id = $1 and id = $2)', target)
      into there using app.tenant_id(), record;
    if not there then
      return;
    end if;
  end if;
  perform app.record_event('refused', refused, target, record, details);
end $$;

create or replace function app.mark_undo(entry uuid) returns void language plpgsql volatile security definer
  set search_path = pg_catalog as $$
begin
  update public.audit_entries set undoes = entry
  where tenant_id = app.tenant_id() and number is null
    and id = right(current_setting('app.audit_entry', true), 36)::uuid;
end $$;

create or replace function app.record_user_event(person uuid, kind text, ip text, details jsonb)
  returns void language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  if kind = 'write' then
    raise exception 'only a write is a write' using errcode = '42501';
  end if;
  insert into public.audit_entries (tenant_id, kind, user_id, channel, ip, details)
  select m.tenant_id, kind, person, 'screen', ip, details
  from public.memberships m join public.tenants t on t.id = m.tenant_id and t.active
  where m.id = person and m.active;
end $$;
`
