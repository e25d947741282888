import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import { behindKey, completer, readsOf } from '../../models/computing.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { computedTexts, inputOf, type FieldTexts } from './field_texts.ts'
import { drawField } from './form_fields.ts'
import type { FormPlan } from './form_plan.ts'
import type { Row } from './form_reader.ts'

/** The computed fields of a form that are made of one of these fields. */
export function computedOf(
  computed: ReadonlyMap<string, Field>,
  touched: ReadonlySet<string>
): Map<string, Field> {
  const isTouched = (path: string) => touched.has(path.split('.')[0]!)
  return new Map([...computed].filter(([, { options }]) => options.depends?.some(isTouched)))
}

/**
 * Computed fields of a record as it stands in a form, each as the form shows it. What they look at in
 * linked records is read as the asker may read it, in one round trip.
 */
export async function drawComputed(
  ctx: HttpContext,
  { href }: Pick<Action, 'href'>,
  record: Model,
  fields: ReadonlyMap<string, Field>
): Promise<Map<string, string>> {
  if (fields.size === 0) return new Map()
  const { asker, identity, page, registry } = ctx
  const row = await computedRow(ctx, record, [...fields.keys()])
  const texts = computedTexts(fields, row, asker.timeZone)
  const state = {
    page,
    registry,
    currency: identity!.tenant!.currency,
    href,
    data: {
      row,
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

/** The computed fields of a form whose texts came back to be corrected. */
export async function computedOfTexts(
  ctx: HttpContext,
  { model, fields }: Pick<FormPlan, 'model' | 'fields'>,
  id: string | null,
  texts: FieldTexts
): Promise<Row> {
  const names = [...fields].filter(([, { kind }]) => kind === 'computed').map(([name]) => name)
  if (names.length === 0) return {}
  const records = new Records<typeof Model>(model, ctx.registry.access)
  const record = id === null ? new model() : await records.find(id, 'write')
  const own = Object.entries(texts).filter(([name]) => fields.has(name))
  await records.draft(record, inputOf(fields, Object.fromEntries(own), ctx.asker.timeZone))
  const row = await computedRow(ctx, record, names)
  return Object.fromEntries(names.map((name) => [name, row[name]]))
}

/** What computed fields of a record come to, as a row has it. */
async function computedRow(
  { asker, environment, registry }: HttpContext,
  record: Model,
  names: readonly string[]
): Promise<Row> {
  const model = record.constructor as typeof Model
  const { own, behind } = readsOf(model, names)
  const row: Record<string, unknown> = Object.fromEntries(
    own.map((name) => [name, record.fieldValue(name)])
  )
  const linked = behind.filter(({ name }) => row[name])
  const answers = await environment!.read(
    linked.map(({ name, parts }) => {
      const target = targetOf(model.allFields[name]!) as typeof Model
      const records = new Records(target, registry.access)
      return records.select({ fields: parts, ids: [String(row[name])], order: [], limit: 1 })
    })
  )
  for (const [index, { name, parts }] of linked.entries()) {
    const [found] = answers[index]!
    for (const part of parts) row[behindKey(name, part)] = found?.[part]
  }
  completer(model, names, asker.timeZone)?.(row)
  return row
}
