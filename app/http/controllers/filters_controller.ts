import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { FilterScreen } from '../filter/filter_screen.ts'
import { namedOptions } from '../filter/named_options.ts'
import { screenPlace } from '../screens/screen_head.ts'
import { screenPlan } from '../search/screen_plan.ts'

/** The filter of a screen, put together from conditions. Its result is in the screen's address. */
export default class FiltersController {
  edit(ctx: HttpContext) {
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    return new FilterScreen(ctx, plan, screenPlace(ctx, plan)).render()
  }

  /** Records that a condition may name, for a piece of their name. */
  options(ctx: HttpContext) {
    return namedOptions(ctx, actionOf(ctx).model)
  }
}
