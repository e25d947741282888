import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { operationKinds, type Operation } from '../../modules/operations/operation.ts'
import { Terms } from '../../modules/terms.ts'
import { appOf } from '../apps/app_state.ts'
import { APPS_HREF, assertOperator } from '../apps/may_operate.ts'
import { operationTitle, planScreen } from '../apps/plan_screen.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { Page } from '../page.ts'

/** Plans of operations on modules: what would happen, and what has happened. */
export default class AppPlansController {
  /** What was executed. */
  async index(ctx: HttpContext) {
    assertOperator(ctx)
    const page = new Page(ctx)
    const [operator, modules] = await Promise.all([
      app.container.make('operator'),
      app.container.make('modules'),
    ])
    const [history, all] = await Promise.all([operator.history(), modules.list(page.language)])
    const titleOf = (name: string) => all.find((each) => each.name === name)?.title ?? name
    return page.renderView('pages/app_history', {
      title: page.t('apps.history'),
      crumbs: [
        { label: page.t('apps.list'), href: APPS_HREF },
        { label: page.t('apps.history'), href: null },
      ],
      menuHref: APPS_HREF,
      state: {
        entries: history.map(({ id, operations, executedAt, executedBy }) => ({
          href: `${APPS_HREF}/plans/${id}`,
          title: operationTitle(operations, titleOf, page.t),
          time: page.formats.datetime(executedAt),
          by: executedBy ?? page.t('apps.command'),
        })),
      },
    })
  }

  /** What can be done with each module, to be planned together. Updates are chosen already. */
  async create(ctx: HttpContext) {
    assertOperator(ctx)
    const page = new Page(ctx)
    const modules = await app.container.make('modules')
    const all = await modules.list(page.language)
    const title = page.t('apps.several')
    return page.renderView('pages/new_app_plan', {
      title,
      crumbs: [
        { label: page.t('apps.list'), href: APPS_HREF },
        { label: title, href: null },
      ],
      menuHref: APPS_HREF,
      state: {
        csrf: ctx.request.csrfToken,
        apps: all
          .map((module) => appOf(module, all, page.t))
          .filter(({ operations }) => operations.length > 0)
          .map((each) => ({
            ...each,
            operations: each.operations.map(({ kind, label }) => ({
              kind,
              label,
              isChosen: kind === 'upgrade',
            })),
          })),
      },
    })
  }

  async show(ctx: HttpContext) {
    assertOperator(ctx)
    const id = String(ctx.params.id)
    const operator = await app.container.make('operator')
    const plan = /^\d{1,18}$/.test(id) ? await operator.keptPlan(id) : undefined
    if (!plan) throw new E_NOT_FOUND()
    const page = new Page(ctx)
    const modules = await app.container.make('modules')
    const all = await modules.list(page.language)
    const terms = new Terms(page.language, await modules.load())
    const state = planScreen(plan, { all, terms }, page)
    return page.renderView('pages/app_plan', {
      title: state.title,
      crumbs: [
        { label: page.t('apps.list'), href: APPS_HREF },
        { label: state.title, href: null },
      ],
      menuHref: APPS_HREF,
      state: { csrf: ctx.request.csrfToken, it: state },
    })
  }

  /** Rehearses. The request is not one that the rehearsal would wait for. */
  async store(ctx: HttpContext) {
    assertOperator(ctx)
    ctx.leaveUnderWay()
    const operator = await app.container.make('operator')
    const { id } = await operator.plan(operationsOf(ctx), ctx.identity!.user!.name)
    return ctx.response.redirect().toPath(`${APPS_HREF}/plans/${id}`)
  }
}

/** `operations[<module>]` with what is to be done, and the number of an archive where there is one. */
function operationsOf({ request }: HttpContext): Operation[] {
  const asked = Object.entries<unknown>(request.input('operations') ?? {})
  const archive = String(request.input('archive') ?? '')
  const operations = asked
    .filter(([, kind]) => kind)
    .map(([module, kind]) => {
      const known = operationKinds.find((each) => each === kind)
      if (!known) throw new E_NOT_FOUND()
      return { kind: known, module, ...(archive && { archive: Number(archive) }) }
    })
  if (operations.length === 0 || /\D/.test(archive)) throw new E_NOT_FOUND()
  return operations
}
