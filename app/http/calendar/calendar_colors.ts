import type { HttpContext } from '@adonisjs/core/http'
import type { Model } from '../../models/model.ts'
import type { CalendarTree } from '../../views/calendar/declaration.ts'
import { toneOf } from '../../views/people.ts'

type Row = Record<string, unknown>

/** The colour of a record, and what it means. */
export interface Color {
  tone: string
  label: string
}

/** What colours the records of a calendar; nothing where the field may not be seen. */
export function colorsOf(
  { registry, asker }: HttpContext,
  model: typeof Model,
  { color }: CalendarTree
): (row: Row) => Color | null {
  if (!color || !registry.access.allowsField(asker, model, color)) return () => null
  const { kind, options } = model.allFields[color]!
  if (kind === 'many2one') {
    return (row) => {
      const label = row[`${color}.title`] as string | null
      return label ? { tone: `k${toneOf(label)}`, label } : null
    }
  }
  return (row) => {
    const key = row[color] as string | null
    const label = key && options.options?.[key]
    return label ? { tone: `tone--${options.tones?.[key] ?? 'idle'}`, label } : null
  }
}
