/**
 * Groups, rights and rules that a tenant makes itself. Every change gives the tenant a registry
 * anew, so that it holds with the next request.
 */
export function ownAccessTables(): string {
  const standard = `
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (tenant_id, id)`
  return `
create table public.access_groups (${standard},
  name text not null,
  summary text,
  active boolean not null default true,
  search_text text generated always as (lower(name)) stored,
  unique (tenant_id, name)
);
create index on public.access_groups using gin (tenant_id, search_text gin_trgm_ops);

create table public.access_rights (${standard},
  name text not null,
  kind text not null check (kind in ('access', 'give', 'limit', 'field')),
  model text not null,
  reads boolean not null default true,
  writes boolean not null default false,
  creates boolean not null default false,
  deletes boolean not null default false,
  domain text,
  fields text,
  in_force boolean not null default false,
  search_text text generated always as (lower(name)) stored
);
create index on public.access_rights using gin (tenant_id, search_text gin_trgm_ops);
create index on public.access_rights (tenant_id, name);

${pairs('access_group_includes', 'group_id', 'access_groups')}
${pairs('access_right_groups', 'right_id', 'access_rights')}
${['access_groups', 'access_rights', 'access_group_includes', 'access_right_groups']
  .map(
    (table) => `select app.protect('public.${table}'); select app.customizes('public.${table}');`
  )
  .join('\n')}
`
}

function pairs(table: string, key: string, owner: string): string {
  return `
create table public.${table} (
  tenant_id uuid not null default app.tenant_id(),
  ${key} uuid not null,
  group_name text not null,
  primary key (tenant_id, ${key}, group_name),
  foreign key (tenant_id, ${key}) references public.${owner} (tenant_id, id) on delete cascade
);`
}
