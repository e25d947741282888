import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../../modules/registry.ts'
import { renderListPage } from '../../views/list/page.ts'
import type { BulkAction, ListPage, ListPager } from '../../views/list/types.ts'
import { mayExport } from '../export/may_export.ts'
import { Page } from '../page.ts'
import { compiledList, isSortable, type CompiledList } from './compiled_list.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searchTools } from '../search/search_tools.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { bulkActions } from './bulk_actions.ts'
import { withWidths } from './column_widths.ts'
import { columnsHref } from './columns_screen.ts'
import { GroupedRows } from './grouped_rows.ts'
import { ListQuery } from './list_query.ts'
import type { Arrangement } from './view_preferences.ts'
import { isOrderable, showsOrder } from './ordered_list.ts'
import { PlainRows } from './plain_rows.ts'

/** What a list shows between its head and its end. */
export type ListedRows = Pick<ListPage, 'rows' | 'rowCount' | 'pager' | 'totals'>

/** The list of a screen's records, plain or in groups. */
export class ListScreen {
  #ctx: HttpContext
  #action: ScreenPlan
  #page: Page
  #query: ListQuery
  #compiled: CompiledList
  /** Whether the asker can put the rows in order. */
  #ordered: boolean

  constructor(ctx: HttpContext, action: Action, arrangement: Arrangement | null) {
    this.#ctx = ctx
    this.#action = screenPlan(ctx.registry, ctx.asker, action)
    this.#page = new Page(ctx)
    const sortable = (name: string) => this.#isSortable(name)
    this.#query = new ListQuery(ctx.request, this.#action, sortable, arrangement)
    this.#ordered = isOrderable(ctx.registry.access, this.#action) && showsOrder(this.#query)
    const shown = { columns: this.#query.columns, ordered: this.#ordered }
    this.#compiled = compiledList(ctx, this.#action, shown, this.#page)
  }

  async render(): Promise<Buffer> {
    const { t } = this.#page
    const query = this.#query
    const links = this.#compiled.links(query)
    const search = await searchTools(this.#ctx, this.#action, query, t)
    const { labels } = this.#action.model
    const head = screenHead(this.#ctx, this.#action, query, t)
    const listed = await this.#rows()
    const body = renderListPage(
      {
        ...head,
        ...search,
        columns: withWidths(links.columns, query.widths),
        editable: this.#compiled.editable,
        ordered: this.#ordered,
        columnsHref: columnsHref(this.#action, query.address),
        ...listed,
        bulk: this.#bulk(query),
        bulkSearch: query.address,
        allMatching: this.#allMatching(listed.pager),
        csrf: this.#ctx.request.csrfToken,
        empty: {
          title: t('ui.list.empty.title', { records: labels.many }),
          text: t('ui.list.empty.text', { records: labels.many }),
        },
        noMatch: {
          title: t('ui.list.noMatch.title', { records: labels.many }),
          text: search.noMatchText,
          clearHref: search.clearHref,
          widen: null,
        },
      },
      t
    )
    return this.#page.render(screenPlace(this.#ctx, this.#action), body)
  }

  /** What is done with ticked rows: those who may change some may export and print them, too. */
  #bulk({ archived }: ListQuery): BulkAction[] {
    const { t } = this.#page
    const actions = bulkActions(this.#ctx.registry.access, this.#action, archived, t)
    if (actions.length === 0 || !mayExport(this.#ctx.asker)) return actions
    const { href } = this.#action
    const files: BulkAction[] = [
      { operation: 'export', label: t('ui.list.export'), icon: 'download' },
      { operation: 'print', label: t('ui.print.print'), icon: 'printer' },
    ].map((each) => ({ ...each, action: `${href}/${each.operation}/new`, danger: false }))
    return [
      ...actions.filter(({ danger }) => !danger),
      ...files,
      ...actions.filter(({ danger }) => danger),
    ]
  }

  #allMatching({ total, groups, previousHref, nextHref }: ListPager): string | null {
    const { t } = this.#page
    if (groups !== undefined) return t('ui.list.allMatching')
    return previousHref || nextHref ? t('ui.list.allOf', { count: total }) : null
  }

  #rows(): Promise<ListedRows> {
    const Rows = this.#query.groupBy.length > 0 ? GroupedRows : PlainRows
    return new Rows(this.#ctx, this.#action, this.#page, this.#query, this.#compiled).read()
  }

  #isSortable(name: string): boolean {
    const { model } = this.#action
    const { access } = this.#ctx.registry
    return access.allowsField(this.#ctx.asker, model, name) && isSortable(model.allFields[name]!)
  }
}
