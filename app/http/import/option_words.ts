import type { Field } from '../../domains/fields.ts'
import { languages } from '../language.ts'
import { lineParts } from '../transfer/line_fields.ts'
import type { ImportPlan } from './import_plan.ts'

/**
 * The keys of a selection's options by what they are called in every language, in small letters: a file
 * speaks the language of whoever wrote it. A word that means two of them means none.
 */
export function optionWords(
  { registry, model, lines }: ImportPlan,
  name: string,
  field: Field
): ReadonlyMap<string, string> {
  const words = new Map<string, Set<string>>()
  if (field.kind !== 'selection') return new Map()
  const { lines: of, column } = lineParts(name)
  const owner = of === null ? model : lines.get(of)!.target
  for (const language of languages()) {
    const worded = registry.inLanguage(language).catalogue.fieldsOf(owner)[column]
    for (const [key, label] of Object.entries(worded?.options.options ?? {})) {
      const word = label.toLowerCase()
      words.set(word, (words.get(word) ?? new Set()).add(key))
    }
  }
  const told = [...words].filter(([, keys]) => keys.size === 1)
  return new Map(told.map(([word, keys]) => [word, [...keys][0]!]))
}
