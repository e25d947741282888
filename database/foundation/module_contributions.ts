/** What the installed version of each module brings, so that the next one can be compared with it. */
export function moduleContributions(): string {
  return `
create table app.module_contributions (
  module text primary key,
  version text not null,
  contributions json not null
);
`
}
