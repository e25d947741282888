import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { digitsOf, type Field } from '../../domains/fields.ts'
import { isMeasure, measureKey, type Group, type Measure } from '../../models/aggregate.ts'
import type { Model } from '../../models/model.ts'
import type { Translate } from '../../views/texts.ts'
import type { Formats } from '../formats.ts'
import { currencySign, moneyFormat } from '../money.ts'

const OFFERED = ['sum', 'avg'] as const
const ALL = ['sum', 'avg', 'min', 'max'] as const

/** A figure that groups of records have: their number, or what is computed of a field. */
export interface Figure {
  /** As an address or a declaration names it: `count`, `sum:value`. */
  word: string
  /** What it is called, with its unit: “Number of contacts”, “Value, average, €”. */
  label: string
  /** What must be asked for; for an average also what it is put together from. */
  measures: readonly Measure[]
  /** Whether figures of groups add up to that of all. */
  isSum: boolean
  of(group: Group): number | null
  /** The figure of several groups together. */
  merge(groups: readonly Group[]): number | null
  format(value: number | null): string
  /** The same with its unit, where the label does not stand beside it. */
  say(value: number | null): string
}

export interface FigureWords {
  t: Translate
  formats: Formats
  language: string
  /** Code of the tenant's currency. */
  currency: string
}

/** Figures of a model that the asker may see: the number of records first. */
export class Figures {
  readonly model: typeof Model
  #fields: ReadonlyMap<string, Field>
  #words: FigureWords

  constructor({ registry }: HttpContext, model: typeof Model, words: FigureWords) {
    this.model = model
    const { fields } = new Records(model, registry.access)
    this.#fields = new Map([...fields].filter(([name, field]) => isMeasure(name, field)))
    this.#words = words
  }

  /** What menus offer. */
  get offered(): Figure[] {
    return this.#computed(OFFERED)
  }

  /** The number of records, and all that can be computed of fields. */
  get all(): Figure[] {
    return this.#computed(ALL)
  }

  #computed(ways: readonly (typeof ALL)[number][]): Figure[] {
    const names = [...this.#fields.keys()]
    return [this.count, ...ways.flatMap((by) => names.map((name) => this.#measured({ name, by })))]
  }

  /** The figure that a word names, if the asker may see it; else the number of records. */
  find(word: string): Figure {
    return this.known(word) ?? this.count
  }

  /** The figure that a word names, or null. */
  known(word: string): Figure | null {
    if (word === 'count') return this.count
    const [given, name = ''] = word.split(':')
    const by = ALL.find((each) => each === given)
    return by && this.#fields.has(name) ? this.#measured({ name, by }) : null
  }

  get count(): Figure {
    const { t, formats } = this.#words
    const format = (value: number | null) => formats.number(value ?? 0)
    return {
      word: 'count',
      label: t('ui.figure.count', { records: this.model.labels.many }),
      measures: [],
      isSum: true,
      of: ({ count }) => count,
      merge: (groups) => sum(groups.map(({ count }) => count)),
      format,
      say: format,
    }
  }

  #measured(measure: Measure & { by: (typeof ALL)[number] }): Figure {
    const { name, by } = measure
    const { t, formats, currency, language } = this.#words
    const field = this.#fields.get(name)!
    const { kind, options } = field
    const digits = kind === 'integer' && by === 'avg' ? 1 : digitsOf(field)
    const filled: Measure = { name, by: 'count' }
    const isSum = by === 'sum'
    const read = (group: Group) => group.measures[measureKey(measure)] ?? (isSum ? 0 : null)
    const weight = (group: Group) => group.measures[measureKey(filled)] ?? 0
    const label = t(`ui.figure.${by}`, { field: options.label })
    const isMoney = kind === 'money'
    const money = moneyFormat(formats, currency, language)
    const format = (value: number | null) => (value === null ? '–' : formats.number(value, digits))
    return {
      word: measureKey(measure),
      label: isMoney ? `${label}, ${currencySign(currency, language)}` : label,
      measures: by === 'avg' ? [measure, filled] : [measure],
      isSum,
      of: read,
      merge: (groups) => merged(by, groups.map(read), groups.map(weight)),
      format,
      say: (value) => (isMoney && value !== null ? money(value) : format(value)),
    }
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function merged(
  by: (typeof ALL)[number],
  values: readonly (number | null)[],
  weights: readonly number[]
): number | null {
  if (by === 'avg') {
    const all = sum(weights)
    return all === 0 ? null : sum(values.map((value, at) => (value ?? 0) * weights[at]!)) / all
  }
  const present = values.filter((value): value is number => value !== null)
  if (by === 'sum') return sum(present)
  if (present.length === 0) return null
  return by === 'min' ? Math.min(...present) : Math.max(...present)
}
