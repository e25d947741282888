import { recordParts } from '#app/models/record_parts'

const statements = (of: (table: string) => string) =>
  recordParts.map((table) => of(`public.${table}`)).join('\n  ')

/**
 * What hangs on a record goes where it goes. A foreign key cannot say so, because the record may be
 * of any table. The functions run with the rights of the owner: a record may go to a location that
 * whoever moves it does not see.
 */
export const partFunctions = `
create or replace function app.move_parts() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
begin
  ${statements(
    (table) => `update ${table} set location_id = new.location_id
    where tenant_id = new.tenant_id and record_table = tg_table_name and record_id = new.id;`
  )}
  return null;
end $$;

create or replace function app.drop_parts() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
begin
  ${statements(
    (table) => `delete from ${table} p using gone
    where p.tenant_id = gone.tenant_id and p.record_table = tg_table_name and p.record_id = gone.id;`
  )}
  return null;
end $$;

-- Whether a table holds records that things may hang on.
create or replace function app.holds_records(target regclass) returns boolean language sql stable
  set search_path = pg_catalog as $$
  select count(*) = 3 from pg_attribute
  where attrelid = target and not attisdropped and attname in ('tenant_id', 'id', 'version')
$$;

create or replace function app.keep_parts(target regclass) returns void language plpgsql
  set search_path = pg_catalog as $$
begin
  if not app.holds_records(target) then
    return;
  end if;
  execute format('create or replace trigger drop_parts after delete on %s referencing old table as gone'
    || ' for each statement execute function app.drop_parts()', target);
  if exists (select from pg_attribute where attrelid = target and attname = 'location_id'
    and not attisdropped) then
    execute format('create or replace trigger move_parts after update of location_id on %s for each row'
      || ' when (old.location_id is distinct from new.location_id) execute function app.move_parts()', target);
  end if;
end $$;

revoke execute on function app.move_parts(), app.drop_parts(), app.keep_parts(regclass) from public;
`
