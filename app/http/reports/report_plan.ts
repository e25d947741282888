import type { Asker } from '../../environment/scope.ts'
import type { Registry } from '../../modules/registry.ts'
import type { PivotTree } from '../../views/pivot/declaration.ts'
import { reportSources } from './report_sources.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'

/** The records of a screen as a report asks about them, at an address of its own. */
export interface ReportPlan extends ScreenPlan {
  /** The list of the records. */
  screen: string
  /** The table of the model, by which a report names it. */
  table: string
  /** What a report begins with. */
  beginning: PivotTree
}

/** The plan of a report about a model, or null where the asker may not list its records. */
export function reportPlan(
  registry: Registry,
  asker: Asker,
  table: string,
  href: string
): ReportPlan | null {
  const action = reportSources(registry, asker).find(({ model }) => model.table === table)
  if (!action) return null
  const plan = screenPlan(registry, asker, action)
  return {
    ...plan,
    href,
    table,
    screen: plan.href,
    views: new Map(),
    hasView: () => false,
    beginning: (plan.views.get('pivot') as PivotTree | undefined) ?? beginningOf(plan),
  }
}

/** By the field that the screen groups by first, or else by any that has few values. */
function beginningOf({ search, groupable }: ScreenPlan): PivotTree {
  const few = [...groupable].find(([, { kind }]) => kind === 'selection' || kind === 'many2one')
  const first = search.groupBy[0] ?? few?.[0]
  return { needs: [], rows: first ? [first] : [], columns: [], measures: ['count'] }
}
