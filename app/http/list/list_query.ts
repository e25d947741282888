import type { HttpRequest } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type { Field } from '../../domains/fields.ts'
import { isUuid } from '../../environment/scope.ts'
import type { OrderTerm } from '../../models/order.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { SearchQuery, textOf, wordsOf } from '../search/search_query.ts'
import { OpenGroups } from './open_groups.ts'
import type { Arrangement, ColumnWidths } from './view_preferences.ts'

/** A place in the list, as the address carries it. */
export interface PagePlace {
  value: unknown
  id: string
  backwards: boolean
  /** Number of the first row of the page, counted from 1. */
  from: number
}

export const PAGE_SIZE = 80
/** The numbers of records that a page may have. */
export const PAGE_SIZES = [20, PAGE_SIZE, 200]
export const MOST_SORTED = 3
const LONGEST_OPEN = 6_000

type ListPart = 'sort' | 'columns' | 'size' | 'open' | 'place' | 'page'

/**
 * What the address asks of a list beside the search: sort, columns, open groups, page. Where it says
 * nothing about columns and the size of a page, they are as the asker has arranged the screen.
 */
export class ListQuery extends SearchQuery<ListPart> {
  readonly order: readonly OrderTerm[]
  /** Names of the columns; empty for those of the screen. */
  readonly columns: readonly string[]
  /** The order that the address asks for; empty for the screen's own. */
  readonly sorted: readonly OrderTerm[]
  /** So many records stand on a page. */
  readonly size: number
  /** Pixels of the columns that the asker has made wider or narrower. */
  readonly widths: ColumnWidths
  readonly open: OpenGroups
  readonly place: PagePlace | null
  readonly page: number
  #named: { columns: readonly string[]; size: number | null }

  constructor(
    request: Pick<HttpRequest, 'qs'>,
    plan: ScreenPlan,
    sortable: (name: string) => boolean,
    arrangement: Arrangement | null
  ) {
    super(request, plan)
    const given = request.qs() as Record<string, unknown>
    const columns = wordsOf(given.columns)
    const size = sizeIn(textOf(given.size))
    this.#named = { columns, size }
    this.columns = columns.length > 0 ? columns : (arrangement?.columns ?? [])
    this.size = size ?? arrangement?.size ?? PAGE_SIZE
    this.widths = arrangement?.widths ?? {}
    this.sorted = sortedBy(textOf(given.sort), sortable)
    this.order = this.sorted.length > 0 ? this.sorted : plan.list.order
    this.open = new OpenGroups(textOf(given.open).slice(0, LONGEST_OPEN))
    this.place = readPlace(textOf(given.place))
    this.page = Math.min(Math.max(Number.parseInt(textOf(given.page), 10) || 1, 1), 125)
  }

  /** Other groups begin closed. */
  override href(change: Parameters<SearchQuery<ListPart>['href']>[0] = {}): string {
    return super.href('group' in change ? { open: null, ...change } : change)
  }

  protected override ownParts(): [name: string, value: string | null][] {
    return [
      ['sort', sortWord(this.sorted)],
      ['columns', this.#named.columns.join(',')],
      ['size', this.#named.size === null ? null : String(this.#named.size)],
      ['open', this.groupBy.length > 0 ? String(this.open) : null],
    ]
  }
}

/** The number of records on a page that a text names, or null. */
export function sizeIn(text: string): number | null {
  return PAGE_SIZES.find((size) => size === Number(text)) ?? null
}

/** Writes a place for the address. */
export function writePlace(place: PagePlace): string {
  return Buffer.from(
    JSON.stringify([place.value, place.id, place.backwards ? 1 : 0, place.from])
  ).toString('base64url')
}

/** Whether a place could be one in an order by the field; PostgreSQL refuses values of other kinds. */
export function isPlaceIn({ kind }: Field, { value }: Pick<PagePlace, 'value'>): boolean {
  switch (kind) {
    case 'id':
      return isUuid(value)
    case 'integer':
      return Number.isInteger(Number(value)) && Math.abs(Number(value)) < 2 ** 31
    case 'decimal':
    case 'money':
      return Number.isFinite(Number(value))
    case 'boolean':
      return ['true', 'false'].includes(String(value))
    case 'date':
    case 'datetime':
      return DateTime.fromSQL(String(value)).isValid
    default:
      return !String(value).includes('\0')
  }
}

function readPlace(given: string): PagePlace | null {
  if (!given || given.length > 2000) return null
  try {
    const [value, id, backwards, from] = JSON.parse(Buffer.from(given, 'base64url').toString())
    const isScalar = ['string', 'number', 'boolean'].includes(typeof value)
    if (!isScalar || !isUuid(id) || !Number.isInteger(from)) return null
    return { value, id, backwards: backwards === 1, from: Math.max(1, from) }
  } catch {
    return null
  }
}

/** An order as the address has it: `-status,name`. */
export function sortWord(terms: readonly OrderTerm[]): string {
  return terms.map(({ name, descending }) => (descending ? `-${name}` : name)).join(',')
}

function sortedBy(given: string, sortable: (name: string) => boolean): OrderTerm[] {
  const terms = wordsOf(given).map((word) => ({
    name: word.replace(/^-/, ''),
    descending: word.startsWith('-'),
  }))
  return terms
    .filter(({ name }, place) => terms.findIndex((term) => term.name === name) === place)
    .filter(({ name }) => sortable(name))
    .slice(0, MOST_SORTED)
}
