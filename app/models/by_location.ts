/**
 * Walking a list location by location. PostgreSQL answers "the newest 80 rows of these locations"
 * by walking all of the tenant's rows from the newest and leaving out those of other locations.
 * For a location with one row in two thousand that is a walk through everything: 26 ms instead of
 * 0.5 ms over 500,000 rows. Here each location, and the records without one, are walked along
 * their own index, and only what each has to offer is sorted.
 *
 * `location_id` in the first ORDER BY forces the index of the locations: the planner knows the
 * share of records without a location in the table, not in the tenant.
 */
interface Walk {
  table: string
  /** Conditions about the alias `t`. */
  where: string
  /** The limit. */
  most: string
  /** The locations, as an SQL array. */
  locations: string
}

/** The rows as a derived table `t`; it still has to be ordered and limited. */
export function rowsByLocation(walk: Walk & { order: string; columns: readonly string[] }): string {
  const { table, where, order, most, locations, columns } = walk
  const own = columns.map((column) => `t.${column}`).join(', ')
  return `(
    (select ${own} from ${table} t where ${where} and t.location_id is null
      order by t.location_id, ${order} limit ${most})
    union all
    (select x.* from unnest(${locations}) l(id) cross join lateral (
      select ${own} from ${table} t where ${where} and t.location_id = l.id
      order by ${order} limit ${most}) x)
  ) t`
}

/** A row for each record, up to the limit, for counting. */
export function markedByLocation({ table, where, most, locations }: Walk): string {
  return `(select 1 from ${table} t where ${where} and t.location_id is null limit ${most})
    union all
    (select 1 from unnest(${locations}) l(id) cross join lateral (
      select 1 from ${table} t where ${where} and t.location_id = l.id limit ${most}) x)
    limit ${most}`
}
