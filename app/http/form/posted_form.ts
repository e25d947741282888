import type { HttpContext } from '@adonisjs/core/http'
import { postedTexts, type FieldTexts } from './field_texts.ts'
import type { FormPlan } from './form_plan.ts'
import { resolveLineRelations } from './lines/line_relations.ts'
import { linesIn, postedLines, type Line } from './lines/line_texts.ts'
import { resolveRelations, type UnclearRelation } from './relation_texts.ts'

/** A form as it was posted, with the records found that it names by text. */
export interface PostedForm {
  fields: FormPlan['fields']
  posted: FieldTexts
  /** The lines that were posted, stored and new ones. */
  lines: readonly Line[]
  unclear: ReadonlyMap<string, UnclearRelation>
  /** Whether another empty line is wanted, and nothing to be saved yet. */
  isGrowing: boolean
}

/** Reads what was posted for the fields of a form and for its lines. */
export async function readPostedForm(
  ctx: HttpContext,
  { fields, lines: plans }: FormPlan
): Promise<PostedForm> {
  const { environment, page, registry, request } = ctx
  const { point } = page.formats
  const posted = { ...postedTexts(request, fields, point), ...postedLines(request, plans, point) }
  const lines = linesIn(plans, posted)
  const unclear = await resolveRelations(request, registry, environment!, fields, posted)
  if (lines.length > 0) {
    for (const [key, each] of await resolveLineRelations(ctx, lines, posted)) unclear.set(key, each)
  }
  return { fields, posted, lines, unclear, isGrowing: request.input('_add') !== undefined }
}

/** The values that the form was opened with. Only texts are taken; the rest is not ours. */
export function baseOf({ request }: HttpContext): FieldTexts | null {
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

/** How the form says that conflicts are resolved. */
export function resolutionOf({ request }: HttpContext): (name: string) => 'mine' | 'theirs' | null {
  const all: unknown = request.input('resolve_all')
  const each = request.input('resolve') as Record<string, unknown> | undefined
  return (name) => {
    const side = all ?? (each && Object.hasOwn(each, name) ? each[name] : null)
    return side === 'mine' || side === 'theirs' ? side : null
  }
}
