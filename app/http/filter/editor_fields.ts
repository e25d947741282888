import { targetOf, type AskedModel, type Field } from '../../domains/fields.ts'
import { isRelation } from '../../domains/operators.ts'
import { labelWords } from '../../domains/words.ts'
import type { WordOptions } from '../../domains/phrases.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import { editorOperators } from './operators.ts'

/** A field that a rule may be about, on the records themselves or on those behind a relation. */
export interface EditorField {
  field: Field
  /** “Industry”, “Company's industry” */
  label: string
  /** The label of the relation; null for fields of the records themselves. */
  group: string | null
}

/** What every record has; people ask about it last. */
const LAST = ['createdAt', 'updatedAt', 'version']

/** What the asker may ask about the records of a model, by path, one relation deep. */
export function editorFields(
  { access }: Registry,
  asker: Asker,
  model: typeof Model,
  words: WordOptions
): Map<string, EditorField> {
  const found = new Map<string, EditorField>()
  const own = visible(model)
  for (const [name, field] of own) add([name], [field], null)
  for (const [name, field] of own) {
    if (!isRelation(field.kind)) continue
    const target = targetOf(field)
    if (!access.allows(asker, target as typeof Model, 'read')) continue
    for (const [part, partField] of visible(target)) {
      add([name, part], [field, partField], field.options.label)
    }
  }
  return found

  function visible(of: AskedModel): [string, Field][] {
    const fields = Object.entries(of.allFields).filter(
      ([name, field]) => editorOperators(field).length > 0 && access.allowsField(asker, of, name)
    )
    const rank = (name: string) => (name === of.titleField ? 0 : LAST.includes(name) ? 2 : 1)
    return fields.toSorted(([one], [other]) => rank(one) - rank(other))
  }

  function add(path: string[], fields: Field[], group: string | null) {
    const term = { kind: 'term', path, fields, operator: '=', value: null } as const
    const label = labelWords(term, words)
    found.set(path.join('.'), { field: fields.at(-1)!, label, group })
  }
}
