import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../../modules/registry.ts'
import type { ScreenViewKind } from '../../views/declarations.ts'
import { ActivityMatrixScreen } from '../activity_matrix/activity_matrix_screen.ts'
import { CalendarScreen } from '../calendar/calendar_screen.ts'
import { CohortScreen } from '../cohort/cohort_screen.ts'
import { GraphScreen } from '../graph/graph_screen.ts'
import { KanbanScreen } from '../kanban/kanban_screen.ts'
import { defaultAddress } from '../favourites/favourite_links.ts'
import { ListScreen } from '../list/list_screen.ts'
import { PivotScreen } from '../pivot/pivot_screen.ts'
import { readKept } from './kept.ts'
import { ViewPreferences } from '../list/view_preferences.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { TimelineScreen } from '../timeline/timeline_screen.ts'
import { textOf } from '../search/search_query.ts'

type Render = (ctx: HttpContext, action: Action) => Promise<Buffer>

const renders: Record<ScreenViewKind, Render> = {
  graph: (ctx, action) => new GraphScreen(ctx, action).render(),
  calendar: (ctx, action) => new CalendarScreen(ctx, action).render(),
  activity: (ctx, action) => new ActivityMatrixScreen(ctx, action).render(),
  cohort: (ctx, action) => new CohortScreen(ctx, action).render(),
  timeline: (ctx, action) => new TimelineScreen(ctx, action).render(),
  kanban: (ctx, action) => new KanbanScreen(ctx, action).render(),
  pivot: (ctx, action) => new PivotScreen(ctx, action).render(),
}

/**
 * The records of a screen in the view that the address names, or else as a list. Without a word
 * about what to show it leads to the asker's favourite for the screen.
 */
export async function renderScreen(ctx: HttpContext, action: Action): Promise<Buffer | void> {
  const plan = screenPlan(ctx.registry, ctx.asker, action)
  await readKept(ctx.environment!, plan.href)
  const address = await defaultAddress(ctx, plan)
  if (address) return ctx.response.redirect().toPath(address)
  const view = textOf(ctx.request.qs().view) as ScreenViewKind
  if (plan.hasView(view)) return renders[view](ctx, action)
  return new ListScreen(ctx, action, await new ViewPreferences(plan.href).read()).render()
}
