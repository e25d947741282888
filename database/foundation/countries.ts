import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/** The country in which local telephone numbers are: that of a location, or else of its tenant. */
export function countryColumns(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  return `
alter table public.tenants add column country text check (country ~ '^[A-Z]{2}$');
alter table public.locations add column country text check (country ~ '^[A-Z]{2}$');
grant update (country) on public.tenants to ${runtime};
grant insert (country), update (country) on public.locations to ${runtime};
drop trigger guard on public.tenants;
create trigger guard
  before update of name, time_zone, currency, language, date_format, paper_format, country
  on public.tenants for each row execute function app.guard_tenant();
`
}
