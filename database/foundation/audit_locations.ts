import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * A location belongs to itself: changes of its row, its name among them, are seen in the audit log
 * by those who work there, and by those who work everywhere.
 */
export function auditOfLocations(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  const condition = `tenant_id = (select app.tenant_id())
    and (location_id is null or (select app.all_locations())
      or location_id = any((select app.location_ids())::uuid[]))
    and (table_name <> 'locations' or (select app.all_locations())
      or record_id = any((select app.location_ids())::uuid[]))`
  return `
drop policy scope on public.audit_changes;
create policy scope on public.audit_changes to ${runtime}
  using (${condition}) with check (${condition});
`
}
