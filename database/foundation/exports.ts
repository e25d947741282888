/** What users export again and again: columns and format of a screen, under a name of their own. */
export function exportTables(): string {
  return `
create table public.export_presets (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  user_id uuid not null,
  screen text not null,
  name text not null check (name <> ''),
  columns text[] not null,
  format text not null,
  for_import boolean not null default false,
  with_mark boolean not null default true,
  primary key (tenant_id, user_id, screen, name),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete cascade
);
select app.protect('public.export_presets');
`
}
