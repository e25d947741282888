import type { Rows, Statement } from '../environment/environment.ts'
import type { Field, Fields } from '../domains/fields.ts'
import type { FieldExtension } from '../models/extension.ts'
import type { Model } from '../models/model.ts'
import { optional, section, type Column, type Part } from '../views/declarations.ts'
import type { Action } from './actions.ts'
import type { LoadedModule } from './loader.ts'
import type { Term } from './terms.ts'

type AnyModel = typeof Model

type Translations = Readonly<Record<string, string>> | null

interface CustomFieldRow {
  model: string
  name: string
  label: string
  kind: string
  target: string | null
  choices: string | null
  help: string | null
  in_languages: {
    label: Translations
    choices: Translations
    help: Translations
  }
  required: boolean
  searched: boolean
  indexed: boolean
}

/** What reads a tenant's custom fields. */
export function customFieldsStatement(tenantId: string): Statement {
  return {
    text: `select model, name, label, kind, target, choices, help, required, searched, indexed,
        jsonb_build_object('label', label_translations, 'choices', choices_translations,
          'help', help_translations) as in_languages
      from custom_fields where tenant_id = $1 and active order by sequence, label, name`,
    values: [tenantId],
  }
}

/**
 * The models that can have custom fields, by their tables: those whose tables came with a migration
 * of their module and not with the host.
 */
export function customizableModels(modules: readonly LoadedModule[]): Map<string, AnyModel> {
  const own = modules.flatMap(({ name, models }) => {
    const prefix = `${name.replaceAll('-', '_')}_`
    return models.filter(({ table }) => table.startsWith(prefix))
  })
  return new Map(own.map((model) => [model.table, model]))
}

/** The custom fields of a tenant in a language, for the models that its modules bring; others wait. */
export function customFieldsOf(
  rows: Rows,
  modules: readonly LoadedModule[],
  language: string
): readonly FieldExtension[] {
  const models = customizableModels(modules)
  const targets = new Map(
    modules.flatMap((module) => module.models.map((model) => [model.table, model]))
  )
  const fields = new Map<AnyModel, Record<string, Field>>()
  for (const row of rows as unknown as CustomFieldRow[]) {
    const model = models.get(row.model)
    const target = row.target === null ? null : targets.get(row.target)
    if (!model || target === undefined) continue
    fields.set(model, { ...fields.get(model), [row.name]: fieldOf(row, target, language) })
  }
  return [...fields].map(([model, own]) => ({ kind: 'fields', model, fields: own }))
}

function fieldOf(row: CustomFieldRow, target: AnyModel | null, language: string): Field {
  const isText = ['text', 'longText', 'email', 'phone', 'url'].includes(row.kind)
  const { label, help, choices } = row.in_languages
  const options = {
    label: label?.[language] ?? row.label,
    help: help?.[language] ?? row.help ?? undefined,
    required: row.required,
    search: row.searched && isText,
    indexed: row.indexed,
    custom: true,
    ...(row.kind === 'selection'
      ? { options: choicesIn(row.choices ?? '', choices?.[language] ?? '') }
      : {}),
    ...(isText ? { size: row.kind === 'longText' ? 20_000 : 2_000 } : {}),
    ...(row.kind === 'integer' ? { min: -2147483648, max: 2147483647 } : {}),
    ...(['decimal', 'money'].includes(row.kind) ? { scale: 2 } : {}),
  }
  const field = { kind: row.kind, options, ...(target ? { target: () => target } : {}) }
  return field as unknown as Field
}

/** The options of a selection as people write them: one a line, `key = Label` or only a label. */
export function choicesOf(text: string): Record<string, string> {
  return Object.fromEntries(linesOf(text).map(([key, label]) => [key ?? label, label]))
}

/**
 * The options with their labels in another language: `key = Label`, or only labels in the same order.
 * What is not translated keeps its label.
 */
export function choicesIn(text: string, translated: string): Record<string, string> {
  const choices = choicesOf(text)
  const keys = linesOf(text).map(([key, label]) => key ?? label)
  for (const [place, [key = keys[place], label]] of linesOf(translated).entries()) {
    if (key !== undefined && Object.hasOwn(choices, key)) choices[key] = label
  }
  return choices
}

/** Whether every line of translated options means one of the options. */
export function fitsChoices(text: string, translated: string): boolean {
  const keys = Object.keys(choicesOf(text))
  const lines = linesOf(translated)
  return lines.length <= keys.length && lines.every(([key]) => !key || keys.includes(key))
}

/**
 * The first two lines of options that nobody could tell apart: with the same key, or the same label,
 * in small or capital letters. Null where there are none.
 */
export function twinChoices(text: string): readonly [string, string] | null {
  const known = new Map<string, string>()
  for (const [key, label] of linesOf(text)) {
    const line = key === undefined ? label : `${key} = ${label}`
    const words = [`key ${plain(key ?? label)}`, `label ${plain(label)}`]
    const twin = words.map((word) => known.get(word)).find(Boolean)
    if (twin) return [twin, line]
    for (const word of words) known.set(word, line)
  }
  return null
}

/** A word as people read it: without regard to capitals, wide letters and the number of spaces. */
function plain(word: string): string {
  return word.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ')
}

/** The lines of a text as keys and labels; without a key there is only a label. */
function linesOf(text: string): [key: string | undefined, label: string][] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return lines.map((line) => {
    const [, key, label = line] = /^([^=]+?)\s*=\s*(.+)$/.exec(line) ?? []
    return [key, label]
  })
}

/** A screen with the custom fields of its model: the last section of the form, optional columns. */
export function withCustomFields(action: Action, all: Fields, term: Term): Action {
  const names = Object.keys(all).filter((name) => all[name]!.options.custom)
  if (names.length === 0) return action
  const columns = names.map((name) => optional(name as never) as Column<never>)
  const own = section(term('Custom fields'), names as never[]) as Part<never>
  return {
    ...action,
    list: { ...action.list, columns: [...action.list.columns, ...columns] },
    form: action.form && { ...action.form, sheet: [...action.form.sheet, own] },
    search: { ...action.search, filters: { ...action.search.filters, ...filtersOf(all, names) } },
  }
}

/** A filter for each option of a selection, and one for what is ticked. */
function filtersOf(all: Fields, names: readonly string[]): Action['search']['filters'] {
  const filters = names.flatMap((name): [string, [string, readonly unknown[]]][] => {
    const { kind, options } = all[name]!
    if (kind === 'boolean') return [[name, [options.label, [[name, '=', true]]]]]
    return Object.entries(options.options ?? {}).map(([key, label]) => [
      `${name}:${encodeURIComponent(key)}`,
      [`${options.label}: ${label}`, [[name, '=', key]]],
    ])
  })
  return Object.fromEntries(filters)
}
