/** How wide each user wants the columns of a list, in pixels by their names. */
export function columnWidths(): string {
  return `
alter table public.view_preferences add column widths jsonb not null default '{}'
  check (jsonb_typeof(widths) = 'object');
`
}
