/**
 * What a tenant makes its own: modules switched off, and whatever else changes which registry it
 * works with. `app.customizes(table)` lets every change of a tenant's rows in a table count up
 * `tenants.customization`, so that each process sees with the next request that its copy is old.
 */
export function customizationTables(): string {
  return `
alter table public.tenants add column customization integer not null default 0;

create function app.count_customization() returns trigger language plpgsql
  security definer set search_path = pg_catalog, public as $$
begin
  update public.tenants set customization = customization + 1
    where id = coalesce(new.tenant_id, old.tenant_id);
  return null;
end $$;
revoke execute on function app.count_customization() from public;

create function app.customizes(target regclass) returns void language plpgsql
  set search_path = pg_catalog as $$
begin
  execute format('create trigger customizes after insert or update or delete on %s
    for each row execute function app.count_customization()', target);
end $$;
revoke execute on function app.customizes(regclass) from public;

create table public.tenant_modules (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  module text not null,
  active boolean not null,
  updated_at timestamptz not null default now(),
  updated_by uuid default app.user_id(),
  primary key (tenant_id, module)
);
select app.protect('public.tenant_modules');
select app.customizes('public.tenant_modules');
`
}
