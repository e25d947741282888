import type { HttpRequest } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type { Field } from '../../domains/fields.ts'
import { isUuid } from '../../environment/scope.ts'
import type { OrderTerm } from '../../models/select.ts'
import type { ListPlan } from './list_plan.ts'

/** A place in the list, as the address carries it. */
export interface PagePlace {
  value: unknown
  id: string
  backwards: boolean
  /** Number of the first row of the page, counted from 1. */
  from: number
}

export const PAGE_SIZE = 80
const LONGEST_SEARCH = 200

/**
 * What the address asks of a list: search, filters, sort, columns, page. Everything about the
 * screen is in the address, so that a link shows the same list to whoever may see it.
 */
export class ListQuery {
  readonly search: string
  readonly filters: readonly string[]
  readonly order: readonly OrderTerm[]
  readonly columns: readonly string[]
  readonly archived: boolean
  readonly place: PagePlace | null
  readonly page: number
  #action: ListPlan
  #sort: string | null

  constructor(request: HttpRequest, action: ListPlan, sortable: (name: string) => boolean) {
    const given = request.qs() as Record<string, unknown>
    this.#action = action
    this.search = text(given.q).trim().slice(0, LONGEST_SEARCH)
    this.filters = words(given.filter).filter((name) => Object.hasOwn(action.search.filters, name))
    this.archived = action.hasArchive && given.archived === '1'
    this.columns = words(given.columns)
    this.#sort = sortOf(text(given.sort), sortable)
    this.order = this.#sort
      ? [{ name: this.#sort.replace(/^-/, ''), descending: this.#sort.startsWith('-') }]
      : action.list.order
    this.place = readPlace(text(given.place))
    this.page = Math.min(Math.max(Number.parseInt(text(given.page), 10) || 1, 1), 125)
  }

  /** The address of this list with some of its parts changed. Leads to the first page. */
  href(
    change: Partial<
      Record<'q' | 'filter' | 'sort' | 'columns' | 'archived' | 'place' | 'page', string | null>
    > = {}
  ) {
    const parts: Record<string, string | null> = { ...Object.fromEntries(this.params()), ...change }
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(parts)) if (value) query.set(name, value)
    return query.size > 0 ? `${this.#action.href}?${query}` : this.#action.href
  }

  /** The parts of the address without the page. */
  params(): [name: string, value: string][] {
    const parts: [string, string | null][] = [
      ['q', this.search],
      ['filter', this.filters.join(',')],
      ['sort', this.#sort],
      ['columns', this.columns.join(',')],
      ['archived', this.archived ? '1' : null],
    ]
    return parts.filter((part): part is [string, string] => !!part[1])
  }
}

/** Writes a place for the address. */
export function writePlace(place: PagePlace): string {
  return Buffer.from(
    JSON.stringify([place.value, place.id, place.backwards ? 1 : 0, place.from])
  ).toString('base64url')
}

/** Whether a place could be one in an order by the field; PostgreSQL refuses values of other kinds. */
export function isPlaceIn({ kind }: Field, { value }: PagePlace): boolean {
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

function sortOf(given: string, sortable: (name: string) => boolean): string | null {
  return given && sortable(given.replace(/^-/, '')) ? given : null
}

function text(given: unknown): string {
  return typeof given === 'string' ? given : ''
}

function words(given: unknown): string[] {
  return [...new Set(text(given).split(',').filter(Boolean))].slice(0, 50)
}
