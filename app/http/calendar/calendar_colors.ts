import type { HttpContext } from '@adonisjs/core/http'
import type { Model } from '../../models/model.ts'
import type { CalendarTree } from '../../views/calendar/declaration.ts'
import type { CalendarEvent } from '../../views/calendar/types.ts'
import { toneOf } from '../../views/people.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'

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
  { color }: Pick<CalendarTree, 'color'>
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

/** The colours that occur, each once. */
export function colorLegend(rows: readonly Row[], colorOf: (row: Row) => Color | null): Color[] {
  const colors = rows.map(colorOf).filter((color) => color !== null)
  const byLabel = new Map(colors.map((color) => [color.label, color]))
  return [...byLabel.values()].slice(0, 12)
}

/** A record as it is drawn, without the time at which it is. */
export function eventOf(
  { model, href }: ScreenPlan,
  colorOf: (row: Row) => Color | null
): (row: Row) => CalendarEvent {
  return (row) => {
    const color = colorOf(row)
    return {
      id: String(row.id),
      title: String(row[model.titleField] ?? '') || '–',
      href: `${href}/${String(row.id)}`,
      time: null,
      tone: color?.tone ?? '',
      colorWords: color?.label ?? '',
    }
  }
}
