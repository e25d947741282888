/**
 * What words of a file mean that nothing answers to, as somebody has said, and which words a test has
 * found: the most frequent ones of each field, and the number of all.
 */
export function importMeanings(): string {
  return `
alter table public.imports
  add column meanings jsonb not null default '{}',
  add column unclear jsonb not null default '{}';
`
}
