import type { HttpRequest } from '@adonisjs/core/http'
import type { KanbanTree } from '../../views/kanban/declarations.ts'
import { dividingField } from '../search/dividing_field.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { SearchQuery, wordsOf } from '../search/search_query.ts'

/** So many cards a column shows at first, and so many more each time that more are asked for. */
export const COLUMN_SIZE = 20
const MOST_CARDS = 500

/** What the address asks of a board beside the search: its columns, and how many cards they show. */
export class KanbanQuery extends SearchQuery<'more'> {
  /** The field whose values are the columns. */
  override readonly by: string
  /** Numbers of cards by the key of a column, where they are not the usual one. */
  readonly sizes: ReadonlyMap<string, number>

  constructor(request: HttpRequest, plan: ScreenPlan) {
    super(request, plan)
    const tree = plan.views.get('kanban') as KanbanTree
    this.by = dividingField(this.groupBy, plan, tree.by)
    const words = wordsOf((request.qs() as Record<string, unknown>).more)
    this.sizes = new Map(words.map(sizeOf).filter((size) => size !== null))
  }

  /** The address of the board with more cards in one column. */
  moreHref(key: string): string {
    const size = Math.min((this.sizes.get(key) ?? COLUMN_SIZE) + COLUMN_SIZE, MOST_CARDS)
    return this.href({ more: this.#words(new Map([...this.sizes, [key, size]])) })
  }

  /** Where the place of a card on this board is asked for and changed. */
  placeHref(id: string, method?: 'PUT'): string {
    const query = new URLSearchParams([...(method ? [['_method', method]] : []), ...this.params()])
    return `${this.plan.href}/${id}/place?${query}`
  }

  /** Where a column of this board is changed, or another one made. */
  columnHref(id: string | null, method?: 'PUT' | 'DELETE'): string {
    const query = new URLSearchParams([...(method ? [['_method', method]] : []), ...this.params()])
    return `${this.plan.href}/board${id ? `/${id}` : ''}?${query}`
  }

  protected override ownParts(): [name: string, value: string | null][] {
    return [['more', this.#words(this.sizes)]]
  }

  #words(sizes: ReadonlyMap<string, number>): string {
    return [...sizes].map(([key, size]) => `${encodeURIComponent(key)}:${size}`).join(',')
  }
}

/** Keys are encoded: an option may hold what parts the words. */
function sizeOf(word: string): [key: string, size: number] | null {
  const [, key = '', number = ''] = /^(.*):(\d{1,3})$/.exec(word) ?? []
  const size = Number(number)
  if (size <= COLUMN_SIZE || size > MOST_CARDS) return null
  try {
    return [decodeURIComponent(key), size]
  } catch {
    return null
  }
}
