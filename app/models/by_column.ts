/** What the rows of the columns of a board are read from. */
interface Columns {
  table: string
  /** Conditions about the alias `t`. */
  where: string
  order: string
  /** The limit of columns that have none of their own. */
  most: string
  columns: readonly string[]
  /** The column of the table whose values are the columns of the board. */
  column: string
  /** A query for the values, in a column `id`. */
  values: string
  /** Parameters with the values that bring more rows, as texts, and their numbers. */
  limits: { keys: string; numbers: string }
  /** What is true of rows whose value the asker may not see; they count as rows without one. */
  hidden: string | null
}

/**
 * The first rows of each value as a derived table `t`, which still has to be ordered. Each value is
 * walked along its own index, and no more of its rows are read than are shown: a window over the
 * whole table would sort all of it.
 */
export function rowsByColumn(asked: Columns): string {
  const { table, where, order, most, columns, column, values, limits, hidden } = asked
  const own = columns.map((name) => `t.${name}`).join(', ')
  const given = `unnest(${limits.keys}, ${limits.numbers})`
  const without = hidden ? `(${column} is null or ${hidden})` : `${column} is null`
  return `(
    (select r.* from (${values}) v
      left join ${given} m(key, most) on m.key = v.id::text
      cross join lateral (
        select ${own} from ${table} t where ${where} and ${column} = v.id
        order by ${order} limit coalesce(m.most, ${most})) r)
    union all
    (select r.* from (select coalesce((select m.most from ${given} m(key, most) where m.key = ''), ${most}) as most) m
      cross join lateral (
        select ${own} from ${table} t where ${where} and ${without}
        order by ${order} limit m.most) r)
  ) t`
}
