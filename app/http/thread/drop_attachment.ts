import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import { ADMINISTRATOR } from '../../identity/new_tenant.ts'
import { findAttachment, removeAttachment } from '../../models/attachments.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { sweepLater } from '../jobs/file_sweep.ts'
import type { AboutRecord } from './about_record.ts'

/**
 * Takes the file that the address names from its record. Who may change the record deletes files of
 * their own, an administrator any. Throws E_NOT_FOUND, E_ACCESS_DENIED.
 */
export async function dropAttachment(
  { asker, params, registry }: HttpContext,
  { action, key }: Pick<AboutRecord, 'action' | 'key'>
) {
  const attachment = await findAttachment(key, String(params.attachment))
  if (!attachment) throw new E_NOT_FOUND()
  await new Records(action.model, registry.access).find(key.id, 'write')
  const isOwn = attachment.userId === asker.userId
  if (!isOwn && !asker.groups.has(ADMINISTRATOR)) {
    throw new E_ACCESS_DENIED(['delete', 'attachments'])
  }
  await removeAttachment(attachment.id)
  sweepLater(asker.tenantId)
}
