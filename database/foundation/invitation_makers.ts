import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * The link of an invitation works as long as whoever made it may invite: with a link to an address of
 * their own, an administrator who is gone would come back in under another name.
 */
export function invitationMakers(credentials: DatabaseCredentials): string {
  const isRuntime = `session_user = ${pg.escapeLiteral(credentials.roleName('runtime'))}`
  return `
alter table identity.invitation_tokens add column issued_by uuid;
alter table identity.invitation_tokens alter column issued_by set default app.user_id();
update identity.invitation_tokens k set issued_by = i.created_by
  from public.invitations i where i.tenant_id = k.tenant_id and i.id = k.invitation_id;
create index on identity.invitation_tokens (tenant_id, issued_by);

create or replace function app.issue_invitation(invitation uuid, token_hash text) returns text
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  ends timestamptz := now() + interval '7 days';
begin
  perform app.require_administrator(app.tenant_id(), null);
  update public.invitations set expires_at = ends
    where tenant_id = app.tenant_id() and id = invitation and state = 'open';
  if not found then return null; end if;
  insert into identity.invitation_tokens (hash, tenant_id, invitation_id, expires_at)
  values (token_hash, app.tenant_id(), invitation, ends)
  on conflict (tenant_id, invitation_id) do update set hash = excluded.hash,
    expires_at = excluded.expires_at, issued_by = excluded.issued_by;
  return (select name from public.tenants where id = app.tenant_id());
end $$;

create function app.end_invitations(tenant uuid, maker uuid) returns void language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  with ended as (delete from identity.invitation_tokens
    where tenant_id = tenant and issued_by = maker returning invitation_id)
  update public.invitations set expires_at = now()
    where tenant_id = tenant and id in (select invitation_id from ended) and expires_at > now();
end $$;
revoke execute on function app.end_invitations(uuid, uuid) from public;

create or replace function app.end_access(tenant uuid, person uuid) returns void language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  delete from identity.sessions
    where person in (user_id, impersonator_id) and (tenant_id = tenant or tenant_id is null);
  delete from identity.remember_me_tokens where tokenable_id = person;
  delete from identity.password_tokens where user_id = person;
  delete from identity.email_changes where user_id = person;
  perform app.end_invitations(tenant, person);
end $$;

create or replace function app.after_group_taken() returns trigger language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  if old.group_name <> 'base.administrator' then return null; end if;
  if ${isRuntime} then perform app.keep_administrator(old.tenant_id, 'groups'); end if;
  perform app.end_invitations(old.tenant_id, old.user_id);
  return null;
end $$;

-- What follows from a change that has been let pass is not asked about again.
create or replace function app.guard_invitation() returns trigger language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  if not ${isRuntime} or pg_trigger_depth() > 1 then return coalesce(new, old); end if;
  perform app.require_administrator(coalesce(new.tenant_id, old.tenant_id), null);
  if tg_table_name = 'invitations' and tg_op <> 'DELETE' then
    if new.state <> 'open' then
      perform app.refuse_member('not_open', 'state');
    end if;
    if new.all_locations and not exists (select from public.memberships m
        where m.tenant_id = new.tenant_id and m.id = app.user_id() and m.all_locations) then
      perform app.refuse_member('more_locations', 'all_locations');
    end if;
    if exists (select from public.memberships m
        where m.tenant_id = new.tenant_id and m.email = new.email and m.active) then
      perform app.refuse_member('already_member', 'email');
    end if;
  end if;
  return coalesce(new, old);
end $$;
`
}
