import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * Lets a page of administrators say whether everybody of their tenant needs the second step, and
 * nothing else of the tenant: the runtime role only reads that table.
 */
export function twoFactorDemand(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  return `
create function app.demand_two_factor(demanded boolean) returns void language sql volatile
  security definer set search_path = pg_catalog as $$
  update public.tenants set requires_two_factor = demanded where id = app.tenant_id()
$$;
revoke execute on function app.demand_two_factor(boolean) from public;
grant execute on function app.demand_two_factor(boolean) to ${runtime};
`
}
