import type { HttpContext } from '@adonisjs/core/http'
import { readExportRequest } from '../export/export_request.ts'
import { ExportScreen } from '../export/export_screen.ts'
import { ExportPresets, LONGEST_NAME } from '../export/presets.ts'

/** Columns and formats that a user keeps under a name. */
export default class ExportPresetsController {
  async store(ctx: HttpContext) {
    const screen = new ExportScreen(ctx)
    const { t } = ctx.page
    const asked = readExportRequest(ctx.request, (name) => screen.fields.has(name))
    const given = (ctx.request.body() as Record<string, unknown>).preset
    const name = typeof given === 'string' ? given.trim().slice(0, LONGEST_NAME) : ''
    const fault = await this.#keep(screen, name, asked)
    if (fault) {
      ctx.response.status(422)
      return screen.render(t(fault), asked)
    }
    ctx.session.flash('flash', { kind: 'ok', text: t('ui.export.kept', { name }) })
    const address = new URLSearchParams([...screen.query.params(), ['preset', name]])
    return ctx.response.redirect().toPath(`${screen.plan.href}/export?${address}`)
  }

  async destroy(ctx: HttpContext) {
    const { plan } = new ExportScreen(ctx)
    const name = String(ctx.params.name)
    await new ExportPresets(plan.href).forget(name)
    ctx.session.flash('flash', { kind: 'ok', text: ctx.page.t('ui.export.forgotten', { name }) })
    return ctx.response.redirect().toPath(`${plan.href}/export`)
  }

  async #keep(
    screen: ExportScreen,
    name: string,
    asked: ReturnType<typeof readExportRequest>
  ): Promise<string | null> {
    if (name === '') return 'ui.export.noName'
    if (asked.columns.length === 0) return 'ui.export.noColumn'
    const isKept = await new ExportPresets(screen.plan.href).keep(name, asked)
    return isKept ? null : 'ui.export.tooMany'
  }
}
