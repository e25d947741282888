import { said } from '../../domains/errors.ts'
import type { DomainNode } from '../../domains/node.ts'
import type { WordOptions } from '../../domains/phrases.ts'
import { valueWords } from '../../domains/value_words.ts'
import { toWords } from '../../domains/words.ts'
import type { InputFault } from '../../models/field_input.ts'
import type {
  EditorFieldGroup,
  EditorGroup,
  EditorOption,
  EditorRule,
  EditorTerm,
} from '../../views/search/editor_types.ts'
import type { Translate } from '../../views/texts.ts'
import type { EditorField } from './editor_fields.ts'
import { editorOperators, PERIOD_WORDS } from './operators.ts'
import { DEEPEST, type Place, type Rule, type RuleGroup, type RuleTerm } from './rules.ts'

interface Drawing {
  fields: ReadonlyMap<string, EditorField>
  faults: ReadonlyMap<Place, InputFault>
  /** Records that a typed name may mean, where that could not be decided. */
  unclear: ReadonlyMap<Place, readonly EditorOption[]>
  words: WordOptions
  t: Translate
  parse: (domain: readonly unknown[]) => DomainNode
}

/** The tree of rules, and the fields to choose from, ready to be drawn. */
export function drawnRules(root: RuleGroup, drawing: Drawing) {
  let count = 0
  return { rule: groupAt(root, '0', 1), options: fieldGroups(drawing.fields) }

  function groupAt(group: RuleGroup, place: Place, depth: number): EditorGroup {
    const rules = group.rules.map((each, index) => ruleAt(each, `${place}.${index}`, depth + 1))
    return { kind: 'group', place, match: group.match, rules, canNest: depth < DEEPEST }
  }

  function ruleAt(rule: Rule, place: Place, depth: number): EditorRule {
    if (rule.kind === 'group') return groupAt(rule, place, depth)
    count += 1
    const label = drawing.t('ui.filter.condition', { number: count })
    if (rule.kind === 'term') return termAt(rule, place, label, drawing)
    const words = toWords(drawing.parse(rule.domain), drawing.words)
    return { kind: 'kept', place, label, words, domain: JSON.stringify(rule.domain) }
  }
}

function termAt(rule: RuleTerm, place: Place, label: string, drawing: Drawing): EditorTerm {
  const { fields, words, t, unclear } = drawing
  const path = fields.has(rule.path) ? rule.path : [...fields.keys()][0]!
  const { field } = fields.get(path)!
  const operators = editorOperators(field)
  const operator = operators.find(({ name }) => name === rule.operator) ?? operators[0]!
  const found = unclear.get(place) ?? []
  const options = {
    period: PERIOD_WORDS.map((id) => ({ id, label: valueWords(field, id, words) })),
    options: Object.entries(field.options.options ?? {}).map(([id, text]) => ({ id, label: text })),
    record: found,
  }
  return {
    kind: 'term',
    place,
    label,
    path,
    operators: operators.map(({ name }) => ({ id: name, label: t(`ui.filter.${name}`) })),
    operator: operator.name,
    input: operator.input,
    values: rule.values,
    options: options[operator.input as keyof typeof options] ?? [],
    text: rule.text ?? words.names?.get(rule.values[0] ?? '') ?? '',
    error: errorAt(place, drawing),
  }
}

function errorAt(place: Place, { faults, unclear, t }: Drawing): string | null {
  const found = unclear.get(place)
  if (found) return t(found.length > 0 ? 'ui.error.several' : 'ui.error.noneFound')
  const fault = faults.get(place)
  if (!fault) return null
  return 'key' in fault ? said(fault, t) : fault.text
}

function fieldGroups(fields: ReadonlyMap<string, EditorField>): EditorFieldGroup[] {
  const groups = Map.groupBy(fields, ([, { group }]) => group)
  return [...groups].map(([label, members]) => ({
    label,
    options: members.map(([id, field]) => ({ id, label: field.label })),
  }))
}
