import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { said, type Saying } from '../../domains/errors.ts'
import type { Model } from '../../models/model.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { importableFields, importableLines, mayImport } from '../import/import_fields.ts'
import { renderUpload } from '../import/import_pages.ts'
import { newImport } from '../import/new_import.ts'
import { E_UNREADABLE_FILE } from '../import/unreadable_file.ts'
import { csvLine } from '../transfer/csv.ts'
import { lineParts } from '../transfer/line_fields.ts'

/** Files whose rows become records of a screen. */
export default class ImportFilesController {
  create(ctx: HttpContext) {
    return renderUpload(ctx, this.#screen(ctx).action)
  }

  async store(ctx: HttpContext) {
    const file = ctx.request.file('file', { size: '20mb' })
    try {
      const { action, fields } = this.#screen(ctx)
      if (!file?.tmpPath || !file.isValid) {
        return await this.#refuse(ctx, { key: 'ui.import.fault.file' })
      }
      const id = await newImport(file.tmpPath, {
        screen: action.href,
        fileName: file.clientName.slice(0, 200),
        fields,
        dateFormat: ctx.identity!.tenant!.dateFormat,
      })
      return ctx.response.redirect().toPath(`/base/imports/${id}`)
    } catch (error) {
      if (!(error instanceof E_UNREADABLE_FILE)) throw error
      return await this.#refuse(ctx, error.saying)
    }
  }

  /** A file with nothing but headings that an import understands. */
  template(ctx: HttpContext) {
    const { action, fields } = this.#screen(ctx)
    const named = [...fields].filter(([each]) => lineParts(each).column !== 'id')
    const name = action.href.split('/').at(-1)
    ctx.response.header('content-type', 'text/csv; charset=utf-8')
    ctx.response.header('content-disposition', `attachment; filename="${name}-template.csv"`)
    return `\uFEFF${csvLine(named.map(([, { options }]) => options.label))}`
  }

  #refuse(ctx: HttpContext, saying: Saying) {
    ctx.response.status(422)
    return renderUpload(ctx, this.#screen(ctx).action, said(saying, ctx.page.t))
  }

  #screen(ctx: HttpContext) {
    const action = actionOf(ctx)
    const records = new Records<typeof Model>(action.model, ctx.registry.access)
    if (!mayImport(records)) throw new E_NOT_FOUND()
    const lines = importableLines(ctx.registry, ctx.asker, action)
    return { action, fields: importableFields(ctx.registry, action.model, lines) }
  }
}
