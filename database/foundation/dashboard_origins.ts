/** From which dashboard of a module a user's own was made; one copy of each for a user. */
export function dashboardOrigins(): string {
  return `
alter table public.dashboards add column origin text;
create unique index on public.dashboards (tenant_id, user_id, origin) where origin is not null;
`
}
