import type { HttpContext } from '@adonisjs/core/http'
import { domainToUrl } from '../../../domains/url.ts'
import type { FieldsState } from '../form_fields.ts'
import type { LinesPlan } from './lines_plan.ts'

/** The way to the list of all lines, where only their beginning is shown. */
export function allLines(
  homes: HttpContext['registry']['home'],
  { inverse }: LinesPlan['field'],
  target: LinesPlan['target'],
  id: string,
  { page }: FieldsState
): { label: string; href: string } | null {
  const home = homes.get(target)
  if (!home) return null
  const query = new URLSearchParams({ domain: domainToUrl([[inverse, '=', id]]) })
  const label = page.t('ui.form.lines.all', { records: target.labels.many })
  return { label, href: `${home.href}?${query}` }
}
