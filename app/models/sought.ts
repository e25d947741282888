import { columnExpression } from '../domains/column.ts'
import type { AskedModel } from '../domains/fields.ts'
import type { DomainNode } from '../domains/node.ts'
import type { Parameters } from '../domains/parameters.ts'

/** A word of a search, to be found in a record's own texts or behind one of its links. */
export interface SoughtWord {
  pattern: string
  /** The records whose own texts have it; null where they are too many to be named. */
  ids: readonly string[] | null
  /** What must be true of those besides. */
  where: readonly DomainNode[]
  links: readonly SoughtLink[]
}

/** A link that may lead to a text with the word. */
export interface SoughtLink {
  /** The many2one. */
  name: string
  /** The records that have the word; null where they are too many to be named. */
  ids: readonly string[] | null
  /** What says the same without naming them. */
  condition: DomainNode
}

/** That the row `t` of a model has the word. */
export function soughtCondition(
  { allFields }: AskedModel,
  { pattern, ids, where, links }: SoughtWord,
  parameters: Parameters,
  toSql: (node: DomainNode) => string
): string {
  const among = (column: string, values: readonly string[]) =>
    `${column} = any(${parameters.add(values, 'uuid[]')})`
  const own = ids ? among('t.id', ids) : `t.search_text like ${parameters.add(pattern, 'text')}`
  const behind = links.map(({ name, ids: linked, condition }) =>
    linked ? among(columnExpression('t', name, allFields[name]!), linked) : toSql(condition)
  )
  return `(${[[own, ...where.map(toSql)].join(' and '), ...behind].join(' or ')})`
}
