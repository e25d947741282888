import type { HttpContext } from '@adonisjs/core/http'
import { attachmentsOf, type Attachment } from '../../models/attachments.ts'
import { apiRecordOf } from '../api/about_record.ts'
import { E_INVALID_REQUEST } from '../api/errors.ts'
import { closedBodyOf } from '../api/record_input.ts'
import { dropAttachment } from '../thread/drop_attachment.ts'
import { sendAttachment } from '../thread/send_attachment.ts'
import { takeFiles } from '../thread/take_files.ts'

/** The files on a record, for programs. */
export default class ApiAttachmentsController {
  async index(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'read')
    return { data: (await attachmentsOf(key)).map(attachmentJson), next: null }
  }

  /** The file itself. */
  async show(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'read', ['download'])
    return sendAttachment(ctx, key)
  }

  /** Adds all files of a form, or none of them. */
  async store(ctx: HttpContext) {
    const about = await apiRecordOf(ctx, 'write')
    closedBodyOf(ctx, { files: 'files' })
    const { ids, refused } = await takeFiles(ctx, about, ctx.request.files('files'))
    if (refused) {
      const { place, ...detail } = refused
      const pointer = place === undefined ? '#/files' : `#/files/${place}`
      throw new E_INVALID_REQUEST([{ pointer, detail }])
    }
    const all = new Map((await attachmentsOf(about.key)).map((file) => [file.id, file]))
    ctx.response.status(201)
    return { data: ids.map((id) => attachmentJson(all.get(id)!)), next: null }
  }

  async destroy(ctx: HttpContext) {
    const about = await apiRecordOf(ctx, 'write')
    await dropAttachment(ctx, about)
    return ctx.response.status(204).send('')
  }
}

function attachmentJson({ id, name, type, bytes, checksum }: Attachment) {
  return { id, name, type, bytes, checksum }
}
