import logger from '@adonisjs/core/services/logger'
import type { HttpContext } from '@adonisjs/core/http'
import { recordRefusal } from '../environment/audit.ts'
import { isUuid } from '../environment/scope.ts'
import { textOf } from './search/search_query.ts'

/**
 * Writes into the audit log that somebody was refused: by status 403, or by 404 where the address
 * names a screen or a record. Never stands in the way of the answer.
 */
export async function writeRefusal(ctx: HttpContext, status: number): Promise<void> {
  if (!ctx.asker || (status !== 403 && status !== 404)) return
  const [module, screen, id] = ctx.request
    .url()
    .replace(/^\/api\/v1/, '')
    .split('/')
    .slice(1)
  const table = ctx.registry.actions.get(`/${module}/${screen}`)?.model.table ?? null
  if (status === 404 && !table) return
  const recordId = isUuid(id) ? id : null
  if (table && id !== undefined && recordId === null && status === 404) return
  const asked = ctx.route?.name ?? ctx.request.method()
  try {
    const path = textOf(ctx.request.url()).slice(0, 400)
    await recordRefusal(ctx.asker, { asked, table, recordId, status, path })
  } catch (error) {
    logger.warn({ err: error }, 'A refusal could not be written into the audit log')
  }
}
