import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import { effectFirst, questionAbout } from '../access/effect_first.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { archivingWords } from '../form/archiving.ts'
import { FormScreen } from '../form/form_screen.ts'
import { faultTexts, textsOf } from '../texts.ts'
import { undoHref } from '../undo_href.ts'

/** Archiving a record and taking it back: it leaves the lists, and nothing is lost. */
export default class ArchivalController {
  store(ctx: HttpContext) {
    return this.#set(ctx, false)
  }

  destroy(ctx: HttpContext) {
    return this.#set(ctx, true)
  }

  async #set(ctx: HttpContext, active: boolean) {
    const action = actionOf(ctx)
    const records = new Records(action.model, ctx.registry.access)
    if (!records.shows('active')) throw new E_NOT_FOUND()
    const record = await records.find(String(ctx.params.id), 'write')
    const t = textsOf(i18nManager, ctx.asker.language)
    const words = archivingWords(action.model)
    const what = t(active ? words.return : words.leave)
    try {
      const attempt = await effectFirst(
        ctx,
        action.model,
        () => ctx.environment!.savepoint(() => records.update(record, { active })),
        () =>
          questionAbout(ctx, action, record.id, {
            title: (name) => t('ui.rights.doTitle', { what, name }),
            doLabel: what,
          })
      )
      if ('shown' in attempt) return attempt.shown
    } catch (error) {
      if (!(error instanceof E_INVALID_INPUT)) throw error
      ctx.response.status(error.status)
      const errors = faultTexts(error.faults, t)
      const screen = new FormScreen(ctx, action, record.id)
      return screen.render({ texts: {}, base: null, version: null, errors, unclear: new Map() })
    }
    const text = t(active ? words.hasReturned : words.hasLeft, { record: action.model.labels.one })
    ctx.session.flash('flash', { kind: 'ok', text, undoHref: undoHref(ctx) })
    return ctx.response.redirect().toPath(`${action.href}/${record.id}`)
  }
}
