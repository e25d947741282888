/** Reports that users put together: their own, and those that they share with all or with groups. */
export function reportTables(): string {
  return `
create table public.reports (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  user_id uuid not null default app.user_id(),
  name text not null check (name <> ''),
  description text not null default '',
  model text not null,
  query text not null,
  shared boolean not null default false,
  groups text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, user_id, name),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete cascade
);
select app.protect('public.reports');
`
}
