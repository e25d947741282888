import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { TranslationsScreen } from '../form/translations_screen.ts'
import { undoHref } from '../undo_href.ts'

/** The value of a record's field in every language. */
export default class TranslationsController {
  edit(ctx: HttpContext) {
    return new TranslationsScreen(ctx, actionOf(ctx)).render()
  }

  async update(ctx: HttpContext) {
    const screen = new TranslationsScreen(ctx, actionOf(ctx))
    const rejected = await screen.save()
    if (rejected) {
      ctx.response.status(422)
      return screen.render(rejected)
    }
    const text = ctx.page.t('ui.translations.saved')
    ctx.session.flash('flash', { kind: 'ok', text, undoHref: undoHref(ctx) })
    return ctx.response.redirect().toPath(screen.backHref)
  }
}
