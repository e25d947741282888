/**
 * Tables of pairs that are there already get the policy that leads through their records: a pair
 * belongs to the location of the record that it is about.
 */
export function protectPairs(): string {
  return `
select app.protect(t.oid) from pg_class t
where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and t.relforcerowsecurity
  and exists (select from app.located_pairs(t.oid));
`
}
