import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { recordsIn } from '../../domains/facets.ts'
import type { DomainNode } from '../../domains/node.ts'
import { answersTo, offers } from '../../models/answer_cache.ts'
import type { Model } from '../../models/model.ts'
import type { ScreenPlan } from './screen_plan.ts'
import type { SearchQuery } from './search_query.ts'

const none: ReadonlyMap<string, string> = new Map()

/**
 * Titles of the records that the domain in the address names, by id, as far as the asker may read
 * them; see `namesIn`. Throws DomainError for a domain that the asker cannot ask.
 */
export async function recordNames(
  ctx: HttpContext,
  { model }: ScreenPlan,
  { domain }: SearchQuery<string>
): Promise<ReadonlyMap<string, string>> {
  if (domain.length === 0) return none
  return namesIn(ctx, model, [ctx.registry.access.parse(ctx.asker, model, domain)])
}

/**
 * Titles of the records that conditions name: one statement for each model, in one round trip,
 * remembered for a while; nothing is asked where no record is named.
 */
export async function namesIn(
  { asker, environment, registry }: HttpContext,
  model: typeof Model,
  nodes: readonly DomainNode[]
): Promise<ReadonlyMap<string, string>> {
  const named: ReturnType<typeof recordsIn> = new Map()
  for (const node of nodes) recordsIn(node, model, named)
  const questions = [...named].flatMap(([target, ids]) => {
    const records = new Records(target as typeof Model, registry.access)
    const isShown = ids.size > 0 && records.allows('read') && records.shows(target.titleField)
    if (!isShown) return []
    const asked = { fields: [target.titleField], ids: [...ids], order: [], limit: ids.size }
    return { target, question: offers.ask(asker, target.table, records.select(asked)) }
  })
  const asked = questions.map(({ question }) => question)
  const answers = await answersTo(environment!, asked, (rows) => rows)
  const titles = questions.flatMap(({ target }, index) =>
    answers[index]!.map((row) => [String(row.id), String(row[target.titleField])] as const)
  )
  return new Map(titles)
}
