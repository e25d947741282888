import type { HttpContext } from '@adonisjs/core/http'
import { editMessage, LONGEST_MESSAGE } from '../../models/messages.ts'
import type { Action } from '../../modules/registry.ts'
import { actionOf } from '../action.ts'
import { textOf } from '../search/search_query.ts'
import { aboutRecord } from '../thread/about_record.ts'
import { isInternal } from '../thread/is_internal.ts'
import { dropMessage, ownMessageOf } from '../thread/message_of.ts'
import { post } from '../thread/post.ts'
import { renderThreadScreen } from '../thread/thread_screen.ts'

/** What people say about a record. Whoever may read the record may say something. */
export default class MessagesController {
  async index(ctx: HttpContext) {
    const before = new Date(String(ctx.request.qs().before ?? ''))
    const isMoment = !Number.isNaN(before.getTime())
    return renderThreadScreen(ctx, actionOf(ctx), isMoment ? { before } : {})
  }

  async store(ctx: HttpContext) {
    const { action, key } = await aboutRecord(ctx)
    const body = await this.#body(ctx, action)
    if (body === null) return
    const isNote = ctx.request.input('kind') === 'note' && isInternal(ctx)
    await post(ctx, key, { kind: isNote ? 'note' : 'comment', body })
    return this.#back(ctx, action)
  }

  async update(ctx: HttpContext) {
    const { action, key } = await aboutRecord(ctx)
    const { id } = await ownMessageOf(ctx, key)
    const body = await this.#body(ctx, action)
    if (body === null) return
    await editMessage(id, body)
    return this.#back(ctx, action)
  }

  async destroy(ctx: HttpContext) {
    const { action, key } = await aboutRecord(ctx)
    await dropMessage(ctx, key)
    return this.#back(ctx, action)
  }

  /** What was written; null where it was refused, and the page that says so is sent. */
  async #body(ctx: HttpContext, action: Action): Promise<string | null> {
    const body = textOf(ctx.request.input('body')).replaceAll('\r\n', '\n').trim()
    const refused = refusal(body)
    if (!refused) return body
    const text = ctx.page.t(refused, { size: LONGEST_MESSAGE })
    ctx.response.status(422)
    ctx.response.send(await renderThreadScreen(ctx, action, { fault: { text, body } }))
    return null
  }

  #back(ctx: HttpContext, action: Action) {
    return ctx.response.redirect().toPath(`${action.href}/${ctx.params.id}#thread`)
  }
}

function refusal(body: string): string | null {
  if (body === '') return 'ui.error.required'
  return body.length > LONGEST_MESSAGE ? 'ui.error.size' : null
}
