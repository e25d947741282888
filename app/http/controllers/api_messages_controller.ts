import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import {
  editMessage,
  findMessage,
  latestMessages,
  LONGEST_MESSAGE,
  type Message,
  type MessageKind,
  type RecordKey,
} from '../../models/messages.ts'
import { apiRecordOf, personJson } from '../api/about_record.ts'
import { E_INVALID_REQUEST } from '../api/errors.ts'
import { closedBodyOf } from '../api/record_input.ts'
import { isInternal } from '../thread/is_internal.ts'
import { dropMessage, messageOf, ownMessageOf } from '../thread/message_of.ts'
import { post } from '../thread/post.ts'

/** So many messages come at once. */
const MOST = 50

/** What people say about a record, for programs. */
export default class ApiMessagesController {
  /** The latest first. */
  async index(ctx: HttpContext) {
    const { key, asked } = await apiRecordOf(ctx, 'read', ['before'])
    const messages = await latestMessages(key, {
      withNotes: isInternal(ctx),
      before: momentOf(asked.before),
      limit: MOST + 1,
    })
    const shown = messages.slice(0, MOST)
    return {
      data: shown.map(messageJson),
      next: messages.length > MOST ? shown.at(-1)!.moment : null,
    }
  }

  async store(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'write')
    const given = closedBodyOf(ctx, { kind: 'string', body: 'string' })
    const message = { kind: kindOf(ctx, given.kind ?? 'comment'), body: bodyOf(given.body) }
    const id = await post(ctx, key, message)
    const { params, response } = ctx
    const address = `/api/v1/${params.module}/${params.action}/${key.id}/messages/${id}`
    response.status(201).header('location', address)
    return this.#answer(ctx, key, id)
  }

  async show(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'read')
    return { data: messageJson(await messageOf(ctx, key)) }
  }

  /** Who wrote a message says something else. */
  async update(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'write')
    const { id } = await ownMessageOf(ctx, key)
    const { body } = closedBodyOf(ctx, { body: 'string' })
    await editMessage(id, bodyOf(body))
    return this.#answer(ctx, key, id)
  }

  async destroy(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'write')
    await dropMessage(ctx, key)
    return ctx.response.status(204).send('')
  }

  async #answer(ctx: HttpContext, record: RecordKey, id: string) {
    return { data: messageJson((await findMessage(record, id, isInternal(ctx)))!) }
  }
}

function messageJson({ id, kind, body, userId, userName, mentioned, time, editedAt }: Message) {
  return {
    id,
    kind,
    body,
    author: personJson(userId, userName),
    mentioned,
    createdAt: time.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
  }
}

function momentOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const moment = DateTime.fromISO(text)
  if (moment.isValid && moment.year > 0 && moment.year < 10_000) return text
  throw new E_INVALID_REQUEST([{ parameter: 'before', detail: { key: 'ui.error.date' } }])
}

/** People from outside write comments alone. */
function kindOf(ctx: HttpContext, given: unknown): MessageKind {
  if (given === 'comment' || (given === 'note' && isInternal(ctx))) return given
  throw new E_INVALID_INPUT({ kind: { key: 'ui.error.option' } })
}

function bodyOf(given: unknown): string {
  const body = typeof given === 'string' ? given.replaceAll('\r\n', '\n').trim() : ''
  if (body === '') throw new E_INVALID_INPUT({ body: { key: 'ui.error.required' } })
  if (body.length <= LONGEST_MESSAGE) return body
  const values = { size: LONGEST_MESSAGE }
  throw new E_INVALID_INPUT({ body: { key: 'ui.error.size', values } })
}
