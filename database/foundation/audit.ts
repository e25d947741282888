import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * The audit log. An entry is one transaction that wrote, or one event such as a log-in; the changes
 * of a write stand below it, row by row. Entries of a tenant are numbered and chained by hash in the
 * order of their commits. The runtime role reads; nobody but the functions of the owner adds.
 */
export function auditTables(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  return `
create table public.audit_entries (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  number bigint,
  happened_at timestamptz not null default clock_timestamp(),
  kind text not null,
  user_id uuid,
  impersonator_id uuid,
  channel text not null,
  cause text,
  ip text,
  subject text,
  table_name text,
  record_id uuid,
  details jsonb,
  undoes uuid,
  change_count integer,
  hash bytea,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on public.audit_entries (tenant_id, user_id, number);
create index on public.audit_entries (tenant_id, record_id, number) where record_id is not null;
create index on public.audit_entries (tenant_id, undoes) where undoes is not null;

create table public.audit_changes (
  tenant_id uuid not null default app.tenant_id(),
  entry_id uuid not null,
  place integer not null,
  location_id uuid,
  table_name text not null,
  record_id uuid,
  action text not null check (action in ('insert', 'update', 'delete')),
  before jsonb,
  after jsonb,
  primary key (tenant_id, entry_id, place),
  foreign key (tenant_id, entry_id) references public.audit_entries (tenant_id, id)
);
create index on public.audit_changes (tenant_id, record_id, table_name);

create table app.audit_chains (
  tenant_id uuid primary key references public.tenants (id),
  number bigint not null,
  hash bytea not null
);

select app.protect('public.audit_entries');
select app.protect('public.audit_changes');
revoke insert, update, delete on public.audit_entries, public.audit_changes from ${runtime};

drop trigger written on public.audit_entries;
drop trigger written on public.audit_changes;
drop policy scope on public.audit_entries;
create policy scope on public.audit_entries to ${runtime}
  using (tenant_id = (select app.tenant_id()) and ((select app.all_locations()) or kind <> 'write'
    or exists (select from public.audit_changes c
      where c.tenant_id = audit_entries.tenant_id and c.entry_id = audit_entries.id)))
  with check (tenant_id = (select app.tenant_id()) and kind <> 'write');

create constraint trigger seal after insert on public.audit_entries
  deferrable initially deferred for each row execute function app.seal_entry();

comment on column public.inbox_events.body is 'secret';
comment on column public.inbox_events.content is 'secret';
comment on column public.inbox_events.headers is 'secret';
select app.refresh_change_logs();
`
}

/** Insertions and updates are logged once for a statement and no longer row by row. */
export function changesByStatement(): string {
  return `
do $$
declare logged record;
begin
  for logged in select tgrelid::regclass as target from pg_trigger
    where tgname = 'Change_log' and tgfoid = to_regproc('app.record_change')
  loop
    execute format('drop trigger "Change_log" on %s', logged.target);
  end loop;
end $$;
drop function if exists app.record_change();
select app.refresh_change_logs();
`
}
