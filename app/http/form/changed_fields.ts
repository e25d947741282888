import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { isStored, targetOf, type Field } from '../../domains/fields.ts'
import { ModelCatalogue } from '../../models/catalogue.ts'
import type { OnChange } from '../../models/extension.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { computedAmong, computedOf, drawComputed } from './computed_now.ts'
import { draftedForm, type Change, type Draft } from './drafts.ts'
import { textOf } from './field_texts.ts'
import { controlText } from './form_fields.ts'
import { drawComputedCells } from './lines/computed_cells.ts'
import { lineKey } from './lines/line_texts.ts'
import { standingLines } from './lines/standing_lines.ts'

/**
 * What a control is to hold; of a linked record its id and what it is called. Of a computed field the
 * field as it is to be shown.
 */
export type ChangedField = { value: string; label?: string } | { html: string }

type AnyRecords = Records<typeof Model>

/**
 * What else changes in a posted form now that somebody has changed something in it, by the names of
 * the controls. Nothing is saved. Throws E_ACCESS_DENIED, E_NO_SUCH_RECORD, E_NOT_FOUND.
 */
export async function changedFields(
  ctx: HttpContext,
  action: Action,
  change: Change
): Promise<Record<string, ChangedField>> {
  const { asker, registry } = ctx
  const { record, plan, texts, drafts } = await draftedForm(ctx, action, change)
  const followed: Followed[] = []
  const touched = new Set(change.changed.map((name) => name.split('.')[0]!))
  for (const draft of drafts) followed.push(await follow(draft, asker.timeZone))
  for (const { line, filled } of followed) {
    for (const { name, value } of filled) {
      if (line) texts[lineKey(line.name, line.id, name)] = value
      else touched.add(name)
    }
  }
  const { fields } = new Records<typeof Model>(action.model, registry.access)
  const lines = standingLines(plan.lines, texts, asker.timeZone)
  const computed = computedOf(computedAmong(fields), touched)
  const drawn = [
    ...(await drawComputed(ctx, action, record, computed, lines)),
    ...(await drawComputedCells(ctx, followed)),
  ]
  return {
    ...(await controlsOf(ctx, followed)),
    ...Object.fromEntries(drawn.map(([name, html]) => [name, { html }])),
  }
}

/** A draft in which all has followed from what was changed. */
interface Followed extends Draft {
  /** The fields that have other values than before, and may be filled. */
  filled: readonly { name: string; field: Field; value: string }[]
  /** These, and those that were changed. */
  touched: readonly string[]
}

/** Lets follow what hangs on the fields of a record that were changed. */
async function follow(draft: Draft, timeZone: string): Promise<Followed> {
  const { record, fields, changed } = draft
  const free = [...fields].filter(([name, field]) => !changed.includes(name) && isStored(field))
  const textsNow = () =>
    free.map(([name, field]) => textOf(field, record.fieldValue(name), timeZone))
  const before = textsNow()
  await runOnChanges(record, changed)
  const filled = textsNow().flatMap((value, index) => {
    const [name, field] = free[index]!
    return value === before[index] ? [] : [{ name, field, value }]
  })
  return { ...draft, filled, touched: [...changed, ...filled.map(({ name }) => name)] }
}

/** What the controls of fields are to hold; a link that its user may not know is left out. */
async function controlsOf(
  ctx: HttpContext,
  followed: readonly Followed[]
): Promise<Record<string, ChangedField>> {
  const all = followed.flatMap(({ line, filled }) => filled.map((each) => ({ ...each, line })))
  const links = all.filter(({ field, value }) => field.kind === 'many2one' && value !== '')
  const titles = await titlesOf(ctx, links)
  const answer: Record<string, ChangedField> = {}
  for (const { line, name, field, value } of all) {
    const key = line ? lineKey(line.name, line.id, name) : name
    if (field.kind !== 'many2one') answer[key] = { value: controlText(field, value, ctx.page) }
    else {
      const label = value === '' ? '' : titles.get(value)
      if (label !== undefined) answer[key] = { value, label }
    }
  }
  return answer
}

/** Runs what hangs on some fields, and what hangs on those that this changes, each once. */
export async function runOnChanges(record: Model, changed: readonly string[]) {
  const left = new Set<OnChange>(
    ModelCatalogue.inForce.onChangesOf(record.constructor as typeof Model)
  )
  const names = [...new Set([...left].flatMap(({ fields }) => fields))]
  for (let touched = changed; touched.length > 0;) {
    const before = names.map((name) => record.fieldValue(name))
    for (const each of left) {
      if (!each.fields.some((name) => touched.includes(name))) continue
      left.delete(each)
      await each.run(record as never)
    }
    touched = names.filter((name, index) => record.fieldValue(name) !== before[index])
  }
}

/** What records are called, by id, for those who may read them; one statement for each model. */
export async function titlesOf(
  { environment, registry }: HttpContext,
  links: readonly { field: Field; value: string }[]
): Promise<Map<string, string>> {
  const asked = [...Map.groupBy(links, ({ field }) => targetOf(field))].flatMap(
    ([model, group]) => {
      const target = model as typeof Model
      const records: AnyRecords = new Records(target, registry.access)
      if (!records.allows('read') || !records.shows(target.titleField)) return []
      const ids = [...new Set(group.map(({ value }) => value))]
      const selection = { fields: [target.titleField], ids, order: [], limit: ids.length }
      return [{ title: target.titleField, statement: records.select(selection) }]
    }
  )
  if (asked.length === 0) return new Map()
  const answers = await environment!.read(asked.map(({ statement }) => statement))
  return new Map(
    asked.flatMap(({ title }, index) =>
      answers[index]!.map((row): [string, string] => [String(row.id), String(row[title] ?? '')])
    )
  )
}
