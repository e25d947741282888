import { digitsOf } from '../../domains/fields.ts'
import type { Records } from '../../access/records.ts'
import type { Asker } from '../../environment/scope.ts'
import {
  groupsOf,
  isMeasure,
  measureKey,
  type Group,
  type Measure,
} from '../../models/aggregate.ts'
import { sums } from '../../models/answer_cache.ts'
import type { Model } from '../../models/model.ts'
import type { ListTotals } from '../../views/list/types.ts'
import type { Page } from '../page.ts'
import type { Searched } from '../search/searched.ts'

/** The number of all records that a list asks for and the sums of its columns, remembered or asked. */
export function askTotals(
  asker: Asker,
  records: Records<typeof Model>,
  { where, ids, containing, sought, planned }: Searched,
  measures: readonly Measure[]
) {
  const asked = { where, ids, containing, sought, planned, groupBy: [], measures }
  return sums.ask(asker, records.model.table, records.aggregate(asked))
}

/** The columns of a list that have sums. */
export function summedColumns(model: typeof Model, names: readonly string[]): Measure[] {
  return names
    .filter((name) => {
      const field = model.allFields[name]!
      return field.options.sums !== false && isMeasure(name, field)
    })
    .map((name) => ({ name, by: 'sum' }))
}

/** Everything that a list asks for, as one group. */
export function totalOf(
  rows: readonly Record<string, unknown>[],
  measures: readonly Measure[]
): Group {
  return groupsOf(rows, { groupBy: [], measures })[0]!
}

/** Sums as people read them, by the names of their columns. */
export function sumTexts(
  model: typeof Model,
  { measures: values }: Group,
  measures: readonly Measure[],
  { formats }: Page
): Record<string, string> {
  return Object.fromEntries(
    measures.map((measure) => {
      const digits = digitsOf(model.allFields[measure.name]!)
      return [measure.name, formats.number(values[measureKey(measure)] ?? 0, digits)]
    })
  )
}

/** The foot of a list. */
export function listTotals(
  model: typeof Model,
  total: Group,
  measures: readonly Measure[],
  page: Page
): ListTotals {
  const count = page.t('ui.group.count', { count: total.count, ...model.labels })
  return {
    label: page.t('ui.list.total', { count }),
    sums: sumTexts(model, total, measures, page),
  }
}
