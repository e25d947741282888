/** What people have planned about records of any model: calls, meetings, things to do. */
export function activityTables(): string {
  return `
create table public.activities (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  location_id uuid,
  record_table text not null,
  record_id uuid not null,
  kind text not null check (kind in ('todo', 'call', 'meeting', 'email')),
  summary text not null,
  note text,
  due_on date not null,
  user_id uuid not null,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  done_by uuid,
  done_at timestamptz,
  primary key (tenant_id, id)
);
create index on public.activities (tenant_id, record_id, record_table);
create index on public.activities (tenant_id, user_id, due_on) where done_at is null;
select app.protect('public.activities');
`
}
