import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * Invitations to a tenant. A membership, and for somebody new the user, is made when the person
 * accepts; until then an invitation gives no right. The hash of its link is kept where pages do
 * not read. Whoever writes invitations is held to the same guards as who changes users.
 *
 * A link makes a user only for an address that has none. Somebody who has an account accepts
 * logged in: else the administrator of one tenant, who can see a link, could take over the account
 * of a user of another.
 */
export function invitationTables(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  const identity = pg.escapeIdentifier(credentials.roleName('identity'))
  const isRuntime = `session_user = ${pg.escapeLiteral(credentials.roleName('runtime'))}`
  return `
create table public.invitations (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  name text not null,
  email text not null check (email = lower(email)),
  all_locations boolean not null default false,
  state text not null default 'open' check (state in ('open', 'accepted')),
  sent_at timestamptz,
  expires_at timestamptz,
  accepted_at timestamptz,
  search_text text generated always as (lower(name || ' ' || email)) stored,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (tenant_id, id)
);
create unique index on public.invitations (tenant_id, email) where state = 'open';
create index on public.invitations (tenant_id, created_at desc, id desc);
create index on public.invitations using gin (tenant_id, search_text gin_trgm_ops);

create table public.invitation_groups (
  tenant_id uuid not null default app.tenant_id(),
  invitation_id uuid not null,
  group_name text not null,
  primary key (tenant_id, invitation_id, group_name),
  foreign key (tenant_id, invitation_id) references public.invitations (tenant_id, id) on delete cascade
);

create table public.invitation_locations (
  tenant_id uuid not null default app.tenant_id(),
  invitation_id uuid not null,
  location_id uuid not null,
  primary key (tenant_id, invitation_id, location_id),
  foreign key (tenant_id, invitation_id) references public.invitations (tenant_id, id) on delete cascade,
  foreign key (tenant_id, location_id) references public.locations (tenant_id, id) on delete cascade
);
create index on public.invitation_locations (tenant_id, location_id);

select app.protect('public.invitations');
select app.protect('public.invitation_groups');
select app.protect('public.invitation_locations');

create table identity.invitation_tokens (
  hash text primary key,
  tenant_id uuid not null,
  invitation_id uuid not null,
  expires_at timestamptz not null,
  foreign key (tenant_id, invitation_id) references public.invitations (tenant_id, id) on delete cascade
);
create unique index on identity.invitation_tokens (tenant_id, invitation_id);

create function app.guard_invitation() returns trigger language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  if not ${isRuntime} then return coalesce(new, old); end if;
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
revoke execute on function app.guard_invitation() from public;
create trigger guard before insert or update or delete on public.invitations
  for each row execute function app.guard_invitation();
create trigger guard before insert or update or delete on public.invitation_groups
  for each row execute function app.guard_invitation();
create trigger guard before insert or update or delete on public.invitation_locations
  for each row execute function app.guard_invitation();

create function app.issue_invitation(invitation uuid, token_hash text) returns text
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
  on conflict (tenant_id, invitation_id) do update set hash = excluded.hash, expires_at = excluded.expires_at;
  return (select name from public.tenants where id = app.tenant_id());
end $$;
revoke execute on function app.issue_invitation(uuid, text) from public;
grant execute on function app.issue_invitation(uuid, text) to ${runtime};

create function app.find_invitation(token_hash text) returns table (tenant_id uuid, tenant text, inviter text,
  name text, email text, user_id uuid)
  language sql stable security definer set search_path = pg_catalog as $$
  select t.id, t.name, m.name, i.name, i.email, u.id
  from identity.invitation_tokens k
  join public.invitations i on i.tenant_id = k.tenant_id and i.id = k.invitation_id and i.state = 'open'
  join public.tenants t on t.id = i.tenant_id and t.active
  left join public.memberships m on m.tenant_id = i.tenant_id and m.id = i.created_by
  left join identity.users u on u.email = i.email
  where k.hash = token_hash and k.expires_at > now() and coalesce(u.active, true)
$$;
revoke execute on function app.find_invitation(text) from public;
grant execute on function app.find_invitation(text) to ${identity};

${acceptInvitation(['time_zone'])}
revoke execute on function app.accept_invitation(text, uuid, text, text) from public;
grant execute on function app.accept_invitation(text, uuid, text, text) to ${identity};

create or replace function app.end_access(tenant uuid, person uuid) returns void language plpgsql
  security definer set search_path = pg_catalog as $$
begin
  delete from identity.sessions
    where person in (user_id, impersonator_id) and (tenant_id = tenant or tenant_id is null);
  delete from identity.remember_me_tokens where tokenable_id = person;
  delete from identity.password_tokens where user_id = person;
end $$;
`
}

/** Who is new begins with the language of the tenant, too. */
export function invitedLanguage(): string {
  return acceptInvitation(['time_zone', 'language'])
}

/** Makes the member and, for somebody new, the user with the settings that the tenant has for them. */
function acceptInvitation(inherited: readonly string[]): string {
  return `
create or replace function app.accept_invitation(token_hash text, actor uuid, person_name text,
  password_hash text) returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  invitation public.invitations;
  person identity.users;
begin
  select i.* into invitation from identity.invitation_tokens k
    join public.invitations i on i.tenant_id = k.tenant_id and i.id = k.invitation_id
      and i.state = 'open'
    join public.tenants t on t.id = i.tenant_id and t.active
    where k.hash = token_hash and k.expires_at > now() for update of k, i;
  if not found then return null; end if;
  select * into person from identity.users where email = invitation.email for update;
  if person.id is not null and (not person.active or actor is distinct from person.id) then
    return null;
  end if;
  if person.id is null then
    insert into identity.users (email, name, password, ${inherited.join(', ')})
      select invitation.email, person_name, password_hash, ${inherited.map((name) => `t.${name}`).join(', ')}
      from public.tenants t where t.id = invitation.tenant_id returning * into person;
  end if;
  perform set_config('app.tenant_id', invitation.tenant_id::text, true),
    set_config('app.user_id', person.id::text, true), set_config('app.locations', '*', true);
  insert into public.memberships as m (tenant_id, id, name, email, all_locations)
    values (invitation.tenant_id, person.id, person.name, person.email, invitation.all_locations)
    on conflict (tenant_id, id) do update set active = true, name = excluded.name,
      email = excluded.email, all_locations = excluded.all_locations, version = m.version + 1,
      updated_at = now();
  delete from public.membership_groups where tenant_id = invitation.tenant_id and user_id = person.id;
  delete from public.membership_locations where tenant_id = invitation.tenant_id and user_id = person.id;
  insert into public.membership_groups (tenant_id, user_id, group_name)
    select tenant_id, person.id, group_name from public.invitation_groups
    where tenant_id = invitation.tenant_id and invitation_id = invitation.id;
  insert into public.membership_locations (tenant_id, user_id, location_id)
    select tenant_id, person.id, location_id from public.invitation_locations
    where tenant_id = invitation.tenant_id and invitation_id = invitation.id;
  update public.invitations set state = 'accepted', accepted_at = now(), version = version + 1
    where tenant_id = invitation.tenant_id and id = invitation.id;
  delete from identity.invitation_tokens where hash = token_hash;
  return person.id;
end $$;
`
}
