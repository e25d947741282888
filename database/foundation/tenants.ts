import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * Settings of a tenant, which its administrators change, and of a user. Making, suspending and
 * resuming tenants is for platform administrators: the functions ask for themselves who they are.
 */
export function tenantSettings(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  const identity = pg.escapeIdentifier(credentials.roleName('identity'))
  const isRuntime = `session_user = ${pg.escapeLiteral(credentials.roleName('runtime'))}`
  return `
alter table identity.users add column theme text check (theme in ('light', 'dark'));
alter table public.tenants
  add column language text not null default 'en',
  add column date_format text not null default 'dmy' check (date_format in ('dmy', 'mdy', 'iso'));
grant update (name, time_zone, currency, language, date_format)
  on public.tenants to ${runtime};

create function app.guard_tenant() returns trigger language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  if ${isRuntime} then perform app.require_administrator(new.id, null); end if;
  return new;
end $$;
revoke execute on function app.guard_tenant() from public;
create trigger guard before update of name, time_zone, currency, language, date_format
  on public.tenants for each row execute function app.guard_tenant();

create function app.require_platform_administrator(actor uuid) returns void language plpgsql
  stable security definer set search_path = pg_catalog as $$
begin
  if not exists (select from identity.users u
      where u.id = actor and u.active and u.is_platform_administrator) then
    raise exception 'Only platform administrators do this' using errcode = '42501';
  end if;
end $$;
revoke execute on function app.require_platform_administrator(uuid) from public;

create function app.create_tenant(actor uuid, wanted jsonb, token_hash text) returns uuid
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  tenant uuid;
  invitation uuid;
  ends timestamptz := now() + interval '7 days';
begin
  perform app.require_platform_administrator(actor);
  insert into public.tenants (name, time_zone, currency)
    values (wanted ->> 'name', wanted ->> 'timeZone', wanted ->> 'currency') returning id into tenant;
  insert into public.locations (tenant_id, name) values (tenant, wanted ->> 'location');
  insert into public.invitations (tenant_id, name, email, all_locations, expires_at)
    values (tenant, wanted ->> 'adminName', wanted ->> 'adminEmail', true, ends) returning id into invitation;
  insert into public.invitation_groups (tenant_id, invitation_id, group_name)
    values (tenant, invitation, 'base.administrator');
  insert into identity.invitation_tokens (hash, tenant_id, invitation_id, expires_at)
    values (token_hash, tenant, invitation, ends);
  return tenant;
end $$;
revoke execute on function app.create_tenant(uuid, jsonb, text) from public;
grant execute on function app.create_tenant(uuid, jsonb, text) to ${identity};

create function app.set_tenant_active(actor uuid, tenant uuid, wanted boolean) returns boolean
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform app.require_platform_administrator(actor);
  update public.tenants set active = wanted where id = tenant;
  return found;
end $$;
revoke execute on function app.set_tenant_active(uuid, uuid, boolean) from public;
grant execute on function app.set_tenant_active(uuid, uuid, boolean) to ${identity};
`
}
