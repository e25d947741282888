import type { AskedModel } from '../domains/fields.ts'
import type { DomainNode } from '../domains/node.ts'
import type { Statement } from '../environment/environment.ts'
import { Clauses, literal, quote, titleExpression, type SelectContext } from './clauses.ts'

/** So many records that contain the words are looked at. */
const MOST = 500

/** What is looked for among the records of a model. */
export interface HitsAsked {
  /** Patterns, all of which the searchable column must meet. */
  patterns: readonly string[]
  /** The pattern of titles that come first. */
  first: string
  where: readonly DomainNode[]
  limit: number
}

/** A record that was found by its texts. */
export interface Hit {
  table: string
  id: string
  title: string | null
}

/** Records whose texts contain the words, those first whose title begins with them. */
export function hitsStatement(
  {
    model,
    rule,
    patterns,
    first,
    where,
    limit,
  }: HitsAsked & { model: AskedModel; rule: DomainNode | null },
  context: SelectContext
): Statement {
  const clauses = new Clauses({ model, where, rule }, context)
  const { parameters } = clauses
  const name = parameters.add(model.table, 'text')
  const found = `select app.search_ids(format('public.%I', ${name})::regclass,
    ${parameters.add([...patterns], 'text[]')}, ${literal(MOST)})`
  const title = clauses.showsTitles(model) ? titleExpression('t', model) : 'null::text'
  return {
    text: `select ${name} as "table", t.id, ${title} as title from ${quote(model.table)} t
      where ${clauses.conditions().join(' and ')} and t.id in (${found})
      order by (lower(${title}) like ${parameters.add(first, 'text')}) desc nulls last, ${title}, t.id
      limit ${literal(limit)}`,
    values: parameters.values,
  }
}

/** One statement for the rows of several, in their order. */
export function together(statements: readonly Statement[]): Statement {
  const values: unknown[] = []
  const parts = statements.map(({ text, values: own = [] }) => {
    const before = values.length
    values.push(...own)
    return `(${text.replaceAll(/\$(\d+)/g, (_, place: string) => `$${Number(place) + before}`)})`
  })
  return { text: parts.join('\nunion all\n'), values }
}
