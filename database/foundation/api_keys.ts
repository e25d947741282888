import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * API keys and personal tokens. Only the hash of a secret is kept. A key can do at most what its
 * membership may, so it goes with the membership.
 */
export function apiKeyTables(credentials: DatabaseCredentials): string {
  const identity = pg.escapeIdentifier(credentials.roleName('identity'))
  return `
create table identity.api_keys (
  id uuid primary key default app.uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  name text not null,
  is_personal boolean not null,
  prefix text not null,
  hash bytea not null unique check (octet_length(hash) = 32),
  scopes text[] not null,
  location_ids uuid[],
  created_at timestamptz not null default now(),
  created_by uuid not null references identity.users (id),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  last_used_ip text,
  revoked_at timestamptz,
  revoked_by uuid references identity.users (id),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete cascade
);
create index on identity.api_keys (tenant_id, user_id);
grant select, insert, update, delete on identity.api_keys to ${identity};
`
}
