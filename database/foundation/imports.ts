/**
 * Imports. The file is kept in pieces until the import is discarded; its rows are staged in chunks,
 * each of which is written in one transaction together with what came of it. Pieces and chunks are
 * nobody's records: what they hold reaches the log as changes of the records that are made of them.
 */
export function importTables(): string {
  return `
create table public.imports (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  user_id uuid not null,
  screen text not null,
  file_name text not null,
  headings text[] not null,
  settings jsonb not null,
  mapping jsonb not null,
  state text not null default 'matching'
    check (state in ('matching', 'testing', 'tested', 'running', 'done', 'undoing', 'undone')),
  row_count integer not null default 0,
  fault text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete cascade
);
create index on public.imports (tenant_id, user_id, screen, created_at desc);

create table public.import_files (
  tenant_id uuid not null default app.tenant_id(),
  import_id uuid not null,
  number integer not null,
  content bytea not null,
  primary key (tenant_id, import_id, number),
  foreign key (tenant_id, import_id) references public.imports (tenant_id, id) on delete cascade
);

create table public.import_chunks (
  tenant_id uuid not null default app.tenant_id(),
  import_id uuid not null,
  number integer not null,
  first_row integer not null,
  cells jsonb not null,
  row_count integer not null,
  entry_id uuid,
  test jsonb,
  result jsonb,
  primary key (tenant_id, import_id, number),
  foreign key (tenant_id, import_id) references public.imports (tenant_id, id) on delete cascade
);

comment on column public.import_files.content is 'secret';
comment on column public.import_chunks.cells is 'secret';
select app.protect('public.imports');
select app.protect('public.import_files');
select app.protect('public.import_chunks');
`
}
