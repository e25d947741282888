/** Pages of tiles that users put together: their own, and those that they share with the tenant. */
export function dashboardTables(): string {
  return `
create table public.dashboards (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null,
  user_id uuid not null,
  name text not null check (name <> ''),
  shared boolean not null default false,
  tiles jsonb not null default '[]',
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete cascade
);
create index on public.dashboards (tenant_id, user_id);
select app.protect('public.dashboards');
`
}
