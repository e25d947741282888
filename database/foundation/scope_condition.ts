import type { DatabaseCredentials } from '#app/identity/credentials'
import pg from 'pg'

/**
 * What keeps rows to a tenant and its locations, in one place: policies say it with the functions of
 * the context, look-ups that run with the rights of the owner with the values that those have. Pairs
 * are where the records are that they are about.
 */
export const scopeFunctions = `
create or replace function app.scope_condition(target regclass, tenant text, everywhere text, places text)
  returns text language plpgsql stable set search_path = pg_catalog as $$
declare
  condition text := 'tenant_id = ' || tenant;
  pair record;
begin
  if exists (select from pg_attribute where attrelid = target and attname = 'location_id'
    and not attisdropped) then
    condition := condition || format(' and (location_id is null or %s or location_id = any(%s))',
      everywhere, places);
  end if;
  for pair in select * from app.located_pairs(target) loop
    condition := condition || format(' and (%s or exists (select from %s o'
      || ' where o.tenant_id = %s.tenant_id and o.id = %s.%I))', everywhere, pair.records, target, target, pair.key);
  end loop;
  return condition;
end $$;

-- The scope of whoever asks, for a statement that runs with the rights of the owner. The table must be
-- one that row-level security protects, and have the column that is asked about.
create or replace function app.scope_of_asker(target regclass, needed name) returns text language plpgsql
  stable set search_path = pg_catalog as $$
begin
  if not exists (select from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.oid = target and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and c.relforcerowsecurity and a.attname = needed and not a.attisdropped) then
    raise exception '% has no %', target, needed using errcode = '42501';
  end if;
  return app.scope_condition(target, quote_literal(app.tenant_id()), quote_literal(app.all_locations()),
    quote_literal(app.location_ids()) || '::uuid[]');
end $$;
revoke execute on function app.scope_condition(regclass, text, text, text),
  app.scope_of_asker(regclass, name) from public;
`

/** Custom fields are looked up in the scope that policies have, too. */
export function customIdsInScope(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  return `
create or replace function app.custom_ids(target regclass, wanted jsonb[]) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  return query execute format('select id from %s where %s and custom_fields is not null
    and custom_fields @> any ($1)', target, app.scope_of_asker(target, 'custom_fields')) using wanted;
end $$;
revoke execute on function app.custom_ids(regclass, jsonb[]) from public;
grant execute on function app.custom_ids(regclass, jsonb[]) to ${runtime};
`
}
