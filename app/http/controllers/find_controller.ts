import type { HttpContext } from '@adonisjs/core/http'
import { renderFindPage } from '../../views/find/page.ts'
import { found } from '../find/found.ts'

/** Search over everything: records of every kind, screens, and what can be done. */
export default class FindController {
  async index(ctx: HttpContext) {
    const { page } = ctx
    const asked = ctx.request.qs().q
    const text = (typeof asked === 'string' ? asked : '').trim().slice(0, 200)
    const groups = await found(ctx, text)
    const title = page.t('ui.find.title')
    const body = renderFindPage({ text, groups }, page.t)
    return page.render({ title, crumbs: [{ label: title, href: null }] }, body)
  }
}
