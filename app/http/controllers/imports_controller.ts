import type { HttpContext } from '@adonisjs/core/http'
import { said } from '../../domains/errors.ts'
import { RecordBegins } from '../import/file_records.ts'
import { importJob } from '../import/import_job.ts'
import { renderImport } from '../import/import_pages.ts'
import { ImportScreen } from '../import/import_screen.ts'
import { previewOf } from '../import/new_import.ts'
import { keyFields } from '../import/import_fields.ts'
import { meaningsInForm } from '../import/meanings_form.ts'
import { readsDifferently, withForm } from '../import/settings.ts'
import { suggestFields } from '../import/suggest.ts'
import { E_UNREADABLE_FILE } from '../import/unreadable_file.ts'

/** An import of one's own, from the matching of its columns to what came of it. */
export default class ImportsController {
  async show(ctx: HttpContext) {
    return renderImport(ctx, await ImportScreen.open(ctx))
  }

  /** Keeps what the form says, and has the import tested where all is well. */
  async update(ctx: HttpContext) {
    const screen = await ImportScreen.open(ctx)
    const { stored, store, fields } = screen
    if (!['matching', 'tested'].includes(stored.state)) return this.#back(ctx, screen)
    const body = ctx.request.body() as Record<string, unknown>
    const settings = withForm(stored.settings, body, keyFields(fields))
    if (readsDifferently(stored.settings, settings)) {
      return this.#readAnew(ctx, screen, settings)
    }
    const mapping = screen.mappingOf(body.columns)
    const { meanings, fault: unmeant } = await meaningsInForm(ctx, screen, body)
    const kept = { settings, mapping, meanings }
    await store.change(stored.id, { ...kept, state: 'matching', fault: null })
    const unmatched = screen.faultOf(mapping, settings)
    const fault = unmatched ? ctx.page.t(unmatched) : unmeant
    if (fault) {
      ctx.response.status(422)
      return renderImport(ctx, await ImportScreen.open(ctx), fault)
    }
    const rule = (...asked: ConstructorParameters<typeof RecordBegins>) =>
      new RecordBegins(...asked).rule
    const isSame = rule(stored.mapping, stored.settings) === rule(mapping, settings)
    await store.forget(stored.id, isSame ? 'test' : 'rows')
    await store.change(stored.id, { state: 'testing' })
    importJob.enqueue({ importId: stored.id, mode: 'test' })
    return this.#back(ctx, screen)
  }

  async destroy(ctx: HttpContext) {
    const { stored, store, action } = await ImportScreen.open(ctx)
    await store.discard(stored.id)
    ctx.session.flash('flash', { kind: 'ok', text: ctx.page.t('ui.import.discarded') })
    return ctx.response.redirect().toPath(action.href)
  }

  async #readAnew(ctx: HttpContext, screen: ImportScreen, settings: ReturnType<typeof withForm>) {
    const { stored, store, fields } = screen
    try {
      const { headings, samples } = await previewOf(
        store.pieces(stored.id),
        settings,
        () => settings.hasHeadings
      )
      const mapping = suggestFields(headings, fields)
      await store.forget(stored.id, 'rows')
      await store.change(stored.id, {
        ...{ headings, mapping, unclear: {}, state: 'matching', fault: null },
        settings: { ...settings, samples },
      })
      return this.#back(ctx, screen)
    } catch (error) {
      if (!(error instanceof E_UNREADABLE_FILE)) throw error
      ctx.response.status(422)
      return renderImport(ctx, screen, said(error.saying, ctx.page.t))
    }
  }

  #back(ctx: HttpContext, { stored }: ImportScreen) {
    return ctx.response.redirect().toPath(`/base/imports/${stored.id}`)
  }
}
