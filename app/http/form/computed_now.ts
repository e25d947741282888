import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import { isUuid } from '../../environment/scope.ts'
import { behindKey, completer, linesKey, readsOf } from '../../models/computing.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { computedTexts, typedValues, type FieldTexts } from './field_texts.ts'
import { drawField } from './form_fields.ts'
import type { FormPlan } from './form_plan.ts'
import type { Row } from './form_reader.ts'
import { standingLines, type StandingLines } from './lines/standing_lines.ts'

/** A record as it stands in a form. */
export interface Standing {
  /** The row as it was read with the computed fields; null where nothing was read. */
  stored: Row | null
  /** What stands in its fields instead. */
  typed: Row
  /** The lines of its one2many fields that are edited on the form. */
  lines?: StandingLines
}

/** The computed fields that are made of one of these fields, or of lines of one of them. */
export function computedOf(
  fields: ReadonlyMap<string, Field>,
  touched: ReadonlySet<string>
): Map<string, Field> {
  const isTouched = (path: string) => touched.has(path.split('.')[0]!)
  return new Map([...fields].filter(([, { options }]) => options.depends?.some(isTouched)))
}

/** Those of some fields that are computed. */
export function computedAmong(fields: ReadonlyMap<string, Field>): Map<string, Field> {
  return new Map([...fields].filter(([, { kind }]) => kind === 'computed'))
}

/** Computed fields of a record as it stands in a form, each as the form shows it. */
export async function drawComputed(
  ctx: HttpContext,
  { href }: Pick<Action, 'href'>,
  record: Model,
  fields: ReadonlyMap<string, Field>,
  lines: StandingLines
): Promise<Map<string, string>> {
  if (fields.size === 0) return new Map()
  const { asker, identity, page, registry } = ctx
  const names = [...fields.keys()]
  const model = record.constructor as typeof Model
  const stored = (await storedRows(ctx, model, [record], names)).get(record.id) ?? null
  const standing = { stored, typed: valuesOf(record, names), lines }
  const [row] = await computedRows(ctx, model, names, [standing])
  const texts = computedTexts(fields, row!, asker.timeZone)
  const state = {
    page,
    registry,
    currency: identity!.tenant!.currency,
    href,
    data: {
      row: row!,
      reach: new Set<never>(),
      savedBy: null,
      options: new Map(),
      titles: new Map(),
      lines: new Map(),
      stats: new Map(),
      rules: null,
    },
    texts,
    saved: texts,
    errors: {},
    unclear: new Map(),
    groups: asker.groups,
    canWrite: false,
    isNew: false,
  }
  return new Map([...fields].map(([name, field]) => [name, drawField(name, field, state)]))
}

/**
 * The computed fields of a form in which these texts stand: of a new record, or of one whose form came
 * back to be corrected. `stored` is the row that the form has read.
 */
export async function computedOfTexts(
  ctx: HttpContext,
  { model, fields, lines }: Pick<FormPlan, 'model' | 'fields' | 'lines'>,
  stored: Row | null,
  texts: FieldTexts
): Promise<Row> {
  const names = [...computedAmong(fields).keys()]
  if (names.length === 0) return {}
  const { asker, registry } = ctx
  const { writable } = new Records<typeof Model>(model, registry.access)
  const written = new Map([...fields].filter(([name]) => writable.has(name)))
  const typed = typedValues(written, texts, asker.timeZone)
  const standing = { stored, typed, lines: standingLines(lines, texts, asker.timeZone) }
  const [row] = await computedRows(ctx, model, names, [standing])
  return Object.fromEntries(names.map((name) => [name, row![name]]))
}

/**
 * Rows with the computed fields of records as they stand in a form. What they look at in linked records
 * is read as the asker may read it, in one round trip for all of them.
 */
export async function computedRows(
  { asker, environment, registry }: HttpContext,
  model: typeof Model,
  names: readonly string[],
  standing: readonly Standing[]
): Promise<Row[]> {
  const { own, behind, lines } = readsOf(model, names)
  const rows = standing.map(({ stored, typed }) => {
    const begun = stored ?? defaultsOf(model, own)
    const said = own.filter((name) => typed[name] !== undefined)
    return { ...begun, ...Object.fromEntries(said.map((name) => [name, typed[name]])) } as Record<
      string,
      unknown
    >
  })
  const linked = behind.map((link) => {
    const isRead = (row: Row, index: number) =>
      row[link.name] === standing[index]!.stored?.[link.name]
    const unread = rows.filter((row, index) => isUuid(row[link.name]) && !isRead(row, index))
    return { ...link, unread, ids: [...new Set(unread.map((row) => String(row[link.name])))] }
  })
  const asked = linked.filter(({ ids }) => ids.length > 0)
  const statements = asked.map(({ name, parts, ids }) => {
    const target = targetOf(model.allFields[name]!) as typeof Model
    const records = new Records(target, registry.access)
    return records.select({ fields: parts, ids, order: [], limit: ids.length })
  })
  const answers = statements.length > 0 ? await environment!.read(statements) : []
  for (const [index, { name, parts, unread }] of asked.entries()) {
    const found = new Map(answers[index]!.map((each) => [String(each.id), each]))
    for (const row of unread) {
      for (const part of parts) row[behindKey(name, part)] = found.get(String(row[name]))?.[part]
    }
  }
  const complete = completer(model, names, asker.timeZone)
  for (const [index, row] of rows.entries()) {
    for (const { name, parts } of lines) {
      const key = linesKey(name)
      const saved = (row[key] ?? []) as readonly Row[]
      row[key] = standing[index]!.lines?.(name, parts, saved) ?? saved
    }
    complete?.(row)
  }
  return rows
}

/**
 * Rows of records, by their ids, with what their computed fields read and nobody types: their lines as
 * they are saved. None where nothing looks at lines.
 */
export async function storedRows(
  { environment, registry }: HttpContext,
  model: typeof Model,
  drafted: readonly Model[],
  names: readonly string[]
): Promise<Map<string, Row>> {
  const ids = drafted.filter(({ $isPersisted }) => $isPersisted).map(({ id }) => id)
  if (ids.length === 0 || readsOf(model, names).lines.length === 0) return new Map()
  const records = new Records(model, registry.access)
  const asked = { fields: names, ids, order: [], limit: ids.length }
  const [rows] = await environment!.read([records.select(asked)])
  return new Map(rows!.map((row) => [String(row.id), row]))
}

/** What stands in those fields of a record of which others are computed. */
export function valuesOf(record: Model, names: readonly string[]): Row {
  const { own } = readsOf(record.constructor as typeof Model, names)
  return Object.fromEntries(own.map((name) => [name, record.fieldValue(name)]))
}

function defaultsOf(model: typeof Model, names: readonly string[]): Row {
  const fields = model.allFields
  return Object.fromEntries(names.map((name) => [name, fields[name]!.options.default ?? null]))
}
