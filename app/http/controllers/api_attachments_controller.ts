import type { HttpContext } from '@adonisjs/core/http'
import { attachmentsOf } from '../../models/attachments.ts'
import { apiRecordOf } from '../api/about_record.ts'
import { sendAttachment } from '../thread/send_attachment.ts'

/** The files on a record, for programs. */
export default class ApiAttachmentsController {
  async index(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'read')
    const files = await attachmentsOf(key)
    return {
      data: files.map(({ id, name, type, bytes }) => ({ id, name, type, bytes })),
      next: null,
    }
  }

  /** The file itself. */
  async show(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'read', ['download'])
    return sendAttachment(ctx, key)
  }
}
