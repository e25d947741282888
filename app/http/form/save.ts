import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import type { Action } from '../../modules/registry.ts'
import { faultTexts, textsOf } from '../texts.ts'
import { writeOrExplain } from '../write_or_explain.ts'
import { inputOf, postedTexts, textsOfRow, type FieldTexts } from './field_texts.ts'
import { formPlan } from './form_plan.ts'
import { readForm } from './form_reader.ts'
import type { Rejected } from './form_screen.ts'
import { merge, type Merge } from './merge.ts'
import { resolveRelations } from './relation_texts.ts'

/** How saving a form ended. */
export type Saved =
  | { kind: 'saved'; id: string }
  | { kind: 'rejected'; rejected: Rejected }
  | { kind: 'conflict'; conflict: Conflict }

/** Fields that somebody else has saved meanwhile, and everything needed to decide about them. */
export interface Conflict extends Merge {
  posted: FieldTexts
  base: FieldTexts
  current: FieldTexts
  version: number
}

/** Creates a record from a posted form. */
export async function createFromForm(ctx: HttpContext, action: Action): Promise<Saved> {
  const form = await read(ctx, action)
  const records = new Records(action.model, ctx.registry.access)
  return attempt(ctx, form, async () => {
    const record = await records.create(inputOf(form.fields, form.posted, ctx.asker.timeZone))
    return record.id
  })
}

/**
 * Saves a posted form. Only fields that the person has changed are written; what somebody else
 * has changed meanwhile stays. Where both have changed the same field to different values,
 * nothing is written and the conflict is returned, unless the form says how to resolve it.
 */
export async function updateFromForm(ctx: HttpContext, action: Action, id: string): Promise<Saved> {
  const form = await read(ctx, action)
  const records = new Records(action.model, ctx.registry.access)
  const record = await records.find(id, 'write')
  const plan = formPlan(ctx.registry, ctx.asker, action)
  const { row } = await readForm(ctx.environment!, ctx.registry, { ...plan, lines: new Map() }, id)
  const current = textsOfRow(plan.fields, row!, ctx.asker.timeZone)
  const base = baseOf(ctx) ?? current
  const merged = merge({ base, posted: form.posted, current, resolve: resolutionOf(ctx) })
  if (merged.conflicts.length > 0 && form.unclear.size === 0) {
    const conflict = { ...merged, posted: form.posted, base, current, version: record.version }
    return { kind: 'conflict', conflict }
  }
  return attempt(ctx, form, async () => {
    const changes = inputOf(form.fields, merged.changes, ctx.asker.timeZone)
    if (Object.keys(changes).length > 0) await records.update(record, changes)
    return record.id
  })
}

async function read(ctx: HttpContext, action: Action) {
  const { fields } = formPlan(ctx.registry, ctx.asker, action)
  const posted = postedTexts(ctx.request, fields)
  const { environment, registry, request } = ctx
  const unclear = await resolveRelations(request, registry, environment!, fields, posted)
  return { fields, posted, unclear }
}

async function attempt(
  ctx: HttpContext,
  { fields, posted, unclear }: Awaited<ReturnType<typeof read>>,
  write: () => Promise<string>
): Promise<Saved> {
  const t = textsOf(i18nManager, ctx.asker.language)
  const reject = (errors: Record<string, string>): Saved => ({
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
  try {
    return { kind: 'saved', id: await writeOrExplain(ctx.environment!, fields, write) }
  } catch (error) {
    if (error instanceof E_INVALID_INPUT) return reject(faultTexts(error.faults, t))
    throw error
  }
}

/** The values that the form was opened with. Only texts are taken; the rest is not ours. */
function baseOf({ request }: HttpContext): FieldTexts | null {
  const given: unknown = request.input('_base')
  if (typeof given !== 'string') return null
  try {
    const base = JSON.parse(given) as unknown
    if (typeof base !== 'object' || base === null) return null
    const texts = Object.entries(base).filter(([, text]) => typeof text === 'string')
    return Object.fromEntries(texts) as FieldTexts
  } catch {
    return null
  }
}

function resolutionOf({ request }: HttpContext): (name: string) => 'mine' | 'theirs' | null {
  const all: unknown = request.input('resolve_all')
  const each = request.input('resolve') as Record<string, unknown> | undefined
  return (name) => {
    const side = all ?? (each && Object.hasOwn(each, name) ? each[name] : null)
    return side === 'mine' || side === 'theirs' ? side : null
  }
}
