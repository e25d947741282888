import type { Model } from '../../models/model.ts'
import { loggedName, trackedOf, type TrackedChange } from '../../models/tracked_changes.ts'
import type { ThreadChange } from '../../views/thread/types.ts'
import { translationChanges } from '../audit/translation_changes.ts'
import { valueInWords } from '../value_words.ts'
import type { Page } from '../page.ts'
import { translationsColumn, type Field } from '../../domains/fields.ts'

/** The values of a change in words: of tracked fields that the asker may see, in their order. */
export function trackedWords(
  change: TrackedChange,
  fields: ReadonlyMap<string, Field>,
  page: Page
): ThreadChange['fields'] {
  if (change.action !== 'update') return []
  return trackedOf(fields).flatMap(([name, field]) => {
    const key = loggedName(name, field)
    const [before, after] = translationsIn(name, field, change)
    const translated = translationChanges(field, before, after, page.language)
    if (!Object.hasOwn(change.after ?? {}, key)) return translated
    const words = (value: unknown) =>
      field.kind === 'many2one'
        ? (change.titles[String(value)] ?? (value ? page.t('ui.thread.hidden') : ''))
        : valueInWords(field, value, page)
    const { label } = field.options
    const own = { label, before: words(change.before?.[key]), after: words(change.after?.[key]) }
    return [own, ...translated]
  })
}

function translationsIn(name: string, field: Field, { before, after }: TrackedChange) {
  if (!field.options.translate) return []
  const column = translationsColumn(name, field)
  return [before?.[column], after?.[column]]
}

/** What happened besides values that changed. */
export function changeText({ action }: TrackedChange, model: typeof Model, { t }: Page): string {
  return action === 'update' ? '' : t(`ui.thread.record.${action}`, { record: model.labels.one })
}
