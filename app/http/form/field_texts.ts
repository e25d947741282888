import type { HttpRequest } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { shownAs, type Field } from '../../domains/fields.ts'
import { plainNumber, type DecimalPoint } from '../../domains/number_text.ts'
import { isNumber } from '../../domains/operators.ts'
import { plainPhone } from '../../domains/phone_text.ts'
import { draftedValue } from '../../models/drafted_value.ts'

/** The values of a form as its controls hold them: a text for each field, ids joined by commas. */
export type FieldTexts = Record<string, string>

/** What the controls of a form show for a stored row; computed fields have none. */
export function textsOfRow(
  fields: ReadonlyMap<string, Field>,
  row: Readonly<Record<string, unknown>>,
  timeZone: string
): FieldTexts {
  const texts: FieldTexts = {}
  for (const [name, field] of fields) {
    if (field.kind !== 'one2many' && field.kind !== 'computed') {
      texts[name] = textOf(field, row[name], timeZone)
    }
  }
  return texts
}

/** The texts of the computed fields of a row. */
export function computedTexts(
  fields: ReadonlyMap<string, Field>,
  row: Readonly<Record<string, unknown>>,
  timeZone: string
): FieldTexts {
  const computed = [...fields].filter(([, { kind }]) => kind === 'computed')
  return Object.fromEntries(
    computed.map(([name, field]) => [name, textOf(shownAs(field), row[name], timeZone)])
  )
}

/** The text of a value, as a row or a record has it. */
export function textOf(field: Field, value: unknown, timeZone: string): string {
  if (value === null || value === undefined) return field.kind === 'boolean' ? '0' : ''
  if (field.kind === 'boolean') return value ? '1' : '0'
  if (field.kind === 'groups') return (value as string[]).toSorted().join(',')
  if (field.kind === 'many2many') {
    const ids = (value as [id: string, title: string][]).map(([id]) => id)
    return ids.sort().join(',')
  }
  if (value instanceof DateTime) {
    return field.kind === 'date' ? value.toISODate()! : textOf(field, value.toJSDate(), timeZone)
  }
  if (value instanceof Date) {
    return DateTime.fromJSDate(value, { zone: timeZone }).toFormat(`yyyy-MM-dd'T'HH:mm`)
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What was posted for the fields, in the same form. Fields that were not posted are absent. */
export function postedTexts(
  request: HttpRequest,
  fields: ReadonlyMap<string, Field>,
  point: DecimalPoint
): FieldTexts {
  const body = request.body() as Record<string, unknown>
  const texts: FieldTexts = {}
  for (const [name, field] of fields) {
    if (!Object.hasOwn(body, name)) continue
    const given = [body[name]].flat().filter((part) => typeof part === 'string')
    texts[name] = isListed(field)
      ? [...new Set(given.filter((id) => id !== ''))].sort().join(',')
      : readText(field, given.at(-1) ?? '', point)
  }
  return texts
}

function readText({ kind }: Field, text: string, point: DecimalPoint): string {
  if (kind === 'phone') return plainPhone(text)
  return isNumber(kind) ? plainNumber(text, point) : text.replaceAll('\r\n', '\n')
}

/** Texts as the models take them: ids as a list, a local time with its zone. */
export function inputOf(
  fields: ReadonlyMap<string, Field>,
  texts: FieldTexts,
  timeZone: string
): Record<string, unknown> {
  const entries = Object.entries(texts).map(([name, text]): [string, unknown] => {
    const field = fields.get(name)
    const kind = field?.kind
    if (field && isListed(field)) return [name, text.split(',').filter(Boolean)]
    if (kind === 'datetime' && text) {
      return [name, DateTime.fromISO(text, { zone: timeZone }).toISO() ?? text]
    }
    return [name, text]
  })
  return Object.fromEntries(entries)
}

/** The values of texts as records have them that are not saved; what is not sound is left out. */
export function typedValues(
  fields: ReadonlyMap<string, Field>,
  texts: FieldTexts,
  timeZone: string
): Record<string, unknown> {
  const entries = Object.entries(inputOf(fields, texts, timeZone)).flatMap(([name, given]) => {
    const field = fields.get(name)
    const value = field && draftedValue(field, given)
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(entries) as Record<string, unknown>
}

/** Whether a field's text is a list, joined by commas. */
export function isListed({ kind }: Field): boolean {
  return kind === 'many2many' || kind === 'groups'
}
