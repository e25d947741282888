import type { HttpContext } from '@adonisjs/core/http'
import { aboutRecord } from '../thread/about_record.ts'
import { dropAttachment } from '../thread/drop_attachment.ts'
import { sendAttachment } from '../thread/send_attachment.ts'
import { takeFiles } from '../thread/take_files.ts'
import { renderThreadScreen } from '../thread/thread_screen.ts'

/** Files on a record. Whoever may read the record may read them; who may change it adds some. */
export default class AttachmentsController {
  async store(ctx: HttpContext) {
    const about = await aboutRecord(ctx)
    const { refused } = await takeFiles(ctx, about, ctx.request.files('files'))
    if (!refused) return ctx.response.redirect().toPath(`${about.href}#thread`)
    ctx.response.status(422)
    const fileFault = ctx.page.t(refused.key, refused.values)
    return renderThreadScreen(ctx, about.action, { fileFault })
  }

  async show(ctx: HttpContext) {
    await ctx.environment!.open()
    const { key } = await aboutRecord(ctx)
    return sendAttachment(ctx, key)
  }

  async destroy(ctx: HttpContext) {
    const about = await aboutRecord(ctx)
    await dropAttachment(ctx, about)
    return ctx.response.redirect().toPath(`${about.href}#thread`)
  }
}
