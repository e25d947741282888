/**
 * Who follows a record, and what they have been told. Following is logged only where it ends with
 * its record, so that undoing brings it back; what one was told is no business of the audit log.
 */
export function notificationTables(): string {
  return `
create table public.followers (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  location_id uuid,
  record_table text not null,
  record_id uuid not null,
  user_id uuid not null,
  comments boolean not null default true,
  changes boolean not null default false,
  activities boolean not null default false,
  primary key (tenant_id, id),
  unique (tenant_id, record_id, record_table, user_id)
);

create table public.notifications (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  location_id uuid,
  record_table text not null,
  record_id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('mention', 'comment', 'change', 'assigned', 'activity')),
  actor_id uuid,
  message_id uuid,
  details text,
  created_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, message_id) references public.messages (tenant_id, id) on delete cascade
);
create index on public.notifications (tenant_id, message_id);
create index on public.notifications (tenant_id, record_id);
create index on public.notifications (tenant_id, user_id, created_at desc);
create index on public.notifications (tenant_id, user_id) where read_at is null;

select app.protect('public.followers');
select app.protect('public.notifications');

alter table identity.users add column notification_mail text not null default 'personal'
  check (notification_mail in ('all', 'personal', 'none'));
`
}
