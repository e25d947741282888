import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * The second step of logging in, and who stands behind a session of somebody else. The secret of
 * the codes is encrypted by the application, because it must be read again; recovery codes are
 * kept as hashes.
 */
export function twoFactorTables(credentials: DatabaseCredentials): string {
  const identity = pg.escapeIdentifier(credentials.roleName('identity'))
  return `
create table identity.two_factor (
  user_id uuid primary key references identity.users (id) on delete cascade,
  secret text not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);

create table identity.recovery_codes (
  user_id uuid not null references identity.two_factor (user_id) on delete cascade,
  hash bytea not null,
  used_at timestamptz,
  primary key (user_id, hash)
);

alter table public.tenants add column requires_two_factor boolean not null default false;

alter table identity.sessions
  add column impersonator_id uuid references identity.users (id) on delete cascade;

grant select, insert, update, delete on identity.two_factor, identity.recovery_codes to ${identity};
`
}
