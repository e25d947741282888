import type { Fields } from '../domains/fields.ts'
import type { ComputedValue, Dependency, Given, Kinds } from './given.ts'
import type { InputFault } from './field_input.ts'
import type { Model } from './model.ts'

/** Fields that one module adds to the model of another. */
export interface FieldExtension {
  readonly kind: 'fields'
  readonly model: typeof Model
  readonly fields: Fields
}

/** The moments of a record at which another module may act, inside its transaction. */
export type HookEvent =
  'beforeCreate' | 'beforeSave' | 'afterCreate' | 'afterSave' | 'beforeDelete' | 'afterDelete'

/** What a module does at a moment of another module's records. An exception stops the write. */
export interface Hook {
  readonly kind: 'hook'
  readonly model: typeof Model
  readonly event: HookEvent
  readonly run: (record: never) => void | Promise<void>
}

/** Null where all is well; else a sentence, or a key of the module's texts with its values. */
export type ConstraintAnswer = string | InputFault | null

/** What records must meet beside what their fields say. */
export interface Constraint {
  readonly kind: 'constraint'
  readonly model: typeof Model
  /** Names of the fields that it is about; the message stands beside the first. */
  readonly fields: readonly string[]
  readonly check: (record: never) => ConstraintAnswer
}

/** What else changes in a form when somebody changes one of some fields. */
export interface OnChange {
  readonly kind: 'on-change'
  readonly model: typeof Model
  readonly fields: readonly string[]
  readonly run: (record: never) => void | Promise<void>
}

/** How a computed field is made of others. */
export interface Compute {
  readonly kind: 'compute'
  readonly model: typeof Model
  /** The computed field. */
  readonly field: string
  /** What it is made of: stored fields, fields behind a many2one, and fields of lines. */
  readonly depends: readonly string[]
  readonly run: (given: never) => unknown
}

export type ModelExtension = FieldExtension | Hook | Constraint | OnChange | Compute

/**
 * Adds fields to another module's model. Export the result from a file in `extends/<module>/`;
 * the types come with `interface Contact extends Adds<typeof added> {}`. The columns come with a
 * migration.
 */
export function extend(model: typeof Model, fields: Fields): FieldExtension {
  return { kind: 'fields', model, fields }
}

/** Acts at a moment of another module's records, while both modules are installed. */
export function hook<C extends typeof Model>(
  model: C,
  event: HookEvent,
  run: (record: InstanceType<C>) => void | Promise<void>
): Hook {
  return { kind: 'hook', model, event, run: run as Hook['run'] }
}

/**
 * Demands something of a model's records. `check` is asked when one of the fields is written; what
 * it returns is shown beside the first of them and keeps the record from being saved.
 */
export function constraint<C extends typeof Model>(
  model: C,
  fields: readonly string[],
  check: (record: InstanceType<C>) => ConstraintAnswer
): Constraint {
  return { kind: 'constraint', model, fields, check: check as Constraint['check'] }
}

/**
 * Fills other fields of a form while it is typed: `run` gets the record as it stands in the form, not
 * saved, and writes to its fields. What the person may not write stays as it is. It helps with typing
 * and demands nothing; programs, imports and pages without script do without it.
 */
export function onChange<C extends typeof Model>(
  model: C,
  fields: readonly string[],
  run: (record: InstanceType<C>) => void | Promise<void>
): OnChange {
  return { kind: 'on-change', model, fields, run: run as OnChange['run'] }
}

/**
 * Says how a computed field of a model is made. `run` gets what `depends` names and nothing else: the
 * values of own fields (of a many2one its id, `stageId`), and the fields that were named behind a
 * many2one, `stage.probability`, in an object that is null where there is no such record, or of the
 * records of a one2many, `lines.amount`, in a list of objects. Whoever may not see something of it does
 * not see the field. Nothing is read and nothing written by `run`.
 */
export function compute<
  C extends typeof Model,
  const Name extends Kinds<InstanceType<C>, 'computed'>,
  const Depends extends Dependency<InstanceType<C>> = never,
>(
  model: C,
  field: Name,
  depends: readonly Depends[],
  run: (given: Given<InstanceType<C>, Depends>) => ComputedValue<InstanceType<C>, Name>
): Compute {
  return { kind: 'compute', model, field, depends, run: run as Compute['run'] }
}
