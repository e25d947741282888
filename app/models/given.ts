import type { FieldName, FieldsOf, PlainKind } from '../domains/fields.ts'
import type { RowOf } from '../domains/types.ts'

/** Names of the fields of some kinds. */
export type Kinds<M, K> = {
  [N in FieldName<M>]: FieldsOf<M>[N] extends { kind: K } ? N : never
}[FieldName<M>]

type Target<M, N> = N extends keyof FieldsOf<M> ? RowOf<FieldsOf<M>[N]> : never

/** What a computed field can be made of: stored fields, those behind a many2one, and those of lines. */
export type Dependency<M> =
  | Kinds<M, 'id' | PlainKind | 'many2one'>
  | {
      [N in Kinds<M, 'many2one' | 'one2many'>]: `${N}.${Kinds<Target<M, N>, 'id' | PlainKind>}`
    }[Kinds<M, 'many2one' | 'one2many'>]

type ValueOf<M, N> = N extends keyof FieldsOf<M>
  ? FieldsOf<M>[N] extends { '~value': infer Value }
    ? Value | null
    : never
  : never

type Head<P> = P extends `${infer N}.${string}` ? N : never
type Behind<P, N extends string> = P extends `${N}.${infer Name}` ? Name : never

/** The fields that are named of the records that a relation leads to. */
type Parts<M, P, N extends string> = {
  readonly [Name in Behind<P, N>]: ValueOf<Target<M, N>, Name>
}

/**
 * The values of some dependencies. Any may be null: a form is computed while it is filled, and even
 * what is required is empty then. Of a one2many there is a list, of a many2one a record or null.
 */
export type Given<M, P extends string> = {
  readonly [
    N in P as N extends `${string}.${string}`
      ? never
      : N extends Kinds<M, 'many2one'>
        ? `${N}Id`
        : N
  ]: N extends Kinds<M, 'many2one'> ? string | null : ValueOf<M, N>
} & {
  readonly [N in Head<P>]: N extends Kinds<M, 'one2many'>
    ? readonly Parts<M, P, N>[]
    : Parts<M, P, N> | null
}

/** The value that a computed field has. */
export type ComputedValue<M, N> = ValueOf<M, N>
