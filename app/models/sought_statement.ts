import type { AskedModel } from '../domains/fields.ts'
import type { DomainNode } from '../domains/node.ts'
import { Parameters } from '../domains/parameters.ts'
import { searchedTexts } from '../domains/searchable.ts'
import type { Rows, Statement } from '../environment/environment.ts'
import { Clauses, literal, quote, type SelectContext } from './clauses.ts'

/** More hits than these are found faster by walking the list itself. */
export const MOST_SOUGHT = 1_000

/** What is looked for behind a link: a condition for each pattern about the record that it leads to. */
export interface LinkAsked {
  target: AskedModel
  rule: DomainNode | null
  conditions: readonly DomainNode[]
}

/**
 * The records that have each of some patterns in their texts, and those that links lead to, by the
 * trigram index of each table: a row for each hit, with the place of its pattern and of its link, -1
 * for the record itself, where it has texts that are searched. What the asker may not read, or has the
 * pattern in another text, has no id.
 */
export function soughtStatement(
  model: AskedModel,
  patterns: readonly string[],
  links: readonly LinkAsked[],
  context: SelectContext
): Statement {
  const parameters = new Parameters()
  const hits = ({ table }: AskedModel, pattern: string) =>
    `app.search_ids(${parameters.add(`public.${quote(table)}`, 'text')}::regclass, ` +
    `array[${parameters.add(pattern, 'text')}], ${literal(MOST_SOUGHT + 1)}) as h (id)`
  const isSearched = searchedTexts(model).length > 0
  const own = (pattern: string, word: number) =>
    `(select ${literal(word)} as word, -1 as link, h.id from ${hits(model, pattern)})`
  const parts = patterns.flatMap((pattern, word) => [
    ...(isSearched ? [own(pattern, word)] : []),
    ...links.map(({ target, rule, conditions }, link) => {
      const asked = { model: target, where: [conditions[word]!], rule }
      const clauses = new Clauses(asked, context, parameters)
      return (
        `(select ${literal(word)} as word, ${literal(link)} as link, t.id from ${hits(target, pattern)} ` +
        `left join ${quote(target.table)} t on t.id = h.id and ${clauses.conditions().join(' and ')})`
      )
    }),
  ])
  return { text: parts.join('\nunion all\n'), values: parameters.values }
}

/** The ids that were found for a pattern, in the record or behind a link; null where they are too many. */
export function soughtIds(rows: Rows, word: number, link: number): string[] | null {
  const own = rows.filter((row) => row.word === word && row.link === link)
  if (own.length > MOST_SOUGHT) return null
  return own.flatMap(({ id }) => (id === null ? [] : [String(id)]))
}
