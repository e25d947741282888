/** What is due first about the records of a table is found without reading all activities. */
export function nextActivitiesIndex(): string {
  return `
create index on public.activities (tenant_id, record_table, due_on) where done_at is null;
`
}
