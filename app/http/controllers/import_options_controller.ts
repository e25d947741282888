import type { HttpContext } from '@adonisjs/core/http'
import { isRelation } from '../../domains/operators.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { recordsNamed } from '../form/relation_texts.ts'
import { ImportScreen } from '../import/import_screen.ts'
import { textOf } from '../search/search_query.ts'

/** The records that a word of a file may mean, for a piece of their name. */
export default class ImportOptionsController {
  async index(ctx: HttpContext) {
    const { fields } = await ImportScreen.open(ctx)
    const { field: name, q } = ctx.request.qs() as Record<string, unknown>
    const field = fields.get(textOf(name))
    if (!field || !isRelation(field.kind)) throw new E_NOT_FOUND()
    return recordsNamed(ctx.registry, ctx.environment!, field, textOf(q).slice(0, 200))
  }
}
