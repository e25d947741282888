import type { HttpContext } from '@adonisjs/core/http'
import { domainToUrl } from '../../domains/url.ts'
import type { FormStat } from '../../views/form/types.ts'
import type { Formats } from '../formats.ts'
import { boundedText } from '../list/bounded_counts.ts'
import type { FormPlan } from './form_plan.ts'
import type { FormData } from './form_reader.ts'

/** The figures at the head of a form, each with the way to its records. */
export function statsOf(
  { registry }: HttpContext,
  plan: FormPlan,
  { row, stats }: FormData,
  formats: Formats
): FormStat[] {
  if (!row) return []
  const parts = plan.tree.header.filter(({ kind }) => kind === 'stat')
  return parts.flatMap(({ name, options }): FormStat[] => {
    const { target, inverse, options: field } = plan.stats.get(name!)!
    const home = registry.home.get(target())
    if (!home) return []
    const query = new URLSearchParams({ domain: domainToUrl([[inverse, '=', row.id]]) })
    return [
      {
        icon: String(options?.icon ?? target().icon),
        label: field.label,
        value: boundedText(stats.get(name!)!, formats),
        href: `${home.href}?${query}`,
      },
    ]
  })
}
