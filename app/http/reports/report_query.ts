import type { HttpRequest } from '@adonisjs/core/http'
import { isMoment } from '../../domains/operators.ts'
import { domainToUrl } from '../../domains/url.ts'
import type { GroupTerm } from '../../models/aggregate.ts'
import { CHART_TYPES } from '../../views/graph/declaration.ts'
import type { GraphOrder } from '../graph/graph_query.ts'
import { PivotQuery } from '../pivot/pivot_query.ts'
import { changedAddress, queryText } from '../search/address.ts'
import { groupWord, textOf } from '../search/search_query.ts'
import type { ReportPlan } from './report_plan.ts'

/** The ways to show a report: as a table, or drawn. */
export const SHOWS = ['table', ...CHART_TYPES] as const
export type Show = (typeof SHOWS)[number]

/** So many of the outermost groups a report can be limited to. */
export const LIMITS = [3, 5, 10, 20, 50] as const

export type ReportPart = 'show' | 'stacked' | 'cumulated' | 'order' | 'limit' | 'date' | 'rows'

/**
 * What the address of a report asks: records as a screen does, rows, columns and figures as a pivot
 * does, and how they are shown. All of it stands in the address, so that a link shows the same.
 */
export class ReportQuery extends PivotQuery {
  readonly show: Show
  readonly stacked: boolean
  readonly cumulated: boolean
  /** How many of the outermost groups are shown; null for all. */
  readonly limit: number | null
  /** A limit without an order means the largest. */
  readonly order: GraphOrder
  /** The day or moment that a dashboard's stretch of time is about; null for none. */
  readonly date: string | null
  readonly screen: string
  #plan: ReportPlan

  constructor(request: Pick<HttpRequest, 'qs'>, plan: ReportPlan) {
    super(request, plan, plan.beginning)
    const given = request.qs() as Record<string, unknown>
    this.#plan = plan
    this.screen = plan.screen
    this.show = SHOWS.find((show) => show === given.show) ?? 'table'
    this.stacked = given.stacked === '1'
    this.cumulated = given.cumulated === '1'
    this.limit = LIMITS.find((limit) => String(limit) === given.limit) ?? null
    const order = (['desc', 'asc'] as const).find((each) => each === given.order)
    this.order = order ?? (this.limit === null ? 'natural' : 'desc')
    this.date = this.#dateOf(textOf(given.date))
  }

  /** The levels of a drawing: the axis, and the series. */
  get levels(): readonly GroupTerm[] {
    return [...this.rows.slice(0, 1), ...this.columns, ...this.rows.slice(1)].slice(0, 2)
  }

  /** The same report with something said otherwise. */
  set(change: Partial<Record<ReportPart, string | null>>): string {
    return changedAddress(this.#plan, this.address, change)
  }

  override listHref(conditions: readonly unknown[]): string {
    const domain = [...this.domain, ...conditions]
    const parts = {
      q: this.search,
      filter: this.filters.join(','),
      archived: this.archived ? '1' : '',
      domain: domain.length > 0 ? domainToUrl(domain) : '',
      default: '0',
    }
    const asked = Object.entries(parts).filter(([, value]) => value !== '')
    return `${this.screen}?${queryText(asked)}`
  }

  /** What is asked, whether it differs from how a report begins or not. */
  protected override ownParts(): [name: string, value: string | null][] {
    const write = (levels: readonly GroupTerm[]) => levels.map(groupWord).join(',') || 'none'
    return [
      ['show', this.show],
      ['rows', write(this.rows)],
      ['columns', write(this.columns)],
      ['measures', this.measures.join(',')],
      ['stacked', this.stacked ? '1' : null],
      ['cumulated', this.cumulated ? '1' : null],
      ['order', this.order === 'natural' ? null : this.order],
      ['limit', this.limit === null ? null : String(this.limit)],
      ['date', this.date ?? 'none'],
      ['fold', [...this.folded].join(',')],
    ]
  }

  /** Where nothing is said, it is the one that the figures are divided by. */
  #dateOf(given: string): string | null {
    const { groupable } = this.#plan
    const isDate = (name: string) => isMoment(groupable.get(name)?.kind ?? '')
    if (given !== '') return isDate(given) ? given : null
    return [...this.rows, ...this.columns].find(({ name }) => isDate(name))?.name ?? null
  }
}
