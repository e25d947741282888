import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { counts } from '../../models/answer_cache.ts'
import { cursorOf, keysetTerm, type Cursor, type OrderTerm } from '../../models/order.ts'
import type { ListPager } from '../../views/list/types.ts'
import type { Page } from '../page.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { searched } from '../search/searched.ts'
import { COUNT_BOUND } from '../../models/select.ts'
import { boundedText } from './bounded_counts.ts'
import type { CompiledList } from './compiled_list.ts'
import type { ListedRows } from './list_screen.ts'
import { isPlaceIn, writePlace, type ListQuery, type PagePlace } from './list_query.ts'
import { markNodes } from './marks.ts'
import { askTotals, listTotals, totalOf } from './totals.ts'
import { walksActionByLocation } from './walk.ts'

type Row = Record<string, unknown>

/**
 * One page of a list's records: one statement for the rows and one for their number, or for their
 * sums, sent together with the transaction's begin and end in a single round trip.
 */
export class PlainRows {
  #ctx: HttpContext
  #plan: ScreenPlan
  #page: Page
  #query: ListQuery
  #compiled: CompiledList
  #keyset: OrderTerm | null

  constructor(
    ctx: HttpContext,
    plan: ScreenPlan,
    page: Page,
    query: ListQuery,
    compiled: CompiledList
  ) {
    this.#ctx = ctx
    this.#plan = plan
    this.#page = page
    this.#query = query
    this.#compiled = compiled
    this.#keyset = keysetTerm(plan.model, query.order)
  }

  async read(): Promise<ListedRows> {
    const { model } = this.#plan
    const { measures } = this.#compiled
    const records = new Records(model, this.#ctx.registry.access)
    const asked = {
      ...(await searched(this.#ctx, this.#plan, this.#query)),
      fields: this.#compiled.fields,
      titlesOnly: true,
      order: this.#query.order,
      marks: markNodes(records, this.#plan),
      byLocation: walksActionByLocation(this.#ctx.environment!, this.#plan, this.#query.order),
    }
    const list = records.select({
      ...asked,
      limit: this.#query.size + 1,
      offset: this.#keyset ? undefined : (this.#query.page - 1) * this.#query.size,
      cursor: this.#cursor,
      withCursor: this.#keyset !== null,
    })
    if (measures.length === 0) {
      const statement = records.count({ ...asked, limit: COUNT_BOUND + 1 })
      const count = counts.ask(this.#ctx.asker, model.table, statement)
      const statements = count.known === undefined ? [list, statement] : [list]
      const [rows, counted] = await this.#ctx.environment!.read(statements)
      const total = count.known ?? Number(counted![0]!.count)
      if (count.known === undefined) count.remember(total)
      return { ...this.#shown(rows!, total), totals: null }
    }
    const sums = askTotals(this.#ctx.asker, records, asked, measures)
    const statements = sums.known === undefined ? [list, sums.statement] : [list]
    const [rows, summed] = await this.#ctx.environment!.read(statements)
    if (sums.known === undefined) sums.remember(summed!)
    const total = totalOf(sums.known ?? summed!, measures)
    const totals = listTotals(model, total, measures, this.#page)
    return { ...this.#shown(rows!, total.count), totals }
  }

  #shown(rows: Row[], total: number) {
    const shown = rows.slice(0, this.#query.size)
    const inOrder = this.#place?.backwards ? shown.reverse() : shown
    return {
      rows: this.#compiled.rows(inOrder),
      rowCount: shown.length,
      pager: this.#pager(inOrder, total, rows.length > this.#query.size),
    }
  }

  #pager(rows: Row[], total: number, hasMore: boolean): ListPager {
    const { formats } = this.#page
    const { page } = this.#query
    const place = this.#place
    const from = this.#keyset ? (place?.from ?? 1) : (page - 1) * this.#query.size + 1
    const to = from + rows.length - 1
    const hasNext = place?.backwards ? true : hasMore
    return {
      from: formats.number(rows.length > 0 ? from : 0),
      to: formats.number(to),
      total: boundedText(Math.max(total, to), formats),
      previousHref: from > 1 ? this.#step(rows.at(0), from - this.#query.size, true) : null,
      nextHref: hasNext ? this.#step(rows.at(-1), to + 1, false) : null,
    }
  }

  /** The place in the address, if the list is ordered by what it is a place in. */
  get #place(): PagePlace | null {
    const { place } = this.#query
    const field = this.#keyset && this.#plan.model.allFields[this.#keyset.name]
    return place && field && isPlaceIn(field, place) ? place : null
  }

  get #cursor(): Cursor | undefined {
    const place = this.#place
    return place ? { ...place, values: [place.value] } : undefined
  }

  #step(row: Row | undefined, from: number, backwards: boolean): string {
    if (!this.#keyset || !row) {
      return this.#query.href({ page: String(Math.ceil(Math.max(from, 1) / this.#query.size)) })
    }
    if (from <= 1) return this.#query.href()
    const [value] = cursorOf(row, [this.#keyset])
    return this.#query.href({
      place: writePlace({ value, id: String(row.id), backwards, from }),
    })
  }
}
