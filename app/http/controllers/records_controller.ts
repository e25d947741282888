import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { E_ACCESS_DENIED } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import { effectFirst, questionAbout, savingWords } from '../access/effect_first.ts'
import { actionOf } from '../action.ts'
import { createdFlash } from '../form/alike.ts'
import { renderConflictScreen } from '../form/conflict_screen.ts'
import { copiedTexts, defaultTexts } from '../form/default_texts.ts'
import { FormScreen, type Rejected } from '../form/form_screen.ts'
import { withWhatFollows } from '../form/given_fields.ts'
import { createFromForm, updateFromForm } from '../form/save.ts'
import { renderScreen } from '../screens/render_screen.ts'
import { textsOf } from '../texts.ts'
import { undoHref } from '../undo_href.ts'

/** The records of a screen. */
export default class RecordsController {
  index(ctx: HttpContext) {
    return renderScreen(ctx, actionOf(ctx))
  }

  async create(ctx: HttpContext) {
    const action = actionOf(ctx)
    const { copy } = ctx.request.qs() as { copy?: unknown }
    if (!new Records(action.model, ctx.registry.access).allows('create')) {
      throw new E_ACCESS_DENIED(['create', action.model.labels.many])
    }
    const begun =
      typeof copy === 'string' ? await copiedTexts(ctx, action, copy) : defaultTexts(ctx, action)
    const texts = await withWhatFollows(ctx, action, begun)
    return new FormScreen(ctx, action, null).render(null, texts)
  }

  async store(ctx: HttpContext) {
    const action = actionOf(ctx)
    const attempt = await effectFirst(
      ctx,
      action.model,
      () => createFromForm(ctx, action),
      (page) => questionAbout(ctx, action, null, savingWords(page))
    )
    if ('shown' in attempt) return attempt.shown
    const saved = attempt.written
    if (saved.kind === 'saved') {
      ctx.session.flash('flash', await createdFlash(ctx, action, saved.id))
      return ctx.response.redirect().toPath(`${action.href}/${saved.id}`)
    }
    this.#refuse(ctx, saved.rejected)
    return new FormScreen(ctx, action, null).render(saved.rejected)
  }

  show(ctx: HttpContext) {
    return new FormScreen(ctx, actionOf(ctx), String(ctx.params.id)).render(null)
  }

  async update(ctx: HttpContext) {
    const action = actionOf(ctx)
    const id = String(ctx.params.id)
    const attempt = await effectFirst(
      ctx,
      action.model,
      () => updateFromForm(ctx, action, id),
      (page) => questionAbout(ctx, action, id, savingWords(page))
    )
    if ('shown' in attempt) return attempt.shown
    const saved = attempt.written
    if (saved.kind === 'saved') return this.#done(ctx, `${action.href}/${id}`, 'saved')
    if (saved.kind === 'conflict') {
      ctx.response.status(409)
      return renderConflictScreen(ctx, action, id, saved.conflict)
    }
    this.#refuse(ctx, saved.rejected)
    return new FormScreen(ctx, action, id).render(saved.rejected)
  }

  async destroy(ctx: HttpContext) {
    const action = actionOf(ctx)
    const records = new Records(action.model, ctx.registry.access)
    const record = await records.find(String(ctx.params.id), 'delete')
    try {
      const attempt = await effectFirst(
        ctx,
        action.model,
        () => ctx.environment!.savepoint(() => records.delete(record)),
        ({ t }) =>
          questionAbout(ctx, action, record.id, {
            title: (name) => t('ui.delete.title', { name }),
            doLabel: t('ui.delete.button', { record: action.model.labels.one }),
          })
      )
      if ('shown' in attempt) return attempt.shown
    } catch (error) {
      if (!isNeeded(error)) throw error
      const t = textsOf(i18nManager, ctx.asker.language)
      ctx.session.flash('flash', {
        kind: 'bad',
        text: t('ui.delete.needed', { record: action.model.labels.one }),
      })
      return ctx.response.redirect().toPath(`${action.href}/${record.id}/deletion`)
    }
    return this.#done(ctx, action.href, 'deleted')
  }

  /** A form without a fault came back to grow, not to be corrected. */
  #refuse({ response }: HttpContext, { errors }: Rejected) {
    if (Object.keys(errors).length > 0) response.status(422)
  }

  #done(ctx: HttpContext, href: string, what: 'saved' | 'deleted') {
    const { one } = actionOf(ctx).model.labels
    const t = textsOf(i18nManager, ctx.asker.language)
    const text = t(`ui.form.${what}`, { record: one })
    ctx.session.flash('flash', { kind: 'ok', text, undoHref: undoHref(ctx) })
    return ctx.response.redirect().toPath(href)
  }
}

/** Whether a foreign key keeps a record from being deleted: others lead to it. */
function isNeeded(error: unknown): boolean {
  return ['23503', '23001'].includes(String((error as { code?: string }).code))
}
