import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/** The paper that a tenant prints on; without one it is what its currency lets expect. */
export function tenantPaper(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  return `
alter table public.tenants
  add column paper_format text check (paper_format in ('a4', 'us-letter'));
grant update (paper_format) on public.tenants to ${runtime};
drop trigger guard on public.tenants;
create trigger guard before update of name, time_zone, currency, language, date_format, paper_format
  on public.tenants for each row execute function app.guard_tenant();
`
}
