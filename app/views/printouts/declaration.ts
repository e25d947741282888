import { fileURLToPath } from 'node:url'
import type { FieldName, FieldsOf } from '../../domains/fields.ts'
import type { RowOf } from '../../domains/types.ts'
import type { Model } from '../../models/model.ts'
import type { Kinds } from '../declarations.ts'
import type { Translate } from '../texts.ts'

/** A value as a printout computes with it: figures as numbers, moments as `Date`, all else as text. */
export type PrintedValue = string | number | boolean | Date | null

/** A record as a printout computes with it: without what the reader may not see. */
export interface PrintedRecord<N extends string, L extends string> {
  readonly fields: Readonly<Partial<Record<N, PrintedValue>>>
  readonly lines: Readonly<Partial<Record<L, readonly Readonly<Record<string, PrintedValue>>[]>>>
}

/** How a printout says numbers and days to its reader. */
export interface PrintedWords {
  t: Translate
  /** A number with so many digits after the point. */
  number: (value: number, digits?: number) => string
  /** An amount in the tenant's currency. */
  money: (value: number) => string
  /** A day as `2026-11-21`. */
  date: (value: string) => string
}

/** A document about a record, as its module declares it. */
export interface Printout {
  readonly kind: 'printout'
  readonly model: typeof Model
  /** What it is called where it is printed. */
  readonly label: string
  /** The path of its template in Typst. */
  readonly template: string
  readonly landscape: boolean
  /** Names of the access groups that print it; empty for everybody who may read the record. */
  readonly groups: readonly string[]
  readonly fields: readonly string[]
  /** Columns by the names of one2many fields. */
  readonly lines: Readonly<Record<string, readonly string[]>>
  /** What the template says beside the record, by the names under which it finds it. */
  readonly texts: Readonly<Record<string, string>>
  readonly prepare:
    ((record: PrintedRecord<string, string>, words: PrintedWords) => Record<string, unknown>) | null
}

/** A printout of a module with the name under which it is asked for: `crm.companyOverview`. */
export interface NamedPrintout extends Printout {
  readonly name: string
}

type Lines<M> = {
  readonly [F in Kinds<M, 'one2many'>]?: readonly FieldName<
    F extends keyof FieldsOf<M> ? RowOf<FieldsOf<M>[F]> : never
  >[]
}

/**
 * Declares a document about a record of a model. The host reads the record and its lines with the
 * rights of whoever prints it, several records with as many statements as one; what the reader may not
 * see is not there. The template gets values as data, so that nothing in them is run.
 */
export function printout<
  C extends typeof Model,
  const N extends FieldName<InstanceType<C>>,
  const L extends Lines<InstanceType<C>> = Record<never, never>,
>(
  model: C,
  options: {
    label: string
    /** The template in Typst: `new URL('./company_overview.typ', import.meta.url)`. */
    template: URL
    landscape?: boolean
    groups?: readonly { name: string }[]
    fields: readonly N[]
    lines?: L
    texts?: Readonly<Record<string, string>>
    /** Computes what the template finds in `record.own`, such as a sum. */
    prepare?: (
      record: PrintedRecord<N, keyof L & string>,
      words: PrintedWords
    ) => Record<string, unknown>
  }
): Printout {
  return {
    kind: 'printout',
    model,
    label: options.label,
    template: fileURLToPath(options.template),
    landscape: options.landscape ?? false,
    groups: (options.groups ?? []).map(({ name }) => name),
    fields: options.fields,
    lines: (options.lines ?? {}) as Printout['lines'],
    texts: options.texts ?? {},
    prepare: (options.prepare as Printout['prepare'] | undefined) ?? null,
  }
}
