import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import type { Action } from '../../modules/registry.ts'
import type { Translate } from '../../views/texts.ts'
import { faultTexts, textsOf } from '../texts.ts'
import { writeOrExplain } from '../write_or_explain.ts'
import { copyLines, originalOf } from './copied_lines.ts'
import { copiedTranslations } from './copied_translations.ts'
import { inputOf, textsOfRow, type FieldTexts } from './field_texts.ts'
import { formPlan } from './form_plan.ts'
import { readForm } from './form_reader.ts'
import type { Rejected } from './form_screen.ts'
import { heed, type Heeded } from './conditions/heed.ts'
import { readRules } from './conditions/read_rules.ts'
import { cellsOf, isBlank, lineKey, REMOVED, type Line } from './lines/line_texts.ts'
import { mergeWithLines } from './lines/merge_lines.ts'
import { readStoredLines } from './lines/stored_lines.ts'
import { writeLines } from './lines/write_lines.ts'
import type { Merge } from './merge.ts'
import { baseOf, readPostedForm, resolutionOf, type PostedForm } from './posted_form.ts'

/** How saving a form ended. */
export type Saved =
  | { kind: 'saved'; id: string }
  | { kind: 'rejected'; rejected: Rejected }
  | { kind: 'conflict'; conflict: Conflict }

/** How making a record ended: nobody else can have saved it meanwhile. */
type Made = Exclude<Saved, { kind: 'conflict' }>

/** Fields that somebody else has saved meanwhile, and everything needed to decide about them. */
export interface Conflict extends Merge {
  posted: FieldTexts
  base: FieldTexts
  current: FieldTexts
  version: number
}

/** Creates a record and its lines from a posted form. */
export async function createFromForm(ctx: HttpContext, action: Action): Promise<Made> {
  const plan = formPlan(ctx.registry, ctx.asker, action)
  const form = await readPostedForm(ctx, plan)
  const records = new Records(action.model, ctx.registry.access)
  const heeded = heed(await readRules(ctx, plan), {}, form.posted)
  return attempt(ctx, form, heeded, async (t) => {
    const input = inputOf(form.fields, fieldsOnly(heeded.texts), ctx.asker.timeZone)
    const original = originalOf(ctx)
    const translations = original ? await copiedTranslations(records, original, input) : {}
    const record = await records.create({ ...translations, ...input })
    await writeLines(ctx, record, { ...noChanges, ...createdLines(form, heeded) }, t)
    if (original) await copyLines(ctx, action.model, original, record)
    return record.id
  })
}

/**
 * Saves a posted form with its lines. Only fields that the person has changed are written; what
 * somebody else has changed meanwhile stays. Where both have changed the same field to different
 * values, nothing is written and the conflict is returned, unless the form says how to resolve it.
 * `plan` says which fields were on it, where that is not the whole form of the screen.
 */
export async function updateFromForm(
  ctx: HttpContext,
  action: Action,
  id: string,
  plan = formPlan(ctx.registry, ctx.asker, action)
): Promise<Saved> {
  const form = await readPostedForm(ctx, plan)
  const records = new Records(action.model, ctx.registry.access)
  const record = await records.find(id, 'write')
  const unlined = { ...plan, lines: new Map<string, never>() }
  const { row, rules } = await readForm(ctx.environment!, ctx.registry, unlined, id)
  const stored = form.lines.filter(({ isNew }) => !isNew)
  const current = {
    ...textsOfRow(plan.fields, row!, ctx.asker.timeZone),
    ...(await readStoredLines(ctx, plan.lines, id, stored)),
  }
  const base = baseOf(ctx) ?? current
  const sides = { base, posted: form.posted, current, resolve: resolutionOf(ctx) }
  const merged = mergeWithLines(sides, stored)
  if (merged.conflicts.length > 0 && form.unclear.size === 0) {
    const conflict = { ...merged, posted: form.posted, base, current, version: record.version }
    return { kind: 'conflict', conflict }
  }
  const heeded = heed(rules, current, merged.changes)
  return attempt(ctx, form, heeded, async (t) => {
    const changes = inputOf(form.fields, fieldsOnly(heeded.texts), ctx.asker.timeZone)
    if (Object.keys(changes).length > 0) await records.update(record, changes)
    const { created, texts } = createdLines(form, heeded)
    const [removed, restored] = [merged.removed, merged.restored].map((lines) =>
      lines.filter(({ name }) => heeded.takes(name))
    ) as [Line[], Line[]]
    const changed = stored.filter((line) => Object.keys(cellsOf(line, heeded.texts)).length > 0)
    const written = Object.assign({}, texts, merged.changes)
    for (const line of restored) {
      for (const [column, text] of Object.entries(cellsOf(line, form.posted))) {
        written[lineKey(line.name, line.id, column)] = text
      }
    }
    await writeLines(ctx, record, { created, changed, removed, restored, texts: written }, t)
    return record.id
  })
}

const noChanges = { created: [], changed: [], removed: [], restored: [], texts: {} }

/** The new lines that somebody has typed something into, and their cells. */
function createdLines({ lines, posted }: PostedForm, { takes }: Heeded) {
  const isMeant = (line: Line) => posted[line.key] !== REMOVED && !isBlank(line, posted)
  const created = lines.filter((line) => line.isNew && takes(line.name) && isMeant(line))
  return { created, texts: posted }
}

function fieldsOnly(texts: FieldTexts): FieldTexts {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => !name.includes('.')))
}

async function attempt(
  ctx: HttpContext,
  { fields, posted, unclear, isGrowing }: PostedForm,
  { missing }: Heeded,
  write: (t: Translate) => Promise<string>
): Promise<Made> {
  const t = textsOf(i18nManager, ctx.asker.language)
  const reject = (errors: Record<string, string>): Made => ({
    kind: 'rejected',
    rejected: {
      texts: posted,
      base: baseOf(ctx) ?? {},
      version: String(ctx.request.input('_version') ?? ''),
      errors,
      unclear,
    },
  })
  if (unclear.size > 0) {
    const errors = [...unclear].map(([name, { options }]) => [
      name,
      t(options.length > 0 ? 'ui.error.several' : 'ui.error.noneFound'),
    ])
    return reject(Object.fromEntries(errors))
  }
  if (isGrowing) return reject({})
  if (missing.length > 0) {
    return reject(Object.fromEntries(missing.map((name) => [name, t('ui.error.required')])))
  }
  try {
    return { kind: 'saved', id: await writeOrExplain(ctx.environment!, fields, () => write(t)) }
  } catch (error) {
    if (error instanceof E_INVALID_INPUT) return reject(faultTexts(error.faults, t))
    throw error
  }
}
