import type { FieldsOf } from '../domains/fields.ts'
import type { Unit } from '../models/aggregate.ts'
import type { Kinds } from './declarations.ts'

type Moment = 'date' | 'datetime'
type Figure = 'integer' | 'decimal' | 'money'
type NeverGrouped = 'one2many' | 'groups' | 'computed' | 'json' | 'longText' | 'id'

type Groupable<M> = {
  [N in keyof FieldsOf<M> & string]: FieldsOf<M>[N] extends { kind: NeverGrouped | Moment }
    ? never
    : N
}[keyof FieldsOf<M> & string]

/** A field by which records are put together; days and moments with the span of time. */
export type GroupWord<M> = Groupable<M> | Kinds<M, Moment> | `${Kinds<M, Moment>}:${Unit}`

/** What is computed for each group: the number of its records, or something of a field of figures. */
export type MeasureWord<M> = 'count' | `${'sum' | 'avg' | 'min' | 'max'}:${Kinds<M, Figure>}`
