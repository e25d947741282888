import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/** Tables of the host, whose records have no custom fields. */
const HOST = ['locations', 'memberships', 'inbox_events']

/**
 * Custom fields of tenants: what they are, the column that holds their values in every table of a
 * module (new ones bring it along), and a look-up that may use its index. What the search box
 * finds of them lies in the same column under `$search`, and is made anew when a field starts or
 * stops being searched.
 */
export function customFieldTables(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  const host = HOST.map((name) => `'${name}'`).join(', ')
  return `
do $$
declare
  target record;
begin
  for target in select c.oid::regclass as name, pg_get_expr(d.adbin, d.adrelid) as text
    from pg_class c left join pg_attribute s on s.attrelid = c.oid and s.attname = 'search_text'
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = s.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in (${host})
      and exists (select from pg_attribute where attrelid = c.oid and attname = 'updated_by')
      and exists (select from pg_attribute where attrelid = c.oid and attname = 'version')
  loop
    execute format('alter table %s add column custom_fields jsonb', target.name);
    execute format('create index on %s using gin (tenant_id, custom_fields jsonb_path_ops)
      where custom_fields is not null', target.name);
    if target.text is not null then
      perform app.search_by(target.name,
        target.text || ' || lower('' '' || coalesce(custom_fields ->> ''$search'', ''''))');
    end if;
  end loop;
end $$;

create table public.custom_fields (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  model text not null,
  name text check (name ~ '^x_[a-z0-9_]{1,58}$'),
  label text not null,
  kind text not null check (kind in ('text', 'longText', 'email', 'phone', 'url', 'integer',
    'decimal', 'money', 'boolean', 'date', 'datetime', 'selection', 'many2one')),
  target text check ((target is not null) = (kind = 'many2one')),
  choices text,
  help text,
  required boolean not null default false,
  searched boolean not null default false,
  indexed boolean not null default false,
  sequence integer not null default 10,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  search_text text generated always as (lower(label || ' ' || name)) stored,
  primary key (tenant_id, id),
  unique (tenant_id, model, name)
);
create index on public.custom_fields using gin (tenant_id, search_text gin_trgm_ops);
select app.protect('public.custom_fields');
select app.customizes('public.custom_fields');

create function app.make_custom_text() returns trigger language plpgsql
  set search_path = pg_catalog, public as $$
declare
  field record := coalesce(new, old);
  names text[];
begin
  if to_regclass(format('public.%I', field.model)) is null then return null; end if;
  select coalesce(array_agg(name), '{}') into names from public.custom_fields
    where tenant_id = field.tenant_id and model = field.model and searched and active;
  execute format($sql$
    update public.%I t set custom_fields = t.custom_fields - '$search' || coalesce(
      (select jsonb_build_object('$search', string_agg(value, ' '))
        from jsonb_each_text(t.custom_fields) where key = any($2) having count(*) > 0), '{}')
    where tenant_id = $1 and custom_fields ? $3$sql$, field.model)
    using field.tenant_id, names, field.name;
  return null;
end $$;
revoke execute on function app.make_custom_text() from public;
grant execute on function app.make_custom_text() to ${runtime};
create trigger custom_text after update of searched, active on public.custom_fields
  for each row when (old.searched is distinct from new.searched or old.active is distinct from new.active)
  execute function app.make_custom_text();
create trigger custom_text_gone after delete on public.custom_fields
  for each row execute function app.make_custom_text();

create function app.custom_ids(target regclass, wanted jsonb[]) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  scope text := 'tenant_id = $1';
begin
  if not exists (select 1 from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.oid = target and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and c.relforcerowsecurity and a.attname = 'custom_fields') then
    raise exception '% has no custom fields', target using errcode = '42501';
  end if;
  if exists (select 1 from pg_attribute where attrelid = target and attname = 'location_id'
    and not attisdropped) and not app.all_locations() then
    scope := scope || ' and (location_id is null or location_id = any($3))';
  end if;
  return query execute format('select id from %s where %s and custom_fields is not null
    and custom_fields @> any ($2)', target, scope)
    using app.tenant_id(), wanted, app.location_ids();
end $$;
revoke execute on function app.custom_ids(regclass, jsonb[]) from public;
grant execute on function app.custom_ids(regclass, jsonb[]) to ${runtime};
`
}
