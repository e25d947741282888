import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { counts } from '../../models/answer_cache.ts'
import { CURSOR, keysetTerm, type OrderTerm } from '../../models/select.ts'
import type { Action } from '../../modules/registry.ts'
import { renderListPage } from '../../views/list/page.ts'
import type { ListPager } from '../../views/list/types.ts'
import { Page } from '../page.ts'
import { COUNT_BOUND } from './bounded_counts.ts'
import { compiledList, isSortable, type CompiledList } from './compiled_list.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searchTools } from '../search/search_tools.ts'
import { searched } from '../search/searched.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { isPlaceIn, ListQuery, PAGE_SIZE, writePlace, type PagePlace } from './list_query.ts'
import { walksActionByLocation } from './walk.ts'

type Row = Record<string, unknown>

/**
 * The list of an action's records: one statement for the rows and one for their number, sent
 * together with the transaction's begin and end in a single round trip.
 */
export class ListScreen {
  #ctx: HttpContext
  #action: ScreenPlan
  #page: Page
  #query: ListQuery
  #compiled: CompiledList

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#action = screenPlan(ctx.registry, ctx.asker, action)
    this.#page = new Page(ctx)
    const sortable = (name: string) => this.#isSortable(name)
    this.#query = new ListQuery(ctx.request, this.#action, sortable)
    this.#compiled = compiledList(ctx, this.#action, this.#query.columns, this.#page)
  }

  async render(): Promise<Buffer> {
    const { rows, total, hasMore } = await this.#read()
    const { t } = this.#page
    const query = this.#query
    const links = this.#compiled.links(query)
    const search = await searchTools(this.#ctx, this.#action, query, t)
    const { label } = this.#action.model
    const head = screenHead(this.#ctx, this.#action, query, t)
    const { newHref, newLabel } = head
    const body = renderListPage(
      {
        ...head,
        ...search,
        columns: links.columns,
        columnsMenu: links.columnsMenu,
        rows: this.#compiled.rows(rows),
        rowCount: rows.length,
        totals: null,
        pager: this.#pager(rows, total, hasMore),
        bulk: [],
        csrf: '',
        empty: {
          title: t('ui.list.empty.title', { records: label.many }),
          text: t('ui.list.empty.text', { records: label.many }),
          link: newHref ? { label: newLabel, href: newHref } : null,
        },
        noMatch: {
          title: t('ui.list.noMatch.title', { records: label.many }),
          text: search.noMatchText,
          clearHref: this.#action.href,
          widen: null,
        },
      },
      t
    )
    return this.#page.render(screenPlace(this.#ctx, this.#action), body)
  }

  async #read(): Promise<{ rows: Row[]; total: number; hasMore: boolean }> {
    const { model } = this.#action
    const records = new Records(model, this.#ctx.registry.access)
    const asked = {
      ...(await searched(this.#ctx, this.#action, this.#query)),
      fields: this.#compiled.fields,
      titlesOnly: true,
      order: this.#query.order,
      byLocation: walksActionByLocation(this.#ctx.environment!, this.#action, this.#query.order),
    }
    const { page } = this.#query
    const keyset = keysetTerm(model, this.#query.order)
    const offset = keyset ? undefined : (page - 1) * PAGE_SIZE
    const cursor = this.#place(keyset) ?? undefined
    const list = records.select({
      ...asked,
      limit: PAGE_SIZE + 1,
      offset,
      cursor,
      withCursor: keyset !== null,
    })
    const statement = records.count({ ...asked, limit: COUNT_BOUND + 1 })
    const count = counts.ask(this.#ctx.asker, model.table, statement)
    const [rows, counted] = await this.#ctx.environment!.read(
      count.known === undefined ? [list, statement] : [list]
    )
    const total = count.known ?? Number(counted![0]!.count)
    if (count.known === undefined) count.remember(total)
    const hasMore = rows!.length > PAGE_SIZE
    const shown = rows!.slice(0, PAGE_SIZE)
    return { rows: cursor?.backwards ? shown.reverse() : shown, total, hasMore }
  }

  #isSortable(name: string): boolean {
    const { model } = this.#action
    const { access } = this.#ctx.registry
    return access.allowsField(this.#ctx.asker, model, name) && isSortable(model.allFields[name]!)
  }

  #pager(rows: Row[], total: number, hasMore: boolean): ListPager {
    const { formats } = this.#page
    const keyset = keysetTerm(this.#action.model, this.#query.order)
    const { page } = this.#query
    const place = this.#place(keyset)
    const from = keyset ? (place?.from ?? 1) : (page - 1) * PAGE_SIZE + 1
    const to = from + rows.length - 1
    const hasNext = place?.backwards ? true : hasMore
    return {
      from: formats.number(rows.length > 0 ? from : 0),
      to: formats.number(to),
      total:
        total > COUNT_BOUND
          ? `${formats.number(COUNT_BOUND)}+`
          : formats.number(Math.max(total, to)),
      previousHref: from > 1 ? this.#step(keyset, rows.at(0), from - PAGE_SIZE, true) : null,
      nextHref: hasNext ? this.#step(keyset, rows.at(-1), to + 1, false) : null,
    }
  }

  /** The place in the address, if the list is ordered by what it is a place in. */
  #place(keyset: OrderTerm | null): PagePlace | null {
    const { place } = this.#query
    const field = keyset && this.#action.model.allFields[keyset.name]
    return place && field && isPlaceIn(field, place) ? place : null
  }

  #step(keyset: OrderTerm | null, row: Row | undefined, from: number, backwards: boolean): string {
    if (!keyset || !row) {
      return this.#query.href({ page: String(Math.ceil(Math.max(from, 1) / PAGE_SIZE)) })
    }
    if (from <= 1) return this.#query.href()
    return this.#query.href({
      place: writePlace({ value: row[CURSOR], id: String(row.id), backwards, from }),
    })
  }
}
