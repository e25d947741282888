import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * What pages may write of the people and places of a tenant: no more than these columns, and of
 * rights nothing that the guards below do not let pass. The guards ask the tables themselves who
 * the asker is, so that a screen that forgets to ask cannot give anybody a right. They speak to
 * the runtime role alone: the owner sets up and repairs.
 *
 * A refusal is a check_violation with the name of the rule as its constraint, and the column.
 */
export function memberGuards(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  const isRuntime = `session_user = ${pg.escapeLiteral(credentials.roleName('runtime'))}`
  return `
grant insert (tenant_id, id, name, active, sequence, version, created_at, created_by, updated_at,
  updated_by), update (name, active, sequence, version, updated_at, updated_by)
  on public.locations to ${runtime};
grant update (name, email, all_locations, active, version, updated_at, updated_by)
  on public.memberships to ${runtime};
grant insert (tenant_id, user_id, location_id), delete on public.membership_locations to ${runtime};
grant insert (tenant_id, user_id, group_name), delete on public.membership_groups to ${runtime};

alter table public.locations
  add column search_text text generated always as (lower(name)) stored;
create index on public.locations using gin (tenant_id, search_text gin_trgm_ops);
alter table public.memberships
  add column search_text text generated always as (lower(name || ' ' || email)) stored;
create index on public.memberships using gin (tenant_id, search_text gin_trgm_ops);

create function app.refuse_member(rule text, about text) returns void language plpgsql
  set search_path = pg_catalog as $$
begin
  raise exception 'refused: %', rule using errcode = 'check_violation', constraint = rule,
    column = about, schema = 'public', table = 'memberships';
end $$;

create function app.require_administrator(tenant uuid, target uuid) returns void language plpgsql
  stable security definer set search_path = pg_catalog as $$
declare
  actor uuid := app.user_id();
  is_platform boolean := coalesce(
    (select is_platform_administrator and active from identity.users where id = actor), false);
begin
  if not is_platform and not exists (select from public.membership_groups g
      join public.memberships m on m.tenant_id = g.tenant_id and m.id = g.user_id and m.active
      where g.tenant_id = tenant and g.user_id = actor and g.group_name = 'base.administrator') then
    raise exception 'Only administrators of the tenant change users' using errcode = '42501';
  end if;
  if not is_platform and (select is_platform_administrator from identity.users where id = target) then
    perform app.refuse_member('platform_administrator', 'groups');
  end if;
end $$;
revoke execute on function app.require_administrator(uuid, uuid) from public;

create function app.guard_membership() returns trigger language plpgsql
  security definer set search_path = pg_catalog as $$
declare
  actor uuid := app.user_id();
begin
  if not ${isRuntime} then return new; end if;
  perform app.require_administrator(new.tenant_id, new.id);
  if old.active and not new.active and new.id = actor then
    perform app.refuse_member('own_account', 'active');
  end if;
  if new.all_locations and not old.all_locations and not exists (select from public.memberships m
      where m.tenant_id = new.tenant_id and m.id = actor and m.all_locations) then
    perform app.refuse_member('more_locations', 'all_locations');
  end if;
  if new.email <> old.email and exists (select from public.memberships m
      where m.id = new.id and m.tenant_id <> new.tenant_id) then
    perform app.refuse_member('email_of_others', 'email');
  end if;
  return new;
end $$;
revoke execute on function app.guard_membership() from public;
create trigger guard before update on public.memberships
  for each row execute function app.guard_membership();

create function app.guard_membership_part() returns trigger language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  if ${isRuntime} then
    perform app.require_administrator(coalesce(new.tenant_id, old.tenant_id),
      coalesce(new.user_id, old.user_id));
  end if;
  return coalesce(new, old);
end $$;
revoke execute on function app.guard_membership_part() from public;
create trigger guard before insert or update or delete on public.membership_groups
  for each row execute function app.guard_membership_part();
create trigger guard before insert or update or delete on public.membership_locations
  for each row execute function app.guard_membership_part();

create function app.keep_administrator(tenant uuid, about text) returns void language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('administrators ' || tenant, 0));
  if not exists (select from public.membership_groups g
      join public.memberships m on m.tenant_id = g.tenant_id and m.id = g.user_id and m.active
      where g.tenant_id = tenant and g.group_name = 'base.administrator') then
    perform app.refuse_member('last_administrator', about);
  end if;
end $$;
revoke execute on function app.keep_administrator(uuid, text) from public;

create function app.after_group_taken() returns trigger language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  if ${isRuntime} and old.group_name = 'base.administrator' then
    perform app.keep_administrator(old.tenant_id, 'groups');
  end if;
  return null;
end $$;
revoke execute on function app.after_group_taken() from public;
create trigger keep_administrator after delete on public.membership_groups
  for each row execute function app.after_group_taken();

create function app.end_access(tenant uuid, person uuid) returns void language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  delete from identity.sessions where user_id = person and (tenant_id = tenant or tenant_id is null);
  delete from identity.remember_me_tokens where tokenable_id = person;
  delete from identity.password_tokens where user_id = person;
end $$;
revoke execute on function app.end_access(uuid, uuid) from public;

create function app.after_membership() returns trigger language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  if old.active and not new.active then
    if ${isRuntime} then perform app.keep_administrator(new.tenant_id, 'active'); end if;
    perform app.end_access(new.tenant_id, new.id);
  end if;
  if (new.name, new.email) is distinct from (old.name, old.email) and not exists (
      select from public.memberships m where m.id = new.id and m.tenant_id <> new.tenant_id) then
    if new.email <> old.email then
      delete from identity.password_tokens where user_id = new.id;
    end if;
    begin
      update identity.users set name = new.name, email = new.email, updated_at = now()
        where id = new.id and (name, email) is distinct from (new.name, new.email);
    exception when unique_violation then
      perform app.refuse_member('email_taken', 'email');
    end;
  end if;
  return null;
end $$;
revoke execute on function app.after_membership() from public;
create trigger follow after update on public.memberships
  for each row execute function app.after_membership();
`
}
