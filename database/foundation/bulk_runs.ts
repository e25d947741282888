/**
 * Changes of many records at once: what is done to which records of a screen, how far it is, and
 * what was refused. The records' own changes stand in the change log; how far a run is does not.
 */
export function bulkRunTables(): string {
  return `
create table public.bulk_runs (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  user_id uuid not null,
  screen text not null,
  change jsonb not null,
  ids uuid[],
  search text not null,
  state text not null default 'waiting' check (state in ('waiting', 'done')),
  total integer not null,
  done integer not null default 0,
  refused_count integer not null default 0,
  refused jsonb not null default '[]',
  entry_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
select app.protect('public.bulk_runs');
`
}
