import type { HttpRequest } from '@adonisjs/core/http'
import type { GroupTerm } from '../../models/aggregate.ts'
import type { PivotTree } from '../../views/pivot/declaration.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { groupTermOf, groupWord, SearchQuery, textOf, wordsOf } from '../search/search_query.ts'

export type PivotPart = 'rows' | 'columns' | 'measures' | 'fold'
export type Axis = 'rows' | 'columns'

/** Levels that an axis can have. */
export const DEEPEST: Readonly<Record<Axis, number>> = { rows: 3, columns: 2 }
const NONE = 'none'

/** What the address asks of a pivot beside the search; what it does not say is as declared. */
export class PivotQuery extends SearchQuery<PivotPart> {
  readonly rows: readonly GroupTerm[]
  readonly columns: readonly GroupTerm[]
  /** Words of the figures. */
  readonly measures: readonly string[]
  /** The paths of rows that are closed. */
  readonly folded: ReadonlySet<string>
  #given: Partial<Record<PivotPart, string>>

  constructor(request: Pick<HttpRequest, 'qs'>, plan: ScreenPlan, tree: PivotTree) {
    super(request, plan)
    const qs = request.qs() as Record<string, unknown>
    this.#given = {
      rows: textOf(qs.rows),
      columns: textOf(qs.columns),
      measures: textOf(qs.measures),
    }
    const terms = (words: readonly string[]) => words.flatMap((word) => groupTermOf(word, plan))
    const levels = (axis: Axis) => {
      const given = this.#given[axis]
      if (given) return terms(given === NONE ? [] : wordsOf(given))
      return axis === 'rows' && this.groupBy.length > 0 ? this.groupBy : terms(tree[axis])
    }
    this.rows = unique(levels('rows')).slice(0, DEEPEST.rows)
    const own = new Set(this.rows.map(groupWord))
    const across = unique(levels('columns')).filter((term) => !own.has(groupWord(term)))
    this.columns = across.slice(0, DEEPEST.columns)
    this.measures = this.#given.measures ? wordsOf(this.#given.measures).slice(0, 6) : tree.measures
    this.folded = new Set(wordsOf(qs.fold))
  }

  /** The same pivot with other levels or figures. */
  with(
    change: Partial<Record<Axis, readonly GroupTerm[]>> & { measures?: readonly string[] }
  ): string {
    const write = (levels: readonly GroupTerm[]) => levels.map(groupWord).join(',') || NONE
    return this.href({
      rows: write(change.rows ?? this.rows),
      columns: write(change.columns ?? this.columns),
      measures: (change.measures ?? this.measures).join(','),
      fold: null,
    })
  }

  /** The same pivot with a row opened or closed. */
  toggled(path: string): string {
    const folded = new Set(this.folded)
    if (!folded.delete(path)) folded.add(path)
    return this.href({ fold: [...folded].join(',') })
  }

  /** Where the same is had as a workbook. */
  get fileHref(): string {
    return this.hrefTo('pivot')
  }

  protected override ownParts(): [name: string, value: string | null][] {
    const { rows, columns, measures } = this.#given
    return [
      ['rows', rows || null],
      ['columns', columns || null],
      ['measures', measures || null],
      ['fold', [...this.folded].join(',')],
    ]
  }
}

function unique(terms: readonly GroupTerm[]): GroupTerm[] {
  const words = terms.map(groupWord)
  return terms.filter((term, index) => words.indexOf(groupWord(term)) === index)
}
