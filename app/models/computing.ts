import { DateTime } from 'luxon'
import { shownAs, targetOf, type AskedModel, type Field } from '../domains/fields.ts'
import { isNumber } from '../domains/operators.ts'
import { Environment } from '../environment/environment.ts'
import { ModelCatalogue } from './catalogue.ts'
import type { Compute } from './extension.ts'
import type { Model } from './model.ts'

type Row = Record<string, unknown>

/** Fields of the records that a relation leads to. */
interface PartsOf {
  name: string
  parts: readonly string[]
}

/** What a computed field reads: own fields, and fields behind a many2one and of the lines of a one2many. */
export interface Reads {
  own: readonly string[]
  behind: readonly PartsOf[]
  lines: readonly PartsOf[]
}

/** Under which name a field of a linked record stands in a row beside the record's own. */
export function behindKey(name: string, part: string): string {
  return `${name}->${part}`
}

/** Under which name the lines of a one2many stand in a row, each an object of the parts that are read. */
export function linesKey(name: string): string {
  return `${name}->`
}

const NOTHING: Reads = { own: [], behind: [], lines: [] }

/** What those of the fields read that are computed; nothing where none is. */
export function readsOf(model: AskedModel, fields: readonly string[]): Reads {
  const computes = computesOf(model, fields)
  if (computes.length === 0) return NOTHING
  const own = new Set<string>()
  const behind = new Map<string, Set<string>>()
  const lines = new Map<string, Set<string>>()
  for (const path of computes.flatMap(({ compute }) => compute.depends)) {
    const [name, part] = path.split('.') as [string, string?]
    const isLines = isOfLines(model, name)
    if (!isLines) own.add(name)
    if (part === undefined) continue
    const parts = isLines ? lines : behind
    parts.set(name, (parts.get(name) ?? new Set(['id'])).add(part))
  }
  const listed = (all: Map<string, Set<string>>) =>
    [...all].map(([name, parts]) => ({ name, parts: [...parts] }))
  return { own: [...own], behind: listed(behind), lines: listed(lines) }
}

/** Puts the values of computed fields into rows that have what those read; null where none is asked. */
export function completer(
  model: AskedModel,
  fields: readonly string[],
  timeZone: string
): ((row: Row) => void) | null {
  const all = computesOf(model, fields)
  if (all.length === 0) return null
  return (row) => {
    for (const { name, compute, field } of all) {
      row[name] = asRead(shownAs(field), computed(model, compute, row, timeZone))
    }
  }
}

/** The value of a computed field of a record whose linked records are loaded. */
export function computedValue(record: Model, name: string): unknown {
  const model = record.constructor as typeof Model
  const [made] = computesOf(model, [name])
  if (!made) return null
  const row: Row = {}
  const { own, behind, lines } = readsOf(model, [name])
  const loaded = (relation: string) => {
    const found = (record as unknown as Record<string, Model | Model[] | undefined>)[relation]
    if (!found) throw new Error(`${model.name}.${name} reads "${relation}", which is not loaded`)
    return found
  }
  for (const each of own) row[each] = record.fieldValue(each)
  for (const { name: link, parts } of behind) {
    if (row[link] === null || row[link] === undefined) continue
    const linked = loaded(link) as Model
    for (const part of parts) row[behindKey(link, part)] = linked.fieldValue(part)
  }
  for (const { name: many, parts } of lines) {
    row[linesKey(many)] = (loaded(many) as Model[])
      .filter((line) => line.fieldValue('active') !== false)
      .map((line) => Object.fromEntries(parts.map((part) => [part, line.fieldValue(part)])))
  }
  return computed(model, made.compute, row, Environment.get()?.asker.timeZone ?? 'UTC')
}

function isOfLines(model: AskedModel, name: string): boolean {
  return model.allFields[name]?.kind === 'one2many'
}

/** Those of the fields that are computed, and how. */
function computesOf(model: AskedModel, names: readonly string[]) {
  const fields = model.allFields
  return names.flatMap((name) => {
    const field = fields[name]
    if (field?.kind !== 'computed') return []
    const compute = ModelCatalogue.inForce.computeOf(model as typeof Model, name)
    return compute ? [{ name, field, compute }] : []
  })
}

/** Null where it is made of a record that the asker may not see: any other value would be wrong. */
function computed(model: AskedModel, { depends, run }: Compute, row: Row, timeZone: string) {
  const given: Record<string, unknown> = {}
  for (const path of depends) {
    const [name, part] = path.split('.') as [string, string?]
    const field = model.allFields[name]!
    if (part === undefined) {
      given[field.kind === 'many2one' ? `${name}Id` : name] = taken(field, row[name], timeZone)
      continue
    }
    if (field.kind === 'one2many') {
      const lines = (row[linesKey(name)] ?? []) as readonly Row[]
      const known = (given[name] ??= lines.map(() => ({}))) as Row[]
      const behind = targetOf(field).allFields[part]!
      for (const [index, line] of lines.entries()) {
        known[index]![part] = taken(behind, line[part], timeZone)
      }
      continue
    }
    const id = row[name] ?? null
    const isSeen = (row[behindKey(name, 'id')] ?? null) !== null
    if (id !== null && !isSeen) return null
    given[name] ??= id === null ? null : {}
    if (id === null) continue
    const behind = targetOf(field).allFields[part]!
    const value = taken(behind, row[behindKey(name, part)], timeZone)
    Object.assign(given[name] as object, { [part]: value })
  }
  return (run as (given: unknown) => unknown)(given) ?? null
}

/** A value as models have it: days and moments as DateTime, figures as numbers. */
function taken({ kind }: Field, value: unknown, zone: string): unknown {
  if (value === null || value === undefined) return null
  if (isNumber(kind)) return Number(value)
  if (kind === 'date') {
    const day = DateTime.isDateTime(value) ? value.toISODate() : String(value)
    return DateTime.fromISO(day!, { zone })
  }
  if (kind !== 'datetime') return value
  if (DateTime.isDateTime(value)) return value.setZone(zone)
  if (typeof value === 'string') return DateTime.fromISO(value, { zone })
  return DateTime.fromJSDate(value as Date, { zone })
}

/** A value as rows have it. */
function asRead({ kind }: Field, value: unknown): unknown {
  if (isNumber(kind)) return Number.isFinite(value) ? value : null
  if (!DateTime.isDateTime(value)) return value
  return kind === 'date' ? value.toISODate() : value.toJSDate()
}
