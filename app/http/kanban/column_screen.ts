import type { HttpContext } from '@adonisjs/core/http'
import { E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { renderColumnPage } from '../../views/kanban/column.ts'
import { screenPlace } from '../screens/screen_head.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { ColumnRecords } from './column_records.ts'
import type { KanbanPlan } from './kanban_plan.ts'
import type { KanbanQuery } from './kanban_query.ts'

/** The page on which a column of a board is renamed, put elsewhere and archived. */
export class ColumnScreen {
  #ctx: HttpContext
  #board: { screen: ScreenPlan; plan: KanbanPlan; query: KanbanQuery }

  constructor(
    ctx: HttpContext,
    board: { screen: ScreenPlan; plan: KanbanPlan; query: KanbanQuery }
  ) {
    this.#ctx = ctx
    this.#board = board
  }

  /** Throws E_NO_SUCH_RECORD, E_ACCESS_DENIED. */
  async render(id: string, state: { title?: string; fault?: string } = {}) {
    const { screen, plan, query } = this.#board
    const { page } = this.#ctx
    const columns = new ColumnRecords(this.#ctx, plan)
    const { home, can } = columns
    if (!home || !(can.rename || can.reorder || can.archive)) throw new E_NO_SUCH_RECORD()
    const column = await columns.find(id)
    const title = page.t('ui.kanban.edit', { column: column.title })
    const { titleField, allFields } = home.model
    const place = screenPlace(this.#ctx, screen)
    const body = renderColumnPage(
      {
        title,
        action: query.columnHref(id, 'PUT'),
        archiveAction: query.columnHref(id, 'DELETE'),
        backHref: query.href(),
        formHref: `${home.href}/${id}`,
        csrf: this.#ctx.request.csrfToken,
        label: allFields[titleField]!.options.label,
        name: state.title ?? column.title,
        fault: state.fault ?? null,
        can,
      },
      page.t
    )
    const crumbs = [
      place.crumbs[0]!,
      { label: screen.label, href: query.href() },
      { label: title, href: null },
    ]
    return page.render({ ...place, title, crumbs }, body)
  }
}
