import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * New e-mail addresses that users have asked for and not confirmed yet, one for each user. Only the
 * hash of the link's token is kept; it is null until the mail goes out. The address is changed in
 * every tenant that the user belongs to, each with an entry of the audit log of its own.
 */
export function emailChangeTables(credentials: DatabaseCredentials): string {
  const identity = pg.escapeIdentifier(credentials.roleName('identity'))
  return `
create table identity.email_changes (
  user_id uuid primary key references identity.users (id) on delete cascade,
  email text not null check (email = lower(email)),
  former_email text not null,
  hash text unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
grant select, insert, update, delete on identity.email_changes to ${identity};

create function app.change_email(token_hash text, person uuid, origin jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  wanted text;
  tenant uuid;
begin
  delete from identity.email_changes c using identity.users u
    where c.hash = token_hash and c.user_id = person and c.expires_at > now()
      and u.id = c.user_id and u.active and u.email = c.former_email
    returning c.email into wanted;
  if not found then return null; end if;
  begin
    update identity.users set email = wanted, updated_at = now() where id = person;
  exception when unique_violation then
    return 'taken';
  end;
  delete from identity.password_tokens where user_id = person;
  perform set_config('app.user_id', person::text, true), set_config('app.locations', '*', true),
    set_config('app.origin', origin::text, true);
  for tenant in select m.tenant_id from public.memberships m where m.id = person order by 1 loop
    perform set_config('app.tenant_id', tenant::text, true);
    update public.memberships set email = wanted, version = version + 1, updated_at = now(),
      updated_by = person where tenant_id = tenant and id = person;
  end loop;
  return 'changed';
end $$;
revoke execute on function app.change_email(text, uuid, jsonb) from public;
grant execute on function app.change_email(text, uuid, jsonb) to ${identity};

create or replace function app.end_access(tenant uuid, person uuid) returns void language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  delete from identity.sessions
    where person in (user_id, impersonator_id) and (tenant_id = tenant or tenant_id is null);
  delete from identity.remember_me_tokens where tokenable_id = person;
  delete from identity.password_tokens where user_id = person;
  delete from identity.email_changes where user_id = person;
end $$;
`
}
