import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import { Registry } from '../../modules/registry.ts'
import { changesOfMembers, effectOnMembers } from '../../modules/right_effect.ts'
import { rightWords } from '../../modules/right_faults.ts'
import { renderEffectPage } from '../access/effect_page.ts'
import { mayAdminister } from '../access/may_administer.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { Page } from '../page.ts'
import { textsOf } from '../texts.ts'

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
  /** The button on the form leads to the page, which writes nothing. */
  async edit(ctx: HttpContext) {
    const right = await this.#find(ctx)
    return ctx.response.redirect().toPath(`${HREF}/${right.id}/force`)
  }

  async show(ctx: HttpContext) {
    const right = await this.#read(ctx)
    const { asker, registry } = ctx
    const page = new Page(ctx)
    const { t } = page
    const model = registry.models.find(({ table }) => table === right.model)
    const href = `${HREF}/${right.id}`
    const after = await Registry.current.wouldBe(asker.tenantId, (own) => ({
      ...own,
      access: {
        ...own.access,
        rights: own.access.rights.map((row) =>
          row.id === right.id ? { ...row, in_force: !right.inForce } : row
        ),
      },
    }))
    const { changes, isBounded } = await changesOfMembers(asker.tenantId, registry, after)
    const title = t(right.inForce ? 'ui.rights.takeTitle' : 'ui.rights.putTitle', {
      name: right.name,
    })
    const isRule = right.kind === 'give' || right.kind === 'limit'
    const words = isRule && model ? rightWords(right.model, right.domain) : null
    return renderEffectPage(ctx, page, {
      title,
      crumbs: [
        { label: t('ui.rights.title'), href: HREF },
        { label: right.name, href },
        { label: title, href: null },
      ],
      menuHref: HREF,
      intro: words && t('ui.rights.condition', { condition: words }),
      effects: model ? [{ model, effect: await effectOnMembers(model, changes, isBounded) }] : [],
      nothing: model ? t('ui.rights.nothing', { users: changes.length }) : t('ui.rights.noModel'),
      action: `${href}/force?_method=PUT`,
      hidden: [['version', String(right.version)]],
      doLabel: t(right.inForce ? 'ui.rights.take' : 'ui.rights.put'),
      keepHref: href,
      keepLabel: t('ui.rights.leave'),
    })
  }

  async update(ctx: HttpContext) {
    const right = await this.#find(ctx)
    const isSeen = String(right.version) === ctx.request.input('version')
    if (!isSeen) return ctx.response.redirect().toPath(`${HREF}/${right.id}/force`)
    await right.toggleForce()
    const t = textsOf(i18nManager, ctx.asker.language)
    const key = right.inForce ? 'ui.rights.isInForce' : 'ui.rights.isOutOfForce'
    ctx.session.flash('flash', { kind: 'ok', text: t(key, { name: right.name }) })
    return ctx.response.redirect().toPath(`${HREF}/${right.id}`)
  }

  #records(ctx: HttpContext) {
    const model = ctx.registry.models.find(({ table }) => table === 'access_rights')
    if (!model || !mayAdminister(ctx)) throw new E_NOT_FOUND()
    return new Records(model, ctx.registry.access)
  }

  async #find(ctx: HttpContext): Promise<Right> {
    return (await this.#records(ctx).find(String(ctx.params.id), 'write')) as Right
  }

  /** Reads without a transaction of its own: the effect is asked for in those of the users. */
  async #read(ctx: HttpContext): Promise<Omit<Right, 'toggleForce'>> {
    const records = this.#records(ctx)
    const [rows] = await ctx.environment!.read([
      records.select({
        fields: ['name', 'kind', 'model', 'domain', 'inForce', 'version'],
        where: [records.domain([['id', '=', String(ctx.params.id)]])],
        order: [],
        limit: 1,
      }),
    ])
    if (rows!.length === 0) throw new E_NOT_FOUND()
    return rows![0] as unknown as Right
  }
}
