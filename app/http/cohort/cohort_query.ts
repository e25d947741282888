import type { HttpRequest } from '@adonisjs/core/http'
import {
  COHORT_MODES,
  COHORT_UNITS,
  type CohortMode,
  type CohortTree,
  type CohortUnit,
} from '../../views/cohort/declaration.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { SearchQuery, textOf } from '../search/search_query.ts'

/** What the address asks of a cohort view beside the search; what it does not say is as declared. */
export class CohortQuery extends SearchQuery<'unit' | 'mode' | 'measure'> {
  readonly unit: CohortUnit
  readonly mode: CohortMode
  readonly measure: string
  #tree: CohortTree

  constructor(request: HttpRequest, plan: ScreenPlan, tree: CohortTree) {
    super(request, plan)
    const given = request.qs() as Record<string, unknown>
    this.#tree = tree
    this.unit = COHORT_UNITS.find((unit) => unit === given.unit) ?? tree.unit
    this.mode = COHORT_MODES.find((mode) => mode === given.mode) ?? tree.mode
    this.measure = textOf(given.measure) || tree.measure
  }

  protected override ownParts(): [name: string, value: string | null][] {
    const { unit, mode, measure } = this.#tree
    return [
      ['unit', this.unit === unit ? null : this.unit],
      ['mode', this.mode === mode ? null : this.mode],
      ['measure', this.measure === measure ? null : this.measure],
    ]
  }
}
