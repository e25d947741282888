import type { HttpContext } from '@adonisjs/core/http'
import { E_NOT_FOUND } from '../errors.ts'
import type { Action } from '../../modules/registry.ts'
import { escape } from '../../views/html.ts'
import type { ThreadFault } from '../../views/thread/types.ts'
import { FormScreen } from '../form/form_screen.ts'
import { Thread } from './thread.ts'

/** The conversation about a record on a page of its own: older parts, and what was refused. */
export async function renderThreadScreen(
  ctx: HttpContext,
  action: Action,
  {
    fault = null,
    fileFault = null,
    before,
  }: { fault?: ThreadFault | null; fileFault?: string | null; before?: Date } = {}
): Promise<string | Buffer> {
  if (!action.model.hasThread) throw new E_NOT_FOUND()
  const id = String(ctx.params.id)
  const href = `${action.href}/${id}`
  const screen = new FormScreen(ctx, action, id)
  const thread = new Thread(ctx, screen.page, { model: action.model, href, id, before })
  const data = await screen.read(thread.questions)
  const title = screen.page.t('ui.thread.title')
  const body = `<div class="head"><h1>${escape(title)}</h1></div>${thread.render(fault, fileFault)}`
  return screen.page.render(screen.contentBelow(data, title), body)
}
