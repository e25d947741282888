import type { Model } from '../../models/model.ts'
import { loggedName, trackedOf, type TrackedChange } from '../../models/tracked_changes.ts'
import type { ThreadChange } from '../../views/thread/types.ts'
import { valueInWords } from '../audit/value_words.ts'
import type { Page } from '../page.ts'
import type { Field } from '../../domains/fields.ts'

/** The values of a change in words: of tracked fields that the asker may see, in their order. */
export function trackedWords(
  change: TrackedChange,
  fields: ReadonlyMap<string, Field>,
  { formats, t }: Page
): ThreadChange['fields'] {
  if (change.action !== 'update') return []
  return trackedOf(fields).flatMap(([name, field]) => {
    const key = loggedName(name, field)
    if (!Object.hasOwn(change.after ?? {}, key)) return []
    const words = (value: unknown) =>
      field.kind === 'many2one'
        ? (change.titles[String(value)] ?? (value ? t('ui.thread.hidden') : ''))
        : valueInWords(field, value, formats, t)
    const { label } = field.options
    return [{ label, before: words(change.before?.[key]), after: words(change.after?.[key]) }]
  })
}

/** What happened besides values that changed. */
export function changeText({ action }: TrackedChange, model: typeof Model, { t }: Page): string {
  return action === 'update' ? '' : t(`ui.thread.record.${action}`, { record: model.labels.one })
}
