/**
 * Every table of tenant records tells on the channel `tatami_written` that it was written: the
 * tenant, or `*` where none is known, and its own name. PostgreSQL sends it once for a transaction,
 * when that commits. `app.protect` does the same for tables that come later.
 */
export function writesAreTold(): string {
  return `
do $$
declare target regclass;
begin
  for target in select oid from pg_class where relnamespace = 'public'::regnamespace
    and relkind in ('r', 'p') and relforcerowsecurity and relname <> 'tenants'
  loop
    perform app.tell_writes(target);
  end loop;
end $$;
`
}
