import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * Links with which people set a password. Only the hash of a link's token is kept: who reads the
 * table cannot use them.
 */
export function passwordTables(credentials: DatabaseCredentials): string {
  const identity = pg.escapeIdentifier(credentials.roleName('identity'))
  return `
create table identity.password_tokens (
  hash text primary key,
  user_id uuid not null references identity.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on identity.password_tokens (user_id);
grant select, insert, delete on identity.password_tokens to ${identity};
`
}
