/** The kinds of field that hold a value of their own, which people read as it is. */
export type PlainKind =
  | 'text'
  | 'longText'
  | 'email'
  | 'phone'
  | 'url'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'selection'

/** The kinds of field that a domain can ask about; each has its own operators. */
export type Kind = 'id' | PlainKind | 'many2one' | 'one2many' | 'many2many' | 'json' | 'computed'

/** What every field can say about itself. */
export interface FieldOptions {
  /** The name people read, as a noun without a colon. */
  readonly label: string
  /** A sentence under the control, only where it saves a mistake. */
  readonly help?: string
  readonly required?: boolean
  readonly readonly?: boolean
  /** The database computes the column (`generated always as`); it is never written. */
  readonly generated?: boolean
  /** Found by the search box. */
  readonly search?: boolean
  /** Changes are written to the record's history. */
  readonly tracked?: boolean
  /** Access groups that may see the field; everybody who may read the record when absent. */
  readonly groups?: readonly string[]
  /** Of names of access groups: those that make administrators are neither offered nor taken. */
  readonly exceptAdministrators?: boolean
  /** Longest text, in characters. */
  readonly size?: number
  readonly min?: number
  readonly max?: number
  /** Digits after the point, for decimals and money. */
  readonly scale?: number
  /** False where the sum of many records says nothing, as of percentages. Lists have none then. */
  readonly sums?: boolean
  readonly default?: unknown
  /** Keys and labels of a selection, in order. */
  readonly options?: Readonly<Record<string, string>>
  /** Tone of the badge for each key of a selection. */
  readonly tones?: Readonly<Record<string, Tone>>
  /** A custom field of a tenant, kept in the column `custom_fields` under its name. */
  readonly custom?: boolean
  /** Records are found by a value of this custom field through an index. */
  readonly indexed?: boolean
  /** False where a duplicate of a record begins without the value, as for what is there only once. */
  readonly copy?: boolean
  /** The value is kept in several languages; everybody reads it in their own. */
  readonly translate?: boolean
  /** The language in which a translated value is read; the registry of a language says it. */
  readonly language?: string
  /**
   * What a computed or generated field is made of: names of stored fields, and of those of a computed
   * one also fields behind a many2one, `stage.probability`, and of the lines of a one2many.
   */
  readonly depends?: readonly string[]
}

/** What a badge reports. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'accent' | 'idle'

/** A field as declared. The members that begin with `~` exist only as types. */
export interface Field<K extends string = string, Value = unknown> {
  readonly 'kind': K
  readonly 'options': FieldOptions
  readonly '~value': Value
}

/** A field that leads to records of another model. */
export interface Relation<K extends string, Target> extends Field<K> {
  readonly target: () => Target
}

export interface Many2One<Target, Id> extends Relation<'many2one', Target> {
  readonly '~id': Id
}

export interface One2Many<Target> extends Relation<'one2many', Target> {
  /** Name of the many2one on the other side. */
  readonly inverse: string
}

export interface Many2Many<Target> extends Relation<'many2many', Target> {
  /** The table that holds the pairs: (tenant_id, own key, other key). */
  readonly through: { table: string; key: string; otherKey: string }
}

/** Names of access groups, kept as pairs of the record and a name. */
export interface GroupNames extends Field<'groups', readonly string[]> {
  /** The table that holds the pairs: (tenant_id, key, group_name). */
  readonly through: { table: string; key: string }
}

/** A field that is made of others and shown like one of the kind `as`. */
export interface Computed<Value> extends Field<'computed', Value> {
  readonly as: string
}

export type Fields = Readonly<Record<string, Field>>

/** A model as far as domains need to know it. `app/models` brings the real ones. */
export interface AskedModel {
  readonly name: string
  readonly table: string
  /** Own fields, those of the base model and those added by other modules. */
  readonly allFields: Fields
  /** Field that names a record in one line; `ilike` on a relation searches it. */
  readonly titleField: string
}

/** Whether a field that a tenant makes can have this name; those of modules begin otherwise. */
export function isCustomName(name: string): boolean {
  return /^x_[a-z0-9_]{1,58}$/.test(name)
}

/** The column in which every table keeps the values of custom fields, by their names. */
export const CUSTOM_FIELDS = 'custom_fields'

/** Names in snake case: the same few are asked for with every value that is written. */
const snakeCased = new Map<string, string>()

/** The column of a stored field of a module: `firstName` → `first_name`, many2one `company` → `company_id`. */
export function columnOf(name: string, field: Field): string {
  let column = snakeCased.get(name)
  if (column === undefined) {
    column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    snakeCased.set(name, column)
  }
  return field.kind === 'many2one' ? `${column}_id` : column
}

/** The column beside that of a translated field, with its values in other languages than its own. */
export function translationsColumn(name: string, field: Field): string {
  return `${columnOf(name, field)}_translations`
}

/** Whether the field has a column in its model's own table. */
export function isStored(field: Field): boolean {
  return !['one2many', 'many2many', 'groups', 'computed'].includes(field.kind)
}

const shown = new WeakMap<Field, Field>()

/** The field as which a value is shown: a computed one as if it had a column of its own. */
export function shownAs(field: Field): Field {
  if (field.kind !== 'computed') return field
  let known = shown.get(field)
  if (!known) {
    known = { ...field, kind: (field as Computed<unknown>).as }
    shown.set(field, known)
  }
  return known
}

/** The model that a relation leads to. */
export function targetOf(field: Field): AskedModel {
  return (field as unknown as Relation<string, AskedModel>).target()
}

/**
 * The declarations travel with the instance type, under keys that nobody writes. They are
 * functions so that inferring from several gives their intersection.
 */
export type FieldsOf<M> = M[keyof M & `$fields${string}`] extends (fields: infer F) => void
  ? F
  : never
export type FieldName<M> = keyof FieldsOf<M> & string

/** So many digits stand after the point of a field's numbers. */
export function digitsOf({ kind, options }: Field): number {
  return kind === 'integer' ? 0 : (options.scale ?? 2)
}
