/** The conversation about records of any model: comments, and notes that only colleagues read. */
export function messageTables(): string {
  return `
create table public.messages (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  location_id uuid,
  record_table text not null,
  record_id uuid not null,
  kind text not null check (kind in ('comment', 'note')),
  body text not null,
  user_id uuid,
  mentions uuid[] not null default '{}',
  created_at timestamptz not null default clock_timestamp(),
  edited_at timestamptz,
  primary key (tenant_id, id)
);
create index on public.messages (tenant_id, record_id, record_table, created_at);
select app.protect('public.messages');
select app.keep_parts(c.oid) from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p');
`
}
