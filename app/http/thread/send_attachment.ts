import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { findAttachment } from '../../models/attachments.ts'
import { isShown } from '../../models/file_kind.ts'
import { FileStore } from '../../models/file_store.ts'
import type { RecordKey } from '../../models/messages.ts'
import { disposition } from '../disposition.ts'
import { E_NOT_FOUND } from '../errors.ts'

/** Sends the file on a record that the address names. Throws E_NOT_FOUND. */
export async function sendAttachment(ctx: HttpContext, record: RecordKey) {
  const attachment = await findAttachment(record, String(ctx.params.attachment))
  if (!attachment) throw new E_NOT_FOUND()
  const path = new FileStore(ctx.asker.tenantId).path(attachment.checksum)
  const { size } = await stat(path).catch(() => {
    throw new E_NOT_FOUND()
  })
  const inline = isShown(attachment.type) && !ctx.request.qs().download
  const { response } = ctx
  response.header('content-type', inline ? attachment.type : 'application/octet-stream')
  response.header('content-length', String(size))
  response.header('content-disposition', disposition(inline, attachment.name))
  response.header('x-content-type-options', 'nosniff')
  response.header('cross-origin-resource-policy', 'same-origin')
  response.header('content-security-policy', policyOf(attachment.type))
  response.stream(createReadStream(path))
}

/** What runs in a file that is shown has nothing to reach; PDF is drawn by the browser itself. */
function policyOf(type: string): string {
  return type === 'application/pdf' ? "default-src 'none'" : "default-src 'none'; sandbox"
}
