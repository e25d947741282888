import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { SearchQuery } from '../search/search_query.ts'
import { suggestionsOf } from '../search/suggestions.ts'

/** What the text in the search box of a screen may mean; the rest of the address is the screen's. */
export default class SuggestionsController {
  index(ctx: HttpContext) {
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    return suggestionsOf(ctx, plan, new SearchQuery(ctx.request, plan))
  }
}
