import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * Keeps administrators of some locations from becoming somebody of others: with the address that a
 * user signs in with, or the link of an invitation, one would come in as them.
 */
export function memberReach(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  const isRuntime = `session_user = ${pg.escapeLiteral(credentials.roleName('runtime'))}`
  return `
create function app.works_there(tenant uuid, everywhere boolean, places uuid[]) returns boolean
  language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from identity.users u
      where u.id = app.user_id() and u.is_platform_administrator and u.active)
    or exists (select from public.memberships m
      where m.tenant_id = tenant and m.id = app.user_id() and m.active
        and (m.all_locations or not everywhere and not exists (
          select from unnest(places) place where place not in (
            select l.location_id from public.membership_locations l
            where l.tenant_id = tenant and l.user_id = m.id))))
$$;
revoke execute on function app.works_there(uuid, boolean, uuid[]) from public;

create function app.guard_address() returns trigger language plpgsql
  security definer set search_path = pg_catalog as $$
declare
  places uuid[];
begin
  if not ${isRuntime} or new.email = old.email then return new; end if;
  if tg_table_name = 'memberships' then
    places := array(select location_id from public.membership_locations
      where tenant_id = old.tenant_id and user_id = old.id);
  else
    places := array(select location_id from public.invitation_locations
      where tenant_id = old.tenant_id and invitation_id = old.id);
  end if;
  if not app.works_there(old.tenant_id, old.all_locations, places) then
    perform app.refuse_member('works_elsewhere', 'email');
  end if;
  return new;
end $$;
revoke execute on function app.guard_address() from public;
create trigger guard_address before update of email on public.memberships
  for each row execute function app.guard_address();
create trigger guard_address before update of email on public.invitations
  for each row execute function app.guard_address();

create function app.hand_over_invitation(invitation uuid, token_hash text) returns text
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from public.invitations i where i.tenant_id = app.tenant_id() and i.id = invitation
      and not app.works_there(i.tenant_id, i.all_locations, array(
        select l.location_id from public.invitation_locations l
        where l.tenant_id = i.tenant_id and l.invitation_id = i.id))) then
    raise exception 'The invitation is for locations where the asker does not work'
      using errcode = '42501';
  end if;
  return app.issue_invitation(invitation, token_hash);
end $$;
revoke execute on function app.hand_over_invitation(uuid, text) from public;
grant execute on function app.hand_over_invitation(uuid, text) to ${runtime};
`
}
