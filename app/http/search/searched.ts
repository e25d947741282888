import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { anyOf, type DomainNode } from '../../domains/node.ts'
import type { Model } from '../../models/model.ts'
import type { PlannedAsked } from '../../models/planned.ts'
import type { SoughtWord } from '../../models/sought.ts'
import { isPlannedFilter, plannedBy } from './planned_filters.ts'
import type { ScreenPlan } from './screen_plan.ts'
import { searchedBehind } from './searched_behind.ts'
import { searchedIds } from './searched_ids.ts'
import type { SearchQuery } from './search_query.ts'
import { standingConditions } from './standing_conditions.ts'
import { wordsOf } from './words.ts'

/** The records that a screen's address asks for, as part of a selection or of an aggregation. */
export interface Searched {
  where: DomainNode[]
  ids?: readonly string[]
  containing?: readonly string[]
  sought?: readonly SoughtWord[]
  planned?: PlannedAsked
}

/**
 * What every view of a screen shows, and what is exported or changed "of all that match": the
 * screen's own filter, the search, the filters and the domain in the address. A search costs one
 * statement. Throws DomainError for a domain that the asker cannot ask.
 */
export async function searched(
  ctx: Pick<HttpContext, 'environment' | 'registry'>,
  plan: ScreenPlan,
  query: SearchQuery<string>
): Promise<Searched> {
  const records = new Records<typeof Model>(plan.model, ctx.registry.access)
  const { where: inSight = [], ...found } = await hitsOf(ctx, plan, records, query.search)
  const where = [...conditionsOf(records, plan, query), ...inSight]
  return { ...found, ...plannedBy(ctx.environment!, query.filters), where }
}

async function hitsOf(
  ctx: Pick<HttpContext, 'environment' | 'registry'>,
  { search }: ScreenPlan,
  records: Records<typeof Model>,
  text: string
): Promise<Partial<Searched>> {
  const words = wordsOf(text)
  if (words.length === 0) return {}
  const paths = search.fields.filter((path) => path.includes('.'))
  return paths.length === 0
    ? searchedIds(ctx.environment!, records, words)
    : searchedBehind(ctx, records, words, paths)
}

/** Filters about the same field are alternatives; filters about different fields add up. */
function conditionsOf(
  records: Records<typeof Model>,
  { search, list }: ScreenPlan,
  query: SearchQuery<string>
): DomainNode[] {
  const nodes = standingConditions(records, list.filter, query.archived)
  const byField = new Map<string, DomainNode[]>()
  for (const name of query.filters.filter((each) => !isPlannedFilter(each))) {
    const [, domain] = search.filters[name]!
    const field = String((domain[0] as unknown[])[0])
    byField.set(field, [...(byField.get(field) ?? []), records.domain(domain)])
  }
  const filters = [...byField.values()].map((alternatives) => anyOf(alternatives))
  const own = query.domain.length > 0 ? [records.domain(query.domain)] : []
  return [...nodes, ...filters, ...own]
}
