import type { Field } from '../../domains/fields.ts'
import { isMoment } from '../../domains/operators.ts'
import type { ScreenPlan } from './screen_plan.ts'

/**
 * The fields that a screen is about, by name: what names the records, what its search looks in,
 * its columns. The plan holds none that the asker may not see.
 */
export function askedFields({ model, list, search }: ScreenPlan): Map<string, Field> {
  const columns = list.columns.map(({ name }) => name)
  const looked = search.fields.map((path) => path.split('.')[0]!)
  const names = new Set([...columns.slice(0, 1), ...looked, ...columns])
  return new Map([...names].map((name) => [name, model.allFields[name]!]))
}

/** The days and moments that a screen can be filtered by. */
export function momentFields(plan: ScreenPlan): [name: string, field: Field][] {
  return [...askedFields(plan)].filter(([, { kind }]) => isMoment(kind))
}
