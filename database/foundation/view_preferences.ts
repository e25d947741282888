/** How each user has arranged the list of a screen: its columns in their order, and the rows of a page. */
export function viewPreferenceTables(): string {
  return `
create table public.view_preferences (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  user_id uuid not null default app.user_id(),
  screen text not null,
  columns text[] not null,
  page_size integer not null check (page_size > 0),
  primary key (tenant_id, user_id, screen),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete cascade
);
select app.protect('public.view_preferences');
`
}
