/** How close things stand on a user's screens, and the page on which their work begins. */
export function preferenceColumns(): string {
  return `
alter table identity.users
  add column density text check (density in ('compact', 'comfortable')),
  add column home text;
`
}
