import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'
import { shipping } from './shipping.ts'

/**
 * External ids name records of a tenant as modules and files know them: `crm.won`. What modules ship
 * stands in `app.module_data`; `shipped` is what a module has last said of a record, `columns` are
 * those that it says something about. Whoever makes a tenant gives it the records of every module.
 */
export function externalIdTables(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  return `
create table app.module_data (
  module text not null,
  name text not null,
  table_name text not null,
  place integer not null,
  given jsonb not null,
  links jsonb not null,
  defaults jsonb not null,
  primary key (module, name)
);

create table public.external_ids (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  module text not null,
  name text not null,
  table_name text not null,
  record_id uuid not null,
  columns text[] not null default '{}',
  shipped jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, module, name)
);
create index on public.external_ids (tenant_id, table_name, record_id);
select app.protect('public.external_ids');

create table app.archived_external_ids (
  archive_id integer not null references app.module_archives (id) on delete cascade,
  tenant_id uuid not null,
  id uuid not null,
  module text not null,
  name text not null,
  table_name text not null,
  record_id uuid not null,
  columns text[] not null,
  shipped jsonb,
  created_at timestamptz not null,
  primary key (archive_id, tenant_id, id)
);
${shipping}
grant execute on function app.shipped_differences(text, uuid) to ${runtime};
create trigger ships after insert on public.tenants for each row execute function app.ship_to_tenant();
`
}
