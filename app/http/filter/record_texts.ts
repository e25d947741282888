import type { HttpContext } from '@adonisjs/core/http'
import { recordsNamed } from '../form/relation_texts.ts'
import type { EditorField } from './editor_fields.ts'
import { editorOperators } from './operators.ts'
import { placedRules, withRuleAt, type Place, type RuleGroup } from './rules.ts'

/** Records that a typed text may mean. */
type Named = Awaited<ReturnType<typeof recordsNamed>>

/** A tree in which typed names have become ids, and what could not be decided, by place. */
export interface ReadRecords {
  root: RuleGroup
  unclear: ReadonlyMap<Place, Named>
}

/** Finds the records that were named by text. A statement for each. */
export async function readRecords(
  { environment, registry }: HttpContext,
  root: RuleGroup,
  fields: ReadonlyMap<string, EditorField>
): Promise<ReadRecords> {
  const unclear = new Map<Place, Named>()
  let read = root
  for (const [place, rule] of placedRules(root)) {
    if (rule.kind !== 'term' || rule.text === null) continue
    const field = fields.get(rule.path)?.field
    const operator = field && editorOperators(field).find(({ name }) => name === rule.operator)
    const text = rule.text.trim()
    if (!field || operator?.input !== 'record') continue
    const found = text === '' ? [] : await recordsNamed(registry, environment!, field, text)
    const chosen = found.find(({ id }) => id === rule.values[0])
    const exact = found.filter(({ label }) => label.toLowerCase() === text.toLowerCase())
    const only = chosen ?? (exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : null)
    if (text !== '' && !only) unclear.set(place, found)
    const change = only ? { values: [only.id], text: only.label } : { values: [] }
    read = withRuleAt(read, place, () => ({ ...rule, ...change })) as RuleGroup
  }
  return { root: read, unclear }
}
