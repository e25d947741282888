import type { HttpContext } from '@adonisjs/core/http'
import { domainFromUrl } from '../../domains/url.ts'
import { DomainError } from '../../domains/errors.ts'
import { wordsOf } from '../search/search_query.ts'
import type { ReportPlan } from './report_plan.ts'
import { figuresOf } from './report_reader.ts'

/**
 * Whether the asker may see everything that a report asks about, and all of it is there: fields,
 * figures, filters. A part that is left out in silence would make other figures of it.
 */
export function isWhole(ctx: HttpContext, plan: ReportPlan, query: string): boolean {
  const params = new URLSearchParams(query)
  const words = (name: string) => wordsOf(params.get(name)).filter((word) => word !== 'none')
  const fields = [...words('rows'), ...words('columns'), ...words('date')]
  const figures = figuresOf(ctx, plan)
  return (
    fields.every((word) => plan.groupable.has(word.split(':')[0]!)) &&
    words('measures').every((word) => figures.known(word) !== null) &&
    words('filter').every((name) => Object.hasOwn(plan.search.filters, name)) &&
    (params.get('archived') !== '1' || plan.hasArchive) &&
    mayAsk(ctx, plan, params.get('domain') ?? '')
  )
}

function mayAsk({ asker, registry }: HttpContext, { model }: ReportPlan, text: string): boolean {
  try {
    return registry.access.mayAsk(asker, model, domainFromUrl(text))
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}
