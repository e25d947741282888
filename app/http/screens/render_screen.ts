import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../../modules/registry.ts'
import type { ScreenViewKind } from '../../views/declarations.ts'
import { GraphScreen } from '../graph/graph_screen.ts'
import { KanbanScreen } from '../kanban/kanban_screen.ts'
import { ListScreen } from '../list/list_screen.ts'
import { PivotScreen } from '../pivot/pivot_screen.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { textOf } from '../search/search_query.ts'

type Render = (ctx: HttpContext, action: Action) => Promise<Buffer>

const renders: Partial<Record<ScreenViewKind, Render>> = {
  graph: (ctx, action) => new GraphScreen(ctx, action).render(),
  kanban: (ctx, action) => new KanbanScreen(ctx, action).render(),
  pivot: (ctx, action) => new PivotScreen(ctx, action).render(),
}

/** The records of a screen in the view that the address names, or else as a list. */
export function renderScreen(ctx: HttpContext, action: Action): Promise<Buffer> {
  const view = textOf(ctx.request.qs().view) as ScreenViewKind
  const isThere = screenPlan(ctx.registry, ctx.asker, action).hasView(view)
  const render = isThere ? renders[view] : undefined
  return render ? render(ctx, action) : new ListScreen(ctx, action).render()
}
