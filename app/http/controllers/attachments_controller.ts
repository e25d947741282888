import { rm } from 'node:fs/promises'
import { extname } from 'node:path'
import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import { ADMINISTRATOR } from '../../identity/new_tenant.ts'
import { attach, findAttachment, removeAttachment } from '../../models/attachments.ts'
import { fileKind } from '../../models/file_kind.ts'
import { FileStore } from '../../models/file_store.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { sendAttachment } from '../thread/send_attachment.ts'
import { sweepLater } from '../jobs/file_sweep.ts'
import { aboutRecord } from '../thread/about_record.ts'
import { renderThreadScreen } from '../thread/thread_screen.ts'

/** A file may have so many bytes. */
const LARGEST = 10 * 1024 * 1024
/** So many files come at once. */
const MOST = 20
const LONGEST_NAME = 200

/** Files on a record. Whoever may read the record may read them; who may change it adds some. */
export default class AttachmentsController {
  async store(ctx: HttpContext) {
    const files = ctx.request.files('files')
    try {
      const { action, key, href } = await aboutRecord(ctx)
      await new Records(action.model, ctx.registry.access).find(key.id, 'write')
      const refused = await this.#refusal(ctx, files)
      if (refused) {
        ctx.response.status(422)
        return await renderThreadScreen(ctx, action, { fileFault: refused })
      }
      const store = new FileStore(ctx.asker.tenantId)
      for (const file of files) {
        const type = (await fileKind(file.tmpPath!))!
        const checksum = await store.take(file.tmpPath!)
        await attach(key, { name: plainName(file.clientName), type, bytes: file.size, checksum })
      }
      sweepLater(ctx.asker.tenantId)
      return ctx.response.redirect().toPath(`${href}#thread`)
    } finally {
      for (const { tmpPath } of files) if (tmpPath) await rm(tmpPath, { force: true })
    }
  }

  async show(ctx: HttpContext) {
    await ctx.environment!.open()
    const { key } = await aboutRecord(ctx)
    return sendAttachment(ctx, key)
  }

  async destroy(ctx: HttpContext) {
    const { action, key, href } = await aboutRecord(ctx)
    const attachment = await findAttachment(key, String(ctx.params.attachment))
    if (!attachment) throw new E_NOT_FOUND()
    await new Records(action.model, ctx.registry.access).find(key.id, 'write')
    const isOwn = attachment.userId === ctx.asker.userId
    if (!isOwn && !ctx.asker.groups.has(ADMINISTRATOR)) {
      throw new E_ACCESS_DENIED(['delete', 'attachments'])
    }
    await removeAttachment(attachment.id)
    sweepLater(ctx.asker.tenantId)
    return ctx.response.redirect().toPath(`${href}#thread`)
  }

  /** What is wrong with what was sent, in a sentence. */
  async #refusal({ page: { t } }: HttpContext, files: ReturnType<HttpContext['request']['files']>) {
    if (files.length === 0) return t('ui.file.none')
    if (files.length > MOST) return t('ui.file.tooMany', { count: MOST })
    for (const { clientName: name, size, tmpPath } of files) {
      if (size > LARGEST) return t('ui.file.tooLarge', { name, size: LARGEST / 1024 / 1024 })
      if (size === 0) return t('ui.file.empty', { name })
      if (!tmpPath || !(await fileKind(tmpPath))) return t('ui.file.kind', { name })
    }
    return null
  }
}

/** A name without folders and signs that control something; a long one keeps its ending. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1)!.replaceAll(/\p{C}/gu, '').trim()
  const ending = extname(last).slice(0, 20)
  const short = last.slice(0, LONGEST_NAME - ending.length).toWellFormed() + ending
  return (last.length > LONGEST_NAME ? short : last) || 'file'
}
