import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { AccessExplainer, type AccessExplanation } from '../../access/explain.ts'
import { operations } from '../../access/declarations.ts'
import { Records } from '../../access/records.ts'
import { E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import { E_ASKER_GONE } from '../../modules/errors.ts'
import { askerOf } from '../../modules/job_environment.ts'
import { readAccessRequest, type AccessRequest } from '../access/access_request.ts'
import { ACCESS_HREF, mayAdminister } from '../access/may_administer.ts'
import { stepText } from '../access/step_text.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { localeOf } from '../formats.ts'
import { Page } from '../page.ts'

/** Why somebody may do something, or may not: with records, with one of them, with a field. */
export default class AccessExplanationsController {
  async show(ctx: HttpContext) {
    if (!mayAdminister(ctx)) throw new E_NOT_FOUND()
    const page = new Page(ctx)
    const asked = readAccessRequest(ctx)
    const title = page.t('ui.access.title')
    const [people] = await ctx.environment!.read([
      {
        text: 'select id, name, email from memberships where tenant_id = $1 order by name, id limit 500',
        values: [ctx.asker.tenantId],
      },
    ])
    const who = people!.find(({ id }) => id === asked.user)
    const user = String(who?.name ?? '')
    const explanation = asked.user && asked.model ? await this.#explain(ctx, asked, user) : null
    return page.renderView('pages/access', {
      title,
      crumbs: [{ label: title, href: null }],
      menuHref: ACCESS_HREF,
      state: {
        asked: { ...asked, model: asked.model?.table ?? null },
        record: asked.model && asked.id ? await this.#titleOf(ctx, asked.model, asked.id) : null,
        people: people!.map(({ id, name, email }) => ({ id, label: `${name}, ${email}` })),
        models: ctx.registry.models.map(({ table, labels }) => ({ table, label: labels.many })),
        operations: operations.map((name) => ({ name, label: page.t(`ui.access.can.${name}`) })),
        fields: Object.entries(asked.model?.allFields ?? {}).map(([name, { options }]) => ({
          name,
          label: options.label,
        })),
        verdict: explanation && {
          allowed: explanation.allowed,
          text: page.t(explanation.allowed ? 'ui.access.allowed' : 'ui.access.refused', {
            name: user,
          }),
        },
        steps: (explanation?.steps ?? []).map((step) => ({
          verdict: step.verdict,
          label: page.t(`ui.access.verdict.${step.verdict}`),
          text: stepText(step, page.t),
        })),
      },
    })
  }

  async #explain(ctx: HttpContext, asked: AccessRequest, name: string): Promise<AccessExplanation> {
    const { asker, registry } = ctx
    const { model, operation, id, field } = asked
    try {
      const subject = await askerOf({
        tenantId: asker.tenantId,
        userId: asked.user,
        locationIds: null,
      })
      const words = {
        locale: localeOf(asker.language),
        names: new Map([[asked.user!, name]]),
        t: (key: string, values?: Record<string, string | number>, fallback?: string) =>
          i18nManager.locale(asker.language).t(key, values, fallback),
      }
      const explainer = new AccessExplainer(registry.access, subject, words)
      return await explainer.explain({ model: model!, operation, id, field })
    } catch (error) {
      if (!(error instanceof E_ASKER_GONE)) throw error
      return { allowed: false, steps: [{ verdict: 'no', key: 'gone', values: {} }] }
    }
  }

  /** The title of the record, which the administrator must be able to read. */
  async #titleOf(ctx: HttpContext, model: typeof Model, id: string): Promise<string> {
    const records = new Records(model, ctx.registry.access)
    if (!isUuid(id) || !records.allows('read')) throw new E_NO_SUCH_RECORD()
    const selection = { fields: [model.titleField], ids: [id], order: [], limit: 1 }
    const [rows] = await ctx.environment!.read([records.select(selection)])
    if (rows!.length === 0) throw new E_NO_SUCH_RECORD()
    return String(rows![0]![model.titleField] ?? '')
  }
}
