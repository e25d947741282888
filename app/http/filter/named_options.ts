import type { HttpContext } from '@adonisjs/core/http'
import type { Model } from '../../models/model.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { recordsNamed } from '../form/relation_texts.ts'
import { localeOf } from '../formats.ts'
import { textOf } from '../search/search_query.ts'
import { editorFields } from './editor_fields.ts'

/** Records that a condition about a model may name, for a piece of their name. */
export function namedOptions(
  { asker, environment, registry, request }: HttpContext,
  model: typeof Model
) {
  const fields = editorFields(registry, asker, model, { locale: localeOf(asker.language) })
  const { path, q } = request.qs() as Record<string, unknown>
  const field = fields.get(textOf(path))?.field
  if (!field || !('target' in field)) throw new E_NOT_FOUND()
  return recordsNamed(registry, environment!, field, textOf(q).slice(0, 200))
}
