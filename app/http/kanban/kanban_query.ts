import type { HttpRequest } from '@adonisjs/core/http'
import type { KanbanTree } from '../../views/kanban/declarations.ts'
import { dividingField } from '../search/dividing_field.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { SearchQuery, textOf, wordsOf } from '../search/search_query.ts'

/** So many cards a column shows at first, and so many more each time that more are asked for. */
export const COLUMN_SIZE = 20
const MOST_CARDS = 500
/** So many columns stand beside each other; the others on pages of their own. */
export const MOST_COLUMNS = 60
const MOST_PAGES = 100

/** What the address asks of a board beside the search: its columns, and how many cards they show. */
export class KanbanQuery extends SearchQuery<'more' | 'page'> {
  /** The field whose values are the columns. */
  override readonly by: string
  /** Numbers of cards by the key of a column, where they are not the usual one. */
  readonly sizes: ReadonlyMap<string, number>
  /** The page of the columns, counted from 1. */
  readonly page: number

  constructor(request: HttpRequest, plan: ScreenPlan) {
    super(request, plan)
    const tree = plan.views.get('kanban') as KanbanTree
    this.by = dividingField(this.groupBy, plan, tree.by)
    const given = request.qs() as Record<string, unknown>
    this.sizes = new Map(
      wordsOf(given.more)
        .map(sizeOf)
        .filter((size) => size !== null)
    )
    const page = Number.parseInt(textOf(given.page), 10) || 1
    this.page = Math.min(Math.max(page, 1), MOST_PAGES)
  }

  /** Other columns begin with their first page. */
  override href(change: Parameters<SearchQuery<'more' | 'page'>['href']>[0] = {}): string {
    return super.href('group' in change ? { page: null, ...change } : change)
  }

  /** The address of the board with another page of its columns. */
  pageHref(page: number): string {
    return this.href({ page: page > 1 ? String(page) : null })
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
    return [
      ['more', this.#words(this.sizes)],
      ['page', this.page > 1 ? String(this.page) : null],
    ]
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
