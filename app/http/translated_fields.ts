import type { Records } from '../access/records.ts'
import type { Field } from '../domains/fields.ts'
import type { Model } from '../models/model.ts'
import { nameIn } from '../models/translated_value.ts'
import { languageName, languages } from './language.ts'

/**
 * Fields with those that programs and files may name besides: a translated one in every other language
 * than that of the asker, as `name:de`, "Name (German)".
 */
export function inOtherLanguages(
  fields: ReadonlyMap<string, Field>,
  { environment }: Records<typeof Model>
): Map<string, Field> {
  const { language } = environment.asker
  const others = languages().filter((each) => each !== language)
  const all = [...fields].flatMap(([name, field]): [string, Field][] => [
    [name, field],
    ...(field.options.translate ? others : []).map((each): [string, Field] => [
      nameIn(name, each),
      withLanguage(field, languageName(each, language)),
    ]),
  ])
  return new Map(all)
}

function withLanguage(field: Field, language: string): Field {
  const label = `${field.options.label} (${language})`
  return { ...field, options: { ...field.options, label, required: false } }
}
