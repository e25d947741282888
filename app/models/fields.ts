import type { BelongsTo, HasMany, ManyToMany } from '@adonisjs/lucid/types/relations'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import type { DateTime } from 'luxon'
import { Environment } from '../environment/environment.ts'
import { countryNames } from '../identity/countries.ts'
import type {
  Computed,
  Field,
  FieldOptions,
  GroupNames,
  Many2Many,
  Many2One,
  One2Many,
  PlainKind,
  Tone,
} from '../domains/fields.ts'

type Nullable<Value, R> = R extends true ? Value : Value | null
type Options<R, Value> = Omit<
  FieldOptions,
  'required' | 'default' | 'options' | 'tones' | 'translate' | 'language'
> & {
  required?: R
  default?: Value
}
/** Texts that people write can be kept in several languages. */
type TextOptions<R> = Options<R, string> & Pick<FieldOptions, 'translate'>

function field<F extends Field>(kind: string, options: object, rest: object = {}): F {
  return { kind, options, ...rest } as unknown as F
}

/** The record's own id: a UUID of version 7, so that ids sort by time. */
export function id(options: FieldOptions): Field<'id', string> {
  return field('id', { readonly: true, ...options })
}

/** One line of text. */
export function text<R extends boolean = false>(
  options: TextOptions<R>
): Field<'text', Nullable<string, R>> {
  return field('text', options)
}

/** Text of several lines. */
export function longText<R extends boolean = false>(
  options: TextOptions<R>
): Field<'longText', Nullable<string, R>> {
  return field('longText', options)
}

/** An e-mail address, kept in lower case. */
export function email<R extends boolean = false>(
  options: Options<R, string>
): Field<'email', Nullable<string, R>> {
  return field('email', { size: 254, ...options })
}

/**
 * A telephone number, kept in E.164 form (`+442055500142`) where it can be understood, with an
 * extension behind a semicolon (`+442055500142;ext=12`).
 */
export function phone<R extends boolean = false>(
  options: Options<R, string>
): Field<'phone', Nullable<string, R>> {
  return field('phone', { size: 32, ...options })
}

/** A web address with http or https. */
export function url<R extends boolean = false>(
  options: Options<R, string>
): Field<'url', Nullable<string, R>> {
  return field('url', { size: 2000, ...options })
}

/** A whole number of 32 bits. */
export function integer<R extends boolean = false>(
  options: Options<R, number>
): Field<'integer', Nullable<number, R>> {
  return field('integer', { min: -2147483648, max: 2147483647, ...options })
}

/** A decimal number; `scale` digits after the point, 2 unless told. */
export function decimal<R extends boolean = false>(
  options: Options<R, number>
): Field<'decimal', Nullable<number, R>> {
  return field('decimal', { scale: 2, ...options })
}

/** An amount in the tenant's currency. */
export function money<R extends boolean = false>(
  options: Options<R, number>
): Field<'money', Nullable<number, R>> {
  return field('money', { scale: 2, ...options })
}

export function boolean(options: Options<boolean, boolean>): Field<'boolean', boolean> {
  return field('boolean', { default: false, ...options })
}

/** A day without a time. */
export function date<R extends boolean = false>(
  options: Options<R, string>
): Field<'date', Nullable<DateTime, R>> {
  return field('date', options)
}

/** A moment; stored in UTC, shown in the user's time zone. */
export function datetime<R extends boolean = false>(
  options: Options<R, string>
): Field<'datetime', Nullable<DateTime, R>> {
  return field('datetime', options)
}

/** One of a few fixed values. */
export function selection<Key extends string, R extends boolean = false>(
  options: Omit<Options<R, never>, 'default'> & {
    options: Readonly<Record<Key, string>>
    tones?: Readonly<Partial<Record<NoInfer<Key>, Tone>>>
    default?: NoInfer<Key>
  }
): Field<'selection', Nullable<Key, R>> {
  return field('selection', options)
}

/** A country by its ISO 3166 code, `DE`; people choose it by what it is called in their language. */
export function country<R extends boolean = false>(
  options: Options<R, string>
): Field<'selection', Nullable<string, R>> {
  return field('selection', {
    ...options,
    get options() {
      return countryNames(Environment.get()?.asker.language ?? 'en')
    },
  })
}

/** Structured data without a form of its own. */
export function json<Value = unknown>(options: Options<false, Value>): Field<'json', Value | null> {
  return field('json', options)
}

/**
 * A value made of other fields, not stored and only read, shown like the field it is given:
 * `computed(money({ label: 'Expected revenue' }))`. What `compute` returns says how it is made.
 */
export function computed<F extends Field<PlainKind>>(of: F): Computed<F['~value'] | null> {
  const { required, default: none, translate, ...options } = of.options
  return field('computed', { ...options, readonly: true }, { as: of.kind })
}

/**
 * A link to one record of another model, stored as `<name>_id`. `Target` stays unconstrained:
 * comparing structures while models are being declared would be a cycle for the compiler.
 */
export function many2one<Target, R extends boolean = false>(
  target: () => Target,
  options: Options<R, never>
): Many2One<Target, Nullable<string, R>> {
  return field('many2one', options, { target })
}

/** The records of another model whose many2one `inverse` leads here. */
export function one2many<Target>(
  target: () => Target,
  inverse: string,
  options: Options<false, never>
): One2Many<Target> {
  return field('one2many', options, { target, inverse })
}

/** Links to any number of records of another model, kept as pairs in the table `through`. */
export function many2many<Target>(
  target: () => Target,
  through: { table: string; key: string; otherKey: string },
  options: Options<false, never>
): Many2Many<Target> {
  return field('many2many', options, { target, through })
}

/**
 * Names of access groups, kept as pairs in the table `through`. People give and take only groups
 * that they have themselves.
 */
export function groupNames(
  through: { table: string; key: string },
  options: Options<false, never>
): GroupNames {
  return field('groups', options, { through })
}

type AsLucid<Target> = LucidModel & Target

type ValueOf<F> =
  F extends Many2One<infer Target, infer Id>
    ? BelongsTo<AsLucid<Target>> | Extract<Id, null>
    : F extends One2Many<infer Target>
      ? HasMany<AsLucid<Target>>
      : F extends Many2Many<infer Target>
        ? ManyToMany<AsLucid<Target>>
        : F extends Field<string, infer Value>
          ? Value
          : never

type IdOf<F> = F extends { readonly '~id': infer Id } ? Id : never

/** The properties that a set of fields gives to a record. */
export type Values<F> = { [Name in keyof F]: ValueOf<F[Name]> } & {
  [
    Name in keyof F as F[Name] extends { readonly '~id': unknown } ? `${Name & string}Id` : never
  ]: IdOf<F[Name]>
}

/** `export interface Contact extends Has<typeof Contact> {}` gives a model its properties. */
export type Has<C extends { fields: object }> = Values<C['fields']> & {
  readonly '$fields:own': (fields: C['fields']) => void
}

/** `interface Contact extends Adds<typeof added> {}` gives another module's model more of them. */
export type Adds<F> = Values<F> & {
  readonly [Name in keyof F & string as `$fields:${Name}`]: (fields: Pick<F, Name>) => void
}
