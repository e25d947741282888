import type { DateTime } from 'luxon'
import type { FieldsOf } from './fields.ts'
import type { Any, Equal, Hierarchy, In, Like, Order } from './operators.ts'

type Text = 'text' | 'longText' | 'email' | 'phone' | 'url'
type Numeric = 'integer' | 'decimal' | 'money'
type Moment = 'date' | 'datetime'
type ToMany = 'one2many' | 'many2many'
type Relational = { readonly target: () => unknown }

/**
 * A day or a moment. Words and days without a time mean the whole day (week, month) in the time
 * zone of the asker; `now`, a DateTime and a text with a time mean the moment.
 */
export type When =
  | DateTime
  | 'now'
  | 'today'
  | 'yesterday'
  | 'tomorrow'
  | `last_${7 | 30}_days`
  | `${'this' | 'last' | 'next'}_${'week' | 'month' | 'quarter' | 'year'}`
  | `${'+' | '-'}${number}${'d' | 'w' | 'm' | 'y'}`
  | `${number}-${number}-${number}`
  | `${number}-${number}-${number}T${string}`

/** The records that a relation leads to. */
export type RowOf<F> = F extends { readonly target: () => infer Target }
  ? Target extends { prototype: infer Row }
    ? Row
    : never
  : never

type Deeper = [never, 0, 1]

/** Names of fields of a kind, and dotted paths of up to three names that end in one. */
export type PathTo<M, Kind, Hops extends number = 2> =
  Named<FieldsOf<M>, Kind> | (Hops extends 0 ? never : Through<FieldsOf<M>, Kind, Deeper[Hops]>)

type Named<F, Kind> = {
  [Name in keyof F]: F[Name] extends { readonly kind: Kind } ? Name : never
}[keyof F] &
  string

type Through<F, Kind, Hops extends number> = {
  [Name in keyof F & string]: F[Name] extends Relational
    ? `${Name}.${PathTo<RowOf<F[Name]>, Kind, Hops>}`
    : never
}[keyof F & string]

/** A text of the record that a many2one leads to: `company.name`. */
export type TextBehind<M> = {
  [Name in keyof FieldsOf<M> & string]: FieldsOf<M>[Name] extends { readonly kind: 'many2one' }
    ? `${Name}.${PathTo<RowOf<FieldsOf<M>[Name]>, Text | 'computed', 0>}`
    : never
}[keyof FieldsOf<M> & string]

/**
 * One condition. Of several tuples that could have been meant, the compiler explains the one that
 * was created last: selections come first, the widest text tuples late.
 */
export type Term<M> =
  | ChosenIn<FieldsOf<M>>
  | readonly [PathTo<M, 'boolean'>, Equal, boolean | null]
  | readonly [PathTo<M, 'json'>, Exclude<Equal, '=?'>, null]
  | readonly [PathTo<M, 'id'>, Equal, string]
  | readonly [PathTo<M, 'id'>, In, readonly string[]]
  | readonly [PathTo<M, Numeric>, In, readonly (number | null)[]]
  | readonly [PathTo<M, Numeric>, Order, number]
  | readonly [PathTo<M, Numeric>, Equal, number | null]
  | readonly [PathTo<M, Moment>, Order, When]
  | readonly [PathTo<M, Moment>, Equal, When | null]
  | readonly [PathTo<M, 'id' | 'many2one' | ToMany>, Hierarchy, string | readonly string[]]
  | readonly [PathTo<M, 'computed'>, Like, string]
  | readonly [PathTo<M, Text | 'many2one' | ToMany>, Like, string]
  | readonly [PathTo<M, Text | 'many2one' | ToMany>, In, readonly (string | null)[]]
  | readonly [PathTo<M, Text | 'many2one' | ToMany>, Equal, string | null]
  | AnyOf<FieldsOf<M>>

type ChosenIn<F, Prefix extends string = '', Hops extends number = 2> = {
  [Name in keyof F & string]: F[Name] extends { readonly kind: 'selection' }
    ? Chosen<`${Prefix}${Name}`, Choice<F[Name]>>
    : F[Name] extends Relational
      ? Hops extends 0
        ? never
        : ChosenIn<FieldsOf<RowOf<F[Name]>>, `${Prefix}${Name}.`, Deeper[Hops]>
      : never
}[keyof F & string]

type Choice<F> = F extends { readonly '~value': infer Value } ? NonNullable<Value> : never

type Chosen<Path, Value> =
  readonly [Path, Equal, Value | null] | readonly [Path, In, readonly (Value | null)[]]

type AnyOf<F> = {
  [Name in keyof F]: F[Name] extends Relational
    ? readonly [Name, Any, Domain<RowOf<F[Name]>>]
    : never
}[keyof F]

/**
 * A condition on the records of a model in Odoo's prefix notation: `&` and `|` join the two that
 * follow, `!` turns the next one round, and what stands side by side must all be met.
 * Paths of more than three names are written with `any`.
 */
export type Domain<M> = readonly ('&' | '|' | '!' | Term<M>)[]
