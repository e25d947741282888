import type { Translate } from '../texts.ts'
import { labelled, stillText } from './field.ts'
import { input } from './text_inputs.ts'
import type { FormField } from './types.ts'

/** A day; the value is `2026-11-21`. The browser shows it in its own language. */
export function dateField(field: FormField, t: Translate): string {
  if (field.readonly) return stillText(field)
  return labelled(field, input(field, { type: 'date' }), t)
}

/** A day and time of the user's zone; the value is `2026-11-21T09:30`. */
export function datetimeField(field: FormField, t: Translate): string {
  if (field.readonly) return stillText(field)
  return labelled(field, input(field, { type: 'datetime-local' }), t)
}
