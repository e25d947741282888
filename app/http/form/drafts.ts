import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED, E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { inputOf } from './field_texts.ts'
import { formPlan, type FormPlan } from './form_plan.ts'
import { inheritedBy } from './lines/inherited.ts'
import { resolveLineRelations } from './lines/line_relations.ts'
import {
  cellsOf,
  lineKey,
  linesIn,
  newLineTexts,
  postedLine,
  type Line,
} from './lines/line_texts.ts'
import { writtenFields } from './lines/lines_plan.ts'
import { readPostedForm } from './posted_form.ts'

/** A record as it stands in a posted form, or one of its lines. It is not to be saved. */
export interface Draft {
  record: Model
  /** The fields that may be filled, by name. */
  fields: ReadonlyMap<string, Field>
  /** The computed fields that are shown, by name. */
  computed: ReadonlyMap<string, Field>
  /** The field of the record that somebody has changed. */
  changed: string
  /** Where the control of a field stands in the form. */
  keyOf: (name: string) => string
}

/** What was changed in a form: the name of a field, the key of a cell, or that of a line just begun. */
export interface Change {
  /** The record of the form; null where it is new. */
  id: string | null
  changed: string
}

type AnyRecords = Records<typeof Model>

/** What somebody types into. Throws E_ACCESS_DENIED, E_NO_SUCH_RECORD, E_NOT_FOUND. */
export async function draftOf(
  ctx: HttpContext,
  action: Action,
  { id, changed }: Change
): Promise<Draft> {
  const plan = formPlan(ctx.registry, ctx.asker, action)
  const records: AnyRecords = new Records(action.model, ctx.registry.access)
  const record = await recordOf(records, id)
  const line = lineAt(plan, changed)
  const { posted } = await readPostedForm(ctx, { ...plan, lines: new Map() })
  await records.draft(record, inputOf(plan.fields, posted, ctx.asker.timeZone))
  if (line) return draftOfLine(ctx, record, line, changed)
  return {
    record,
    fields: filled(plan.fields, records),
    computed: new Map([...plan.fields].filter(([, { kind }]) => kind === 'computed')),
    changed,
    keyOf: (name) => name,
  }
}

/**
 * A line sees the record that it belongs to as it stands in the form. One that has just been begun has
 * got its link to that record, and what was typed into it stays.
 */
async function draftOfLine(
  ctx: HttpContext,
  parent: Model,
  line: Line,
  changed: string
): Promise<Draft> {
  const { plan, name, id, isNew, key } = line
  const { inverse } = plan.field
  const records: AnyRecords = new Records(plan.target, ctx.registry.access)
  const record = await recordOf(records, isNew ? null : id)
  if (!isNew && record.fieldValue(inverse) !== parent.id) throw new E_NO_SUCH_RECORD()
  const texts = postedLine(ctx.request, line, ctx.page.formats.point)
  await resolveLineRelations(ctx, [line], texts)
  const cells = cellsOf(line, texts)
  const written = writtenFields(plan)
  const begun = isNew ? inheritedBy(plan.target, parent) : {}
  await records.draft(record, { ...begun, ...inputOf(written, cells, ctx.asker.timeZone) })
  record.setFieldValue(inverse, parent.id ?? null)
  record.$setRelated(inverse as never, parent as never)

  const all = filled(written, records)
  const column = changed.slice(key.length + 1)
  const blank = newLineTexts(plan)
  const isBlank = (each: string) => !cells[each] || cells[each] === blank[each]
  return {
    record,
    fields: column === '' ? new Map([...all].filter(([each]) => isBlank(each))) : all,
    computed: new Map(),
    changed: column === '' ? inverse : column,
    keyOf: (each) => lineKey(name, id, each),
  }
}

/** The record that is changed, or a new one, for those who may. */
async function recordOf(records: AnyRecords, id: string | null): Promise<Model> {
  if (id !== null) return records.find(id, 'write')
  if (!records.allows('create')) {
    throw new E_ACCESS_DENIED(['create', records.model.labels.many])
  }
  return new records.model()
}

/** The line of a form that a key speaks about; null where it names a field of the form. */
function lineAt({ lines }: FormPlan, changed: string): Line | null {
  if (!changed.includes('.')) return null
  const [line] = linesIn(lines, { [changed]: '' })
  if (!line) throw new E_NOT_FOUND()
  return line
}

/** Fields that are written from what is typed, and that the asker may write. */
export function filled(fields: ReadonlyMap<string, Field>, { writable }: AnyRecords) {
  const isFilled = ([name, { options }]: [string, Field]) =>
    writable.has(name) && !options.readonly && !options.generated
  return new Map([...fields].filter(isFilled))
}
