import { DateTime } from 'luxon'
import { isMoment, isNumber, isRelation } from '../../domains/operators.ts'
import type { Field } from '../../domains/fields.ts'
import type { GroupKey, GroupTerm } from '../../models/aggregate.ts'

/**
 * The condition, in Odoo's notation, that the records of a group meet and no others. Records
 * without a link, or with none that the asker may see, are those behind which there is `not any`.
 * Spans of time are half open, in the asker's time zone.
 */
export function groupDomain(
  field: Field,
  { name, unit = 'month' }: GroupTerm,
  value: GroupKey['value'],
  timeZone: string
): readonly unknown[] {
  if (isRelation(field.kind)) {
    return value === null ? [[name, 'not any', []]] : [[name, '=', value]]
  }
  if (value === null || !isMoment(field.kind)) return [[name, '=', value]]
  const zone = field.kind === 'date' ? 'utc' : timeZone
  const start = DateTime.fromISO(String(value), { zone })
  const end = start.plus({ [unit]: 1 })
  const write = (moment: DateTime) =>
    field.kind === 'date' ? moment.toISODate() : moment.toUTC().toISO()
  return [
    [name, '>=', write(start)],
    [name, '<', write(end)],
  ]
}

/** The value of a group's key that an address carries as text. */
export function groupValueOf({ kind }: Field, text: string): GroupKey['value'] {
  if (kind === 'boolean') return text === 'true'
  return isNumber(kind) ? Number(text) : text
}
