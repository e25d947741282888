import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { editorFields } from '../filter/editor_fields.ts'
import { FilterScreen } from '../filter/filter_screen.ts'
import { recordsNamed } from '../form/relation_texts.ts'
import { localeOf } from '../formats.ts'
import { textOf } from '../search/search_query.ts'

/** The filter of a screen, put together from conditions. Its result is in the screen's address. */
export default class FiltersController {
  edit(ctx: HttpContext) {
    return new FilterScreen(ctx, actionOf(ctx)).render()
  }

  /** Records that a condition may name, for a piece of their name. */
  options(ctx: HttpContext) {
    const { asker, environment, registry, request } = ctx
    const words = { locale: localeOf(asker.language) }
    const fields = editorFields(registry, asker, actionOf(ctx).model, words)
    const { path, q } = request.qs() as Record<string, unknown>
    const field = fields.get(textOf(path))?.field
    if (!field || !('target' in field)) throw new E_NOT_FOUND()
    return recordsNamed(registry, environment!, field, textOf(q).slice(0, 200))
  }
}
