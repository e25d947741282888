/** The key of the rows whose value leads to what the asker may not see. */
export const OUT_OF_SIGHT = '?'

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
  /** What is true of rows whose value is none any more; they count as rows without one. */
  lost: string | null
  /** What is true of rows whose value leads to what the asker may not see. */
  hidden: string | null
}

/**
 * The first rows of each value as a derived table `t`, which still has to be ordered. Each value is
 * walked along its own index, and no more of its rows are read than are shown: a window over the
 * whole table would sort all of it.
 */
export function rowsByColumn(asked: Columns): string {
  const { table, where, order, most, column, values, limits } = asked
  const own = ownColumns(asked)
  const given = `unnest(${limits.keys}, ${limits.numbers})`
  const apart = Object.entries({ '': withoutValue(asked), [OUT_OF_SIGHT]: asked.hidden }).map(
    ([key, condition]) =>
      condition &&
      `union all
    (select r.* from (select coalesce((select m.most from ${given} m(key, most) where m.key = '${key}'), ${most}) as most) m
      cross join lateral (
        select ${own} from ${table} t where ${where} and ${condition}
        order by ${order} limit m.most) r)`
  )
  return `(
    (select r.* from (${values}) v
      left join ${given} m(key, most) on m.key = v.id::text
      cross join lateral (
        select ${own} from ${table} t where ${where} and ${column} = v.id
        order by ${order} limit coalesce(m.most, ${most})) r)
    ${apart.filter(Boolean).join('\n')}
  ) t`
}

/**
 * The same of a column without an index, such as a custom field: all rows are ranked once within
 * their values, as walking each value would read all of them for each.
 */
export function rowsRankedByColumn(asked: Columns): string {
  const { table, where, order, most, column, values, limits, hidden } = asked
  const without = withoutValue(asked)
  const key = `case when v.id is not null then v.id::text when ${without} then '' else '${OUT_OF_SIGHT}' end`
  return `(
    select ${ownColumns(asked)} from (
      select t.tenant_id, t.id, ${key} as key,
        row_number() over (partition by ${key} order by ${order}) as place
      from ${table} t left join (${values}) v on v.id = ${column}
      where ${where} and (v.id is not null or ${without} or ${hidden ?? 'false'})) r
    left join unnest(${limits.keys}, ${limits.numbers}) m(key, most) on m.key = r.key
    join ${table} t on t.tenant_id = r.tenant_id and t.id = r.id
    where r.place <= coalesce(m.most, ${most})
  ) t`
}

function ownColumns({ columns }: Columns): string {
  return columns.map((name) => `t.${name}`).join(', ')
}

function withoutValue({ column, lost }: Columns): string {
  return lost ? `(${column} is null or ${lost})` : `${column} is null`
}
