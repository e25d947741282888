import { DateTime } from 'luxon'
import type { Field } from '../../domains/fields.ts'
import type { Clock } from '../../domains/moments.ts'
import { isMoment } from '../../domains/operators.ts'
import { weekOf } from '../../domains/weeks.ts'
import type { Group, GroupKey, GroupTerm } from '../../models/aggregate.ts'

type Row = Readonly<Record<string, unknown>>

/** A level of groups with its field. */
export interface Level {
  term: GroupTerm
  field: Field
}

/** Which day it is for who reads, and with which one weeks begin. */
type GroupClock = Pick<Clock, 'timeZone' | 'firstWeekday'>

/** The head of a group, or a record in the group before it. */
export type GroupedEntry = { group: Group; depth: number } | { row: Row }

/**
 * Records below the heads of their groups, in the order of both. A record with several tags stands in
 * several groups.
 */
export function groupedRecords(
  rows: readonly Row[],
  groups: readonly (readonly Group[])[],
  levels: readonly Level[],
  clock: GroupClock
): GroupedEntry[] {
  const heads = groups.map((level) => new Map(level.map((group) => [pathOf(group.keys), group])))
  const inside = new Map<string, Row[]>()
  for (const row of rows) {
    for (const path of pathsOf(row, levels, heads, clock)) {
      const others = inside.get(path)
      if (others) others.push(row)
      else inside.set(path, [row])
    }
  }
  const entries: GroupedEntry[] = []
  let shown: readonly string[] = []
  for (const { keys } of groups.at(-1) ?? []) {
    const paths = keys.map((_, depth) => pathOf(keys.slice(0, depth + 1)))
    const from = paths.findIndex((path, depth) => path !== shown[depth])
    for (let depth = Math.max(from, 0); depth < paths.length; depth++) {
      const group = heads[depth]!.get(paths[depth]!)
      if (group) entries.push({ group, depth })
    }
    shown = paths
    for (const row of inside.get(paths.at(-1)!) ?? []) entries.push({ row })
  }
  return entries
}

/** The groups that a record is in, by their paths. */
function pathsOf(
  row: Row,
  levels: readonly Level[],
  heads: readonly ReadonlyMap<string, Group>[],
  clock: GroupClock
): string[] {
  let paths: GroupKey['value'][][] = [[]]
  for (const [depth, level] of levels.entries()) {
    paths = paths.flatMap((path) => {
      const within = (value: GroupKey['value']) => [...path, value]
      const known = valuesOf(row, level, clock)
        .map(within)
        .filter((values) => heads[depth]!.has(written(values)))
      return known.length > 0 ? known : [within(null)]
    })
  }
  return paths.map(written)
}

/** The keys of the groups of one level that a record is in, as `aggregate` has them. */
function valuesOf(row: Row, { term, field }: Level, clock: GroupClock): GroupKey['value'][] {
  const value = row[term.name]
  if (field.kind === 'many2many') return ((value as [string][] | null) ?? []).map(([id]) => id)
  if (field.kind === 'boolean') return [Boolean(value)]
  if (value === null || value === undefined) return []
  if (!isMoment(field.kind)) return [String(value)]
  const moment =
    value instanceof Date
      ? DateTime.fromJSDate(value, { zone: clock.timeZone })
      : DateTime.fromISO(String(value), { zone: 'utc' })
  if (term.unit === 'week') return [weekOf(moment.startOf('day'), clock.firstWeekday).toISODate()]
  return [moment.startOf(term.unit ?? 'month').toISODate()]
}

function pathOf(keys: readonly GroupKey[]): string {
  return written(keys.map(({ value }) => value))
}

/** Keys as one text; numbers that are equal are written alike. */
function written(values: readonly GroupKey['value'][]): string {
  return JSON.stringify(values.map((value) => (value === null ? null : plain(value))))
}

function plain(value: string | number | boolean): string {
  const text = String(value)
  return isNumeric(text) ? String(Number(text)) : text
}

function isNumeric(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text) && text.length < 16
}
