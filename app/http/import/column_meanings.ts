import { targetOf, type Field } from '../../domains/fields.ts'
import { isRelation } from '../../domains/operators.ts'
import type { Model } from '../../models/model.ts'
import { makesByName } from './import_fields.ts'
import type { ImportPlan } from './import_plan.ts'
import { meaningOf, takesMeanings, unsaid, type FieldMeanings } from './meanings.ts'
import { NewRecord } from './new_records.ts'

/** What a word comes to: a value, as it is said to people, or nothing; null where its row fails. */
export type Meant = { value: unknown; text: string } | 'empty' | null

/** What the words of one column mean that nothing answers to. */
export class ColumnMeanings {
  #plan: ImportPlan
  #field: Field
  #meanings: FieldMeanings
  #titles: ReadonlyMap<string, string> = new Map()
  #makes: boolean

  constructor(plan: ImportPlan, name: string, field: Field) {
    this.#plan = plan
    this.#field = field
    const takes = takesMeanings(field) && Object.hasOwn(plan.meanings, name)
    this.#meanings = takes ? plan.meanings[name]! : unsaid
    this.#makes = takes && makesByName(plan.registry, plan.model, field)
  }

  /** Ids of the records that words mean. */
  get ids(): string[] {
    if (!isRelation(this.#field.kind)) return []
    const values = Object.values(this.#meanings.words).filter((each) => each.startsWith('='))
    return [...new Set(values.map((each) => each.slice(1)))]
  }

  /** Gives what the records are called that words mean, as far as they can be read. */
  call(titles: ReadonlyMap<string, string>) {
    this.#titles = titles
  }

  /** What a word means; nothing is made of one that names several records already. */
  read(word: string, isSeveral: boolean): Meant {
    const meaning = meaningOf(this.#meanings, word, isSeveral)
    if (meaning === 'empty') return 'empty'
    if (meaning === 'create') {
      return this.#makes ? { value: new NewRecord(this.#target, word), text: word } : null
    }
    if (meaning === 'refuse') return null
    const value = meaning.slice(1)
    const text = this.#textOf(value)
    if (text === undefined) return null
    return { value: this.#field.kind === 'boolean' ? value === '1' : value, text }
  }

  /** What a value is called; undefined where it is none of the field any more. */
  #textOf(value: string): string | undefined {
    const { kind, options } = this.#field
    if (isRelation(kind)) return this.#titles.get(value)
    const { t } = this.#plan
    const words: Readonly<Record<string, string>> =
      kind === 'boolean' ? { 0: t('ui.form.no'), 1: t('ui.form.yes') } : (options.options ?? {})
    return Object.hasOwn(words, value) ? words[value] : undefined
  }

  get #target(): typeof Model {
    return targetOf(this.#field) as unknown as typeof Model
  }
}
