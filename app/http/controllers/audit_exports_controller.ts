import type { HttpContext } from '@adonisjs/core/http'
import { EntryExport } from '../audit/export.ts'
import { EntryFilter } from '../audit/entry_filter.ts'
import { tablesAbout } from '../audit/logged_fields.ts'
import { mayAudit } from '../audit/may_audit.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { Page } from '../page.ts'

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }

/** The entries of the audit log that meet a filter, as a file. */
export default class AuditExportsController {
  csv(ctx: HttpContext) {
    return this.#send(ctx, 'csv')
  }

  json(ctx: HttpContext) {
    return this.#send(ctx, 'json')
  }

  #send(ctx: HttpContext, format: 'csv' | 'json') {
    if (!mayAudit(ctx)) throw new E_NOT_FOUND()
    const filter = new EntryFilter(ctx.request, ctx.asker)
    const model = ctx.registry.models.find(({ table }) => table === filter.model)
    const tables = model ? tablesAbout(ctx.registry, model) : []
    const file = new EntryExport(ctx, new Page(ctx), filter, tables)
    const day = new Date().toISOString().slice(0, 10)
    ctx.response.header('content-type', types[format])
    ctx.response.header('content-disposition', `attachment; filename="audit-${day}.${format}"`)
    return ctx.response.stream(file[format]())
  }
}
