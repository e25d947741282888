/**
 * The values of a text in other languages after an upgrade: language by language, what the tenant has
 * left as it was shipped becomes what is shipped now.
 */
const mergedTranslations = `
create function app.merged_translations(now jsonb, shipped jsonb, wanted jsonb) returns jsonb
  language sql immutable set search_path = pg_catalog as $$
  select coalesce(jsonb_object_agg(each.key, each.value) filter (where each.value is not null), 'null')
  from (select case jsonb_typeof(now) when 'object' then now else '{}' end as now,
      case jsonb_typeof(shipped) when 'object' then shipped else '{}' end as shipped,
      case jsonb_typeof(wanted) when 'object' then wanted else '{}' end as wanted) side
  cross join lateral (select key, case
      when side.now -> key is not distinct from side.shipped -> key then side.wanted -> key
      else side.now -> key end as value
    from jsonb_object_keys(side.now || side.shipped || side.wanted) as key) each
$$;
revoke execute on function app.merged_translations(jsonb, jsonb, jsonb) from public;
`

/**
 * Brings one shipped record up to date: each value that the tenant has left as it was shipped becomes
 * what is shipped now, columns of translations language by language. Counts records that changed, and
 * those of which an edited value was kept.
 */
export const changeShipped = `
create or replace function app.change_shipped(data app.module_data, only_tenant uuid, out changed integer, out kept integer)
  language plpgsql set search_path = pg_catalog as $$
declare
  names text[] := array(select jsonb_object_keys(data.given || data.links) as name order by name);
  list text := (select string_agg(quote_ident(name), ', ' order by name) from unnest(names) as name);
begin
  execute format($sql$
    with current as (
      select e.tenant_id, e.id, e.record_id, e.shipped, to_jsonb(r) as now,
        (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(to_jsonb(
          jsonb_populate_record(r, g.given))) where g.given ? key) as wanted
      from public.external_ids e join public.%1$I r on r.tenant_id = e.tenant_id and r.id = e.record_id
      cross join lateral (select $1 || app.linked_values(e.tenant_id, $2) as given) g
      where e.module = $3 and e.name = $4 and e.table_name = $5 and ($6::uuid is null or e.tenant_id = $6)
    ), aims as (
      select c.tenant_id, c.id, w.key, w.value as wanted, c.now -> w.key as now, c.shipped -> w.key as shipped,
        case when w.key like '%%\\_translations'
          then app.merged_translations(c.now -> w.key, c.shipped -> w.key, w.value)
          when not c.shipped ? w.key or c.now -> w.key = c.shipped -> w.key then w.value
          else c.now -> w.key end as aim
      from current c cross join lateral jsonb_each(c.wanted) w
    ), news as (
      select c.*, (select jsonb_object_agg(a.key, a.aim) from aims a
          where a.tenant_id = c.tenant_id and a.id = c.id and a.aim <> a.now) as change,
        exists (select from aims a where a.tenant_id = c.tenant_id and a.id = c.id
          and a.wanted <> a.shipped and a.wanted <> a.aim) as is_kept
      from current c
    ), written as (
      update public.%1$I r set (%2$s) = (select %2$s from jsonb_populate_record(r, n.change)),
        version = r.version + 1, updated_at = now(), updated_by = null
      from news n where n.change is not null and r.tenant_id = n.tenant_id and r.id = n.record_id
    ), noted as (
      update public.external_ids e set shipped = n.shipped || n.wanted, columns = $7 from news n
      where e.tenant_id = n.tenant_id and e.id = n.id
        and (e.columns <> $7 or e.shipped is distinct from n.shipped || n.wanted)
    )
    select count(change)::integer, count(*) filter (where is_kept)::integer from news $sql$, data.table_name, list)
    into changed, kept using data.given, data.links, data.module, data.name, data.table_name, only_tenant, names;
end $$;
`

/** Upgrades of shipped records leave each language in peace that a tenant has edited. */
export const shippedTranslations = () => mergedTranslations + changeShipped
