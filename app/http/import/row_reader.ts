import { setImmediate as turn } from 'node:timers/promises'
import { isRelation } from '../../domains/operators.ts'
import type { Field } from '../../domains/fields.ts'
import { ReadValue, readInput, type InputResult } from '../../models/field_input.ts'
import { isLocalPhone, LocalPhones } from '../../models/local_phones.ts'
import { withGroupTitles } from '../group_titles.ts'
import { faultTexts } from '../texts.ts'
import { ColumnMeanings } from './column_meanings.ts'
import { RecordBegins } from './file_records.ts'
import type { Chunk } from './import_store.ts'
import type { ImportPlan } from './import_plan.ts'
import { Lookups, type Named } from './lookups.ts'
import { optionWords } from './option_words.ts'
import { partsOf, readCell, type Read } from './values.ts'

/** After so many rows others have their turn. */
const AT_ONCE = 20

/** A row of the file as far as it is read. */
export interface Row {
  number: number
  /** Whether a record begins with it. */
  begins: boolean
  /** Values by the names of the fields, ready for `Records`. */
  input: Record<string, unknown>
  /** What the cells say, by the same names. */
  texts: Record<string, string>
  /** Why cells cannot be read, by the same names. */
  faults: Record<string, string>
  /** Words of cells that nothing answers to, whatever they mean. */
  unclear: UnclearWord[]
}

/** A word that nothing answers to; `isSeveral` where more than one record does. */
export interface UnclearWord {
  field: string
  word: string
  isSeveral: boolean
}

interface Column {
  at: number
  name: string
  field: Field
  /** What the options of a selection are called in other languages. */
  words: ReadonlyMap<string, string>
  meanings: ColumnMeanings
}

/** Reads the cells of rows: first what they say by themselves, then the records that they name. */
export class RowReader {
  #plan: ImportPlan
  #columns: readonly Column[]

  constructor(plan: ImportPlan) {
    this.#plan = plan
    this.#columns = plan.mapping.flatMap((name, at) => {
      const field = name && plan.fields.get(name)
      if (!field) return []
      return {
        ...{ at, name, field: withGroupTitles(plan.registry, field) },
        words: optionWords(plan, name, field),
        meanings: new ColumnMeanings(plan, name, field),
      }
    })
  }

  /** Reads what cells say by themselves. Nothing is asked, so this may happen before its time. */
  async read({ firstRow, cells }: Chunk): Promise<Row[]> {
    const rows: Row[] = []
    const begins = new RecordBegins(this.#plan.mapping, this.#plan.settings)
    for (const [index, texts] of cells.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await turn()
      if (texts.length === 0) continue
      const row: Row = {
        ...{ number: firstRow + index, begins: begins.at(texts) },
        ...{ input: {}, texts: {}, faults: {}, unclear: [] },
      }
      for (const column of this.#columns) this.#readCell(row, column, texts[column.at] ?? '')
      rows.push(row)
    }
    return rows
  }

  #readCell(row: Row, column: Column, text: string) {
    const { name, field } = column
    if (text === '') {
      if (this.#plan.settings.clearsEmpty) row.input[name] = null
      return
    }
    row.texts[name] = text
    if (isRelation(field.kind)) return
    const read = this.#read(column, text)
    if (read.fault !== undefined && read.isUnclear) {
      const meant = this.#mean(row, column, { word: text, isSeveral: false })
      if (meant === null) row.faults[name] = read.fault
      else if (meant === 'empty') this.#leaveEmpty(row, name)
      else {
        row.texts[name] = meant.text
        this.#readValue(row, name, readInput(field, meant.value))
      }
    } else if (read.fault !== undefined) row.faults[name] = read.fault
    else if (isAsIs(field)) row.input[name] = read.value
    else this.#readValue(row, name, readInput(field, read.value))
  }

  /** What a word means that nothing answers to. */
  #mean(row: Row, { name, meanings }: Column, unclear: Omit<UnclearWord, 'field'>) {
    row.unclear.push({ field: name, ...unclear })
    return meanings.read(unclear.word, unclear.isSeveral)
  }

  /** A cell whose words mean nothing is an empty one. */
  #leaveEmpty(row: Row, name: string) {
    delete row.texts[name]
    if (this.#plan.settings.clearsEmpty) row.input[name] = null
  }

  #read({ field, words }: Column, text: string): Read {
    if (field.kind === 'groups') return this.#groups(text)
    const read = readCell(field, text, this.#plan)
    const key = read.fault === undefined ? undefined : words.get(text.toLowerCase())
    return key === undefined ? read : { value: key }
  }

  #readValue(row: Row, name: string, result: InputResult) {
    if (result.fault) Object.assign(row.faults, faultTexts({ [name]: result.fault }, this.#plan.t))
    else row.input[name] = new ReadValue(result)
  }

  /** Finds the records that cells name, all of them at once. */
  async link(rows: readonly Row[]): Promise<void> {
    const lookups = new Lookups(this.#plan.registry.access)
    for (const column of this.#columns) {
      const { name, field, meanings } = column
      if (!isRelation(field.kind)) continue
      const named = rows.filter(({ texts }) => texts[name] !== undefined)
      await lookups.prepare(
        field,
        named.map(({ texts }) => texts[name]!)
      )
      meanings.call(await lookups.titles(field, meanings.ids))
      for (const row of named) this.#link(row, column, lookups.read(field, row.texts[name]!))
    }
    await this.#completePhones(rows)
  }

  /** Numbers have their country before records are looked for by them. */
  async #completePhones(rows: readonly Row[]): Promise<void> {
    const names = this.#columns
      .filter(({ field }) => field.kind === 'phone')
      .map(({ name }) => name)
    const numberIn = ({ input }: Row, name: string) =>
      input[name] instanceof ReadValue && !input[name].result.fault
        ? input[name].result.value
        : null
    const local = rows.filter((row) => names.some((name) => isLocalPhone(numberIn(row, name))))
    if (local.length === 0) return
    const phones = await LocalPhones.read()
    for (const row of local) {
      for (const name of names) {
        const typed = numberIn(row, name)
        if (!isLocalPhone(typed)) continue
        row.input[name] = new ReadValue({ value: phones.international(typed, row.input.location) })
      }
    }
  }

  #link(row: Row, column: Column, words: readonly Named[]) {
    const { name, field } = column
    const meant: { value: unknown; text: string }[] = []
    for (const { word, ids } of words) {
      const isSeveral = ids.length > 1
      const found =
        ids.length === 1
          ? { value: ids[0], text: word }
          : this.#mean(row, column, { word, isSeveral })
      if (found === null) {
        const fault = isSeveral ? 'several' : 'nobody'
        row.faults[name] ??= this.#plan.t(`ui.import.fault.${fault}`, { text: word })
      } else if (found !== 'empty') meant.push(found)
    }
    if (row.faults[name] !== undefined) return
    if (meant.length === 0) return this.#leaveEmpty(row, name)
    row.texts[name] = meant.map(({ text }) => text).join(', ')
    row.input[name] = field.kind === 'many2one' ? meant[0]!.value : meant.map(({ value }) => value)
  }

  /** Why a row cannot be read, column by column; empty where it can. */
  reasonOf({ faults }: Row): string {
    return this.#columns
      .filter(({ name }) => faults[name] !== undefined)
      .map(({ name, field }) => `${field.options.label}: ${faults[name]}`)
      .join(' ')
  }

  #groups(text: string): Read {
    const groups = [...this.#plan.registry.access.groups.values()]
    const names: string[] = []
    for (const part of partsOf(text)) {
      const group = groups.find(
        ({ name, title }) => name === part || title.toLowerCase() === part.toLowerCase()
      )
      if (!group) return { fault: this.#plan.t('ui.import.fault.nobody', { text: part }) }
      names.push(group.name)
    }
    return { value: names }
  }
}

/** Ids and groups are compared with what is there. */
function isAsIs({ kind }: Field): boolean {
  return kind === 'id' || kind === 'groups'
}
