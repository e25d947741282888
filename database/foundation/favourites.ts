/** Searches that users keep under a name, for themselves or for everybody, and which one each opens a screen with. */
export function favouriteTables(): string {
  return `
create table public.favourites (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  user_id uuid not null default app.user_id(),
  screen text not null,
  name text not null check (name <> ''),
  query text not null,
  shared boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, user_id, screen, name),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete cascade
);
create index on public.favourites (tenant_id, screen);

create table public.favourite_defaults (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  user_id uuid not null default app.user_id(),
  screen text not null,
  favourite_id uuid not null,
  primary key (tenant_id, user_id, screen),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete cascade,
  foreign key (tenant_id, favourite_id) references public.favourites (tenant_id, id) on delete cascade
);
create index on public.favourite_defaults (tenant_id, favourite_id);

select app.protect('public.favourites');
select app.protect('public.favourite_defaults');
`
}
