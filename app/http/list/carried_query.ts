import type { HttpContext } from '@adonisjs/core/http'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { isSortable } from './compiled_list.ts'
import { ListQuery } from './list_query.ts'
import type { Arrangement } from './view_preferences.ts'

/**
 * What a list was asked whose address a form carries along: `screen` is what stands behind its
 * question mark. What no list can be asked is left out. Throws DomainError.
 */
export function carriedQuery(
  { asker, registry }: HttpContext,
  plan: ScreenPlan,
  screen: string,
  arrangement: Arrangement | null
): ListQuery {
  const qs = () => Object.fromEntries(new URLSearchParams(screen))
  const sortable = (name: string) =>
    registry.access.allowsField(asker, plan.model, name) && isSortable(plan.model.allFields[name]!)
  return new ListQuery({ qs }, plan, sortable, arrangement)
}
