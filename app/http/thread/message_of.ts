import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED } from '../../access/errors.ts'
import { ADMINISTRATOR } from '../../identity/new_tenant.ts'
import { deleteMessage, findMessage, type Message, type RecordKey } from '../../models/messages.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { isInternal } from './is_internal.ts'

/** The message about a record that the address names, if the asker may see it. Throws E_NOT_FOUND. */
export async function messageOf(ctx: HttpContext, record: RecordKey): Promise<Message> {
  const message = await findMessage(record, String(ctx.params.message), isInternal(ctx))
  if (!message) throw new E_NOT_FOUND()
  return message
}

/** The same, to be changed: that may only who wrote it. Throws E_ACCESS_DENIED. */
export async function ownMessageOf(ctx: HttpContext, record: RecordKey): Promise<Message> {
  const message = await messageOf(ctx, record)
  if (message.userId !== ctx.asker.userId) throw new E_ACCESS_DENIED(['change', 'messages'])
  return message
}

/** Deletes the message that the address names: one of one's own, an administrator any. */
export async function dropMessage(ctx: HttpContext, record: RecordKey) {
  const { id, userId } = await messageOf(ctx, record)
  if (userId !== ctx.asker.userId && !ctx.asker.groups.has(ADMINISTRATOR)) {
    throw new E_ACCESS_DENIED(['delete', 'messages'])
  }
  await deleteMessage(id)
}
