import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED, E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { inputOf, type FieldTexts } from './field_texts.ts'
import { formPlan, type FormPlan } from './form_plan.ts'
import { inheritedBy } from './lines/inherited.ts'
import { resolveLineRelations } from './lines/line_relations.ts'
import { cellsOf, linesIn, newLineTexts, postedLines, type Line } from './lines/line_texts.ts'
import { writtenFields, type LinesPlan } from './lines/lines_plan.ts'
import { readPostedForm } from './posted_form.ts'

/** A record as it stands in a posted form, or one of its lines. It is not to be saved. */
export interface Draft {
  record: Model
  /** The fields that may be filled, by name. */
  fields: ReadonlyMap<string, Field>
  /** The fields of the record that somebody has changed. They stay as they are. */
  changed: readonly string[]
  /** The line that it is; null for the record of the form. */
  line: Line | null
}

/** A posted form of which something was changed. */
export interface DraftedForm {
  /** The record of the form. */
  record: Model
  plan: FormPlan
  /** What stands in its fields and lines. */
  texts: FieldTexts
  /** What was changed: the record, or lines of it. */
  drafts: readonly Draft[]
}

/** What was changed in a form. */
export interface Change {
  /** The record of the form; null where it is new. */
  id: string | null
  /**
   * Names of fields, keys of cells, and those of lines just begun. The name of a one2many says that
   * its lines have come or gone.
   */
  changed: readonly string[]
}

type AnyRecords = Records<typeof Model>

/** What somebody types into. Throws E_ACCESS_DENIED, E_NO_SUCH_RECORD, E_NOT_FOUND. */
export async function draftedForm(
  ctx: HttpContext,
  action: Action,
  { id, changed }: Change
): Promise<DraftedForm> {
  const { asker, page, registry, request } = ctx
  const plan = formPlan(registry, asker, action)
  const records: AnyRecords = new Records(action.model, registry.access)
  const record = await recordOf(records, id)
  const lines = linesAt(plan, changed)
  const { posted } = await readPostedForm(ctx, { ...plan, lines: new Map() })
  await records.draft(record, inputOf(plan.fields, posted, asker.timeZone))
  const texts = { ...posted, ...postedLines(request, plan.lines, page.formats.point) }
  await resolveLineRelations(ctx, lines, texts)
  const own = changed.filter((name) => !name.includes('.'))
  const fields = filled(plan.fields, records)
  const drafts: Draft[] = own.length > 0 ? [{ record, fields, changed: own, line: null }] : []
  for (const [linesOfOne, group] of Map.groupBy(lines, ({ plan: each }) => each)) {
    drafts.push(...(await draftsOfLines(ctx, record, linesOfOne, group, { changed, texts })))
  }
  return { record, plan, texts, drafts }
}

/**
 * Lines see the record that they belong to as it stands in the form. One that has just been begun has
 * got its link to that record, and what was typed into it stays.
 */
async function draftsOfLines(
  ctx: HttpContext,
  parent: Model,
  plan: LinesPlan,
  lines: readonly Line[],
  { changed, texts }: { changed: readonly string[]; texts: FieldTexts }
): Promise<Draft[]> {
  const { asker, registry } = ctx
  const { inverse } = plan.field
  const records: AnyRecords = new Records(plan.target, registry.access)
  const stored = await storedLines(records, parent, lines, inverse)
  const written = writtenFields(plan)
  const all = filled(written, records)
  const blank = newLineTexts(plan)
  const drafts: Draft[] = []
  for (const line of lines) {
    const record = stored.get(line.id) ?? (await recordOf(records, null))
    const cells = cellsOf(line, texts)
    const begun = line.isNew ? inheritedBy(plan.target, parent) : {}
    for (const [name, value] of Object.entries(begun)) record.setFieldValue(name, value)
    await records.draft(record, inputOf(written, cells, asker.timeZone))
    record.setFieldValue(inverse, parent.id ?? null)
    record.$setRelated(inverse as never, parent as never)

    const isBegun = changed.includes(line.key)
    const isBlank = (each: string) => !cells[each] || cells[each] === blank[each]
    const columns = changed
      .filter((each) => each.startsWith(`${line.key}.`))
      .map((each) => each.slice(line.key.length + 1))
    drafts.push({
      record,
      fields: isBegun ? new Map([...all].filter(([each]) => isBlank(each))) : all,
      changed: isBegun ? [inverse, ...columns] : columns,
      line,
    })
  }
  return drafts
}

/** Those of the lines that are stored, by id; all of them have to be the record's and the asker's. */
async function storedLines(
  records: AnyRecords,
  parent: Model,
  lines: readonly Line[],
  inverse: string
): Promise<Map<string, Model>> {
  const ids = lines.filter(({ isNew }) => !isNew).map(({ id }) => id)
  const found = await records.findEach(ids, 'write')
  if (found.some((line) => line.fieldValue(inverse) !== parent.id)) throw new E_NO_SUCH_RECORD()
  return new Map(found.map((line) => [line.id, line]))
}

/** The record that is changed, or a new one, for those who may. */
async function recordOf(records: AnyRecords, id: string | null): Promise<Model> {
  if (id !== null) return records.find(id, 'write')
  if (!records.allows('create')) {
    throw new E_ACCESS_DENIED(['create', records.model.labels.many])
  }
  return new records.model()
}

/** The lines of a form that some keys speak about. */
function linesAt({ lines }: FormPlan, changed: readonly string[]): Line[] {
  const keys = changed.filter((each) => each.includes('.'))
  const found = linesIn(lines, Object.fromEntries(keys.map((key) => [key, ''])))
  const isKnown = (key: string) => found.some((line) => `${key}.`.startsWith(`${line.key}.`))
  if (!keys.every(isKnown)) throw new E_NOT_FOUND()
  return found
}

/** Fields that are written from what is typed, and that the asker may write. */
export function filled(fields: ReadonlyMap<string, Field>, { writable }: AnyRecords) {
  const isFilled = ([name, { options }]: [string, Field]) =>
    writable.has(name) && !options.readonly && !options.generated
  return new Map([...fields].filter(isFilled))
}
