import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import { renderPlace } from '../../views/kanban/place.ts'
import { screenPlace } from '../screens/screen_head.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { columnChoices } from './column_choices.ts'
import { columnKeyOf } from './column_key.ts'
import type { KanbanPlan } from './kanban_plan.ts'
import type { KanbanQuery } from './kanban_query.ts'
import { Places } from './place.ts'

/** Asks where a card is to go; the board asks the same in a menu where there is script. */
export class PlaceScreen {
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
  async render(id: string) {
    const { screen, plan, query } = this.#board
    const { page } = this.#ctx
    const records = new Records<typeof Model>(plan.model, this.#ctx.registry.access)
    const record = await records.find(id, 'write')
    const columns = await columnChoices(this.#ctx, plan, query)
    const current = await columnKeyOf(this.#ctx, plan, record)
    const place = screenPlace(this.#ctx, screen)
    const title = page.t('ui.kanban.moveNamed', { name: record.title })
    const [module] = place.crumbs
    const body = renderPlace(
      {
        title,
        action: query.placeHref(id, 'PUT'),
        backHref: query.href(),
        csrf: this.#ctx.request.csrfToken,
        from: current,
        columns: columns.map((column) => ({ ...column, current: column.key === current })),
        canMove: new Places(this.#ctx, screen, plan, query).canMove,
      },
      page.t
    )
    const crumbs = [
      module!,
      { label: screen.label, href: query.href() },
      { label: record.title, href: `${screen.href}/${id}` },
      { label: page.t('ui.kanban.move'), href: null },
    ]
    return page.render({ ...place, title, crumbs }, body)
  }
}
