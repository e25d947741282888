import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { said } from '../../domains/errors.ts'
import type { Model } from '../../models/model.ts'
import { rightDomainFault, rightWords } from '../../modules/right_faults.ts'
import { anybodyWords } from '../access/anybody_words.ts'
import { effectFirst, type Question } from '../access/effect_first.ts'
import { mayAdminister } from '../access/may_administer.ts'
import { E_NOT_FOUND } from '../errors.ts'
import type { Page } from '../page.ts'

const HREF = '/base/rights'

type Right = Model & {
  name: string
  kind: string
  model: string
  domain: string | null
  inForce: boolean
  toggleForce(): Promise<void>
}

/** Whether a tenant's own right is in force: shown with its effect before, then changed. */
export default class RightForceController {
  async store(ctx: HttpContext) {
    const right = await this.#find(ctx)
    const { t } = ctx.page
    const { name, inForce: wasInForce } = right
    const attempt = await effectFirst(
      ctx,
      right.constructor as typeof Model,
      () => right.toggleForce(),
      (page) => this.#question(ctx, page, right, wasInForce)
    )
    if ('shown' in attempt) return attempt.shown
    const key = right.inForce ? 'ui.rights.isInForce' : 'ui.rights.isOutOfForce'
    ctx.session.flash('flash', { kind: 'ok', text: t(key, { name }) })
    return ctx.response.redirect().toPath(`${HREF}/${right.id}`)
  }

  #question({ registry }: HttpContext, page: Page, right: Right, wasInForce: boolean): Question {
    const { t } = page
    const { name } = right
    const href = `${HREF}/${right.id}`
    const title = t(wasInForce ? 'ui.rights.takeTitle' : 'ui.rights.putTitle', { name })
    const model = registry.models.find(({ table }) => table === right.model)
    return {
      title,
      doLabel: t(wasInForce ? 'ui.rights.take' : 'ui.rights.put'),
      crumbs: [
        { label: t('ui.rights.title'), href: HREF },
        { label: name, href },
        { label: title, href: null },
      ],
      menuHref: HREF,
      keepHref: href,
      intro: model ? conditionOf(right, model, wasInForce, page) : null,
      ...(model ? {} : { nothing: t('ui.rights.noModel') }),
    }
  }

  async #find(ctx: HttpContext): Promise<Right> {
    const model = ctx.registry.models.find(({ table }) => table === 'access_rights')
    if (!model || !mayAdminister(ctx)) throw new E_NOT_FOUND()
    const records = new Records(model, ctx.registry.access)
    return (await records.find(String(ctx.params.id), 'write')) as Right
  }
}

/**
 * The condition of a rule in words. What has lost its fields is taken out of force all the same: then
 * the words say what is missing.
 */
function conditionOf(
  right: Right,
  model: typeof Model,
  wasInForce: boolean,
  page: Page
): string | null {
  if (right.kind !== 'give' && right.kind !== 'limit') return null
  const fault = wasInForce ? rightDomainFault(right) : null
  if (fault) return said(fault, page.t)
  const condition = rightWords(model, right.domain, anybodyWords(page))
  return page.t('ui.rights.condition', { condition })
}
