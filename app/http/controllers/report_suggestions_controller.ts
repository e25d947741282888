import type { HttpContext } from '@adonisjs/core/http'
import { askedPlan } from '../reports/asked_report.ts'
import { SearchQuery } from '../search/search_query.ts'
import { suggestionsOf } from '../search/suggestions.ts'

/** What the text in the search box of a report may mean. */
export default class ReportSuggestionsController {
  async index(ctx: HttpContext) {
    const plan = await askedPlan(ctx)
    return suggestionsOf(ctx, plan, new SearchQuery(ctx.request, plan))
  }
}
