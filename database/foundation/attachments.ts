/** Files on records of any model. What is in them lies outside of the database, under its checksum. */
export function attachmentTables(): string {
  return `
create table public.attachments (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  location_id uuid,
  record_table text not null,
  record_id uuid not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  checksum text not null,
  user_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);
create index on public.attachments (tenant_id, record_id, record_table);
create index on public.attachments (tenant_id, checksum);
select app.protect('public.attachments');
`
}
