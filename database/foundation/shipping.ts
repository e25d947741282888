import { changeShipped } from './shipped_translations.ts'

/** Columns that say nothing about what a record is. */
const META = `'{tenant_id,id,version,created_at,created_by,updated_at,updated_by,custom_fields,search_text}'::text[]`

/** Ids of the records behind links (column → module, name and table), as far as the tenant has them. */
const linkedValues = `
create function app.linked_values(tenant uuid, links jsonb) returns jsonb language plpgsql stable
  set search_path = pg_catalog as $$
declare
  link record;
  found_id uuid;
  result jsonb := '{}';
begin
  for link in select key, value from jsonb_each(links) loop
    execute format('select r.id from public.external_ids e
        join public.%I r on r.tenant_id = e.tenant_id and r.id = e.record_id
        where e.tenant_id = $1 and e.module = $2 and e.name = $3 and e.table_name = $4', link.value ->> 'table')
      into found_id using tenant, link.value ->> 'module', link.value ->> 'name', link.value ->> 'table';
    if found_id is not null then
      result := result || jsonb_build_object(link.key, found_id);
    end if;
  end loop;
  return result;
end $$;
`

/**
 * Makes one shipped record for each tenant that never had it. Where a key is taken by a record of the
 * tenant's own, or a record that it needs is not there, the tenant goes without.
 */
const makeShipped = `
create function app.make_shipped(data app.module_data, only_tenant uuid) returns integer language plpgsql
  set search_path = pg_catalog as $$
declare
  made integer;
  names text[] := array(select jsonb_object_keys(data.defaults || data.given || data.links));
begin
  execute format($sql$
    with wanted as (
      select t.id as tenant_id, $1 || $2 || app.linked_values(t.id, $3) as row from public.tenants t
      where ($4::uuid is null or t.id = $4) and not exists (select from public.external_ids e
        where e.tenant_id = t.id and e.module = $5 and e.name = $6)
    ), made as (
      insert into public.%1$I as r (tenant_id, id, %2$s)
      select w.tenant_id, app.uuidv7(), %3$s
      from wanted w cross join lateral jsonb_populate_record(null::public.%1$I, w.row) v
      where w.row ?& $7 order by w.tenant_id
      on conflict do nothing returning r.tenant_id, r.id, to_jsonb(r) as row
    )
    insert into public.external_ids (tenant_id, module, name, table_name, record_id, columns, shipped)
    select tenant_id, $5, $6, $8, id, $9, row - ${META} from made $sql$,
      data.table_name,
      (select string_agg(quote_ident(name), ', ' order by name) from unnest(names) as name),
      (select string_agg('v.' || quote_ident(name), ', ' order by name) from unnest(names) as name))
    using data.defaults, data.given, data.links, only_tenant, data.module, data.name,
      array(select key from jsonb_each(data.links) where value -> 'required' = 'true'), data.table_name,
      array(select jsonb_object_keys(data.given || data.links) as name order by name);
  get diagnostics made = row_count;
  return made;
end $$;
`

/** What one tenant has keeps no other from being brought up to date. */
const changeShippedEach = `
create function app.change_shipped_each(data app.module_data, out changed integer, out kept integer)
  language plpgsql set search_path = pg_catalog as $$
declare
  tenant uuid;
  one record;
begin
  select c.changed, c.kept into changed, kept from app.change_shipped(data, null) c;
exception when unique_violation then
  changed := 0;
  kept := 0;
  for tenant in select id from public.tenants order by id loop
    begin
      select c.changed, c.kept into one from app.change_shipped(data, tenant) c;
      changed := changed + one.changed;
      kept := kept + one.kept;
    exception when unique_violation then
      kept := kept + 1;
    end;
  end loop;
end $$;
`

/**
 * Takes back what a module does not ship any more: what the tenant has not touched is archived, or
 * deleted where there is no archive and nothing refers to it. The rest is the tenant's own from now on.
 */
const withdrawShipped = `
create function app.is_referred_to(target regclass, tenant uuid, record uuid) returns boolean
  language plpgsql stable set search_path = pg_catalog as $$
declare
  key record;
  answer boolean;
begin
  for key in select k.conrelid::regclass as relation, a.attname as name
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
    where k.contype = 'f' and k.confrelid = target and a.attname <> 'tenant_id'
  loop
    execute format('select exists (select from %s where tenant_id = $1 and %I = $2)', key.relation, key.name)
      into answer using tenant, record;
    if answer then
      return true;
    end if;
  end loop;
  return false;
end $$;

create function app.withdraw_shipped(only_module text) returns table (name text, withdrawn integer, kept integer)
  language plpgsql set search_path = pg_catalog as $$
declare
  old record;
  archives boolean;
begin
  for old in select e.name, e.table_name, count(*)::integer as total from public.external_ids e
    where e.module = only_module and e.shipped is not null
      and not exists (select from app.module_data d where d.module = e.module and d.name = e.name)
    group by 1, 2 order by 1
  loop
    archives := exists (select from pg_attribute a where a.attrelid = format('public.%I', old.table_name)::regclass
      and a.attname = 'active' and not a.attisdropped);
    execute format(case when archives
      then 'update public.%1$I r set active = false, version = r.version + 1, updated_at = now(), updated_by = null'
        || ' from public.external_ids e where r.active and '
      else 'delete from public.%1$I r using public.external_ids e'
        || ' where not app.is_referred_to(%2$L::regclass, r.tenant_id, r.id) and ' end
      || 'r.tenant_id = e.tenant_id and r.id = e.record_id and e.module = $1 and e.name = $2 and not exists ('
      || 'select from jsonb_each(e.shipped) where to_jsonb(r) -> key is distinct from value)',
      old.table_name, format('public.%I', old.table_name)) using only_module, old.name;
    get diagnostics withdrawn = row_count;
    name := old.name;
    kept := old.total - withdrawn;
    delete from public.external_ids e where e.module = only_module and e.name = old.name;
    return next;
  end loop;
end $$;
`

/** Ships what a module has to ship, to every tenant or to one, and says what became of each record. */
const shipData = `
create function app.ship_data(only_module text, only_tenant uuid default null)
  returns table (name text, made integer, changed integer, withdrawn integer, kept integer)
  language plpgsql set search_path = pg_catalog as $$
declare
  data app.module_data;
  makes integer[] := '{}';
begin
  if only_tenant is null then
    return query select w.name, 0, 0, w.withdrawn, w.kept from app.withdraw_shipped(only_module) w;
  end if;
  for data in select * from app.module_data d where d.module = only_module order by d.place loop
    makes := makes || app.make_shipped(data, only_tenant);
  end loop;
  withdrawn := 0;
  for data in select * from app.module_data d where d.module = only_module order by d.place loop
    if only_tenant is null then
      select c.changed, c.kept into changed, kept from app.change_shipped_each(data) c;
    else
      select c.changed, c.kept into changed, kept from app.change_shipped(data, only_tenant) c;
    end if;
    name := data.name;
    made := makes[1];
    makes := makes[2:];
    return next;
  end loop;
end $$;

create function app.ship_to_tenant() returns trigger language plpgsql
  security definer set search_path = pg_catalog as $$
declare
  ready record;
begin
  for ready in
    with recursive depth as (
      select m.name, 0 as rank from app.modules m where m.depends = '{}'
      union select m.name, d.rank + 1 from app.modules m join depth d on d.name = any (m.depends)
    )
    select d.name from depth d where exists (select from app.module_data where module = d.name)
    group by d.name order by max(d.rank), d.name
  loop
    perform app.ship_data(ready.name, new.id);
  end loop;
  return null;
end $$;
`

/**
 * Where records of the current tenant differ from what modules ship: each such column with the value
 * now and the shipped one. Reads with the rights of whoever asks; a record that is gone has no value.
 */
const differences = `
create function app.shipped_differences(only_table text default null, only_record uuid default null)
  returns table (id uuid, module text, name text, table_name text, record_id uuid, is_gone boolean, differing jsonb)
  language plpgsql stable set search_path = pg_catalog as $$
declare
  shipped_table text;
begin
  for shipped_table in select distinct e.table_name from public.external_ids e
    where e.tenant_id = app.tenant_id() and e.shipped is not null and (only_table is null or e.table_name = only_table)
      and has_table_privilege(to_regclass(format('public.%I', e.table_name)), 'select') order by 1
  loop
    return query execute format($sql$
      select e.id, e.module, e.name, e.table_name, e.record_id, r.id is null, d.differing
      from public.external_ids e left join public.%I r on r.tenant_id = e.tenant_id and r.id = e.record_id
      cross join lateral (
        select jsonb_object_agg(c, jsonb_build_array(to_jsonb(r) -> c, e.shipped -> c)) as differing
        from unnest(e.columns) c where r.id is not null and to_jsonb(r) -> c is distinct from e.shipped -> c
      ) d
      where e.tenant_id = app.tenant_id() and e.table_name = $1 and e.shipped is not null
        and ($2::uuid is null or e.record_id = $2) and (r.id is null or d.differing is not null)
      order by e.module, e.name $sql$, shipped_table) using shipped_table, only_record;
  end loop;
end $$;
`

const own = `
revoke execute on function app.linked_values(uuid, jsonb), app.make_shipped(app.module_data, uuid),
  app.change_shipped(app.module_data, uuid), app.change_shipped_each(app.module_data),
  app.is_referred_to(regclass, uuid, uuid), app.withdraw_shipped(text), app.ship_data(text, uuid),
  app.ship_to_tenant(), app.shipped_differences(text, uuid) from public;
`

/** The functions that ship records of modules to tenants. Nobody but the owner runs them. */
export const shipping =
  linkedValues +
  makeShipped +
  changeShipped +
  changeShippedEach +
  withdrawShipped +
  shipData +
  differences +
  own
