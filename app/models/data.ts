import type { Field, Many2One } from '../domains/fields.ts'
import type { Model } from './model.ts'

/** Kinds of field that shipped records do not fill. */
type Left = 'one2many' | 'many2many' | 'groups' | 'computed' | 'id'

type ValueOf<F> =
  F extends Many2One<infer _, infer Id>
    ? string | Extract<Id, null>
    : F extends Field<'date' | 'datetime', infer Value>
      ? string | Extract<Value, null>
      : F extends Field<string, infer Value>
        ? Value
        : never

/** Values of a shipped record by the names of its model's own fields. A many2one takes an external id. */
export type DataValues<C extends { fields: object }> = {
  readonly [
    Name in keyof C['fields'] as C['fields'][Name] extends { kind: Left } ? never : Name
  ]?: ValueOf<C['fields'][Name]>
}

/** Records of a model that a module ships, by name. */
export interface DataSet {
  readonly kind: 'data'
  readonly model: typeof Model
  readonly records: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/**
 * Records that every tenant gets with the module. The key is the record's name: with the module's
 * before it, it is the external id (`crm.won`) by which others refer to the record. An upgrade brings
 * new values to where the tenant has left the old ones.
 */
export function defineData<C extends typeof Model>(
  model: C,
  records: Readonly<Record<string, DataValues<C>>>
): DataSet {
  return { kind: 'data', model, records }
}
