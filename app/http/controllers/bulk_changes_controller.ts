import type { HttpContext } from '@adonisjs/core/http'
import type { BulkChange } from '../../access/bulk_writer.ts'
import { E_ACCESS_DENIED } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import { decidesAccess, effectFirst } from '../access/effect_first.ts'
import { actionOf } from '../action.ts'
import { BulkPages, listHref } from '../bulk/bulk_pages.ts'
import { addRun, endRun, findRun } from '../bulk/bulk_run.ts'
import { perform } from '../bulk/perform.ts'
import { readChange } from '../bulk/read_change.ts'
import { countSelected, readSelection, type Selection } from '../bulk/selection.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { bulkChange } from '../jobs/bulk_change.ts'
import { Page } from '../page.ts'
import { screenPlace } from '../screens/screen_head.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { undoAddress, undoHref } from '../undo_href.ts'

/** Up to so many records are changed while one waits; more are changed by a job. */
const MOST_AT_ONCE = 500

/** What is said when it is done, where nothing was merely changed. */
const DONE: Readonly<Record<string, string>> = {
  delete: 'ui.bulk.deleted',
  call: 'ui.bulk.called',
}

/** Changes of many records at once. */
export default class BulkChangesController {
  /** Asks what exactly is to be done. */
  async create(ctx: HttpContext) {
    const { plan, selection, count } = await this.#chosen(ctx)
    if (count === 0) return this.#nothing(ctx, plan, selection)
    const isDeletion = ctx.request.input('operation') === 'delete'
    const needed = isDeletion ? 'delete' : 'write'
    if (!new Records<typeof Model>(plan.model, ctx.registry.access).allows(needed)) {
      throw new E_ACCESS_DENIED([needed, plan.model.labels.many])
    }
    const pages = new BulkPages(ctx, plan, selection, count)
    if (isDeletion) return pages.confirmDeletion()
    return ctx.request.input('field') ? pages.enterValue(null) : pages.chooseField()
  }

  /** Does it, or has it done by a job where there are many. */
  async store(ctx: HttpContext) {
    const { plan, selection, count } = await this.#chosen(ctx)
    if (count === 0) return this.#nothing(ctx, plan, selection)
    const change = await readChange(ctx, plan)
    const pages = new BulkPages(ctx, plan, selection, count)
    if (!('operation' in change)) {
      ctx.response.status(422)
      return pages.enterValue(change)
    }
    const isUntyped = pages.typedWords !== (ctx.request.input('typed') ?? null)
    if (change.operation === 'delete' && isUntyped) {
      ctx.response.status(422)
      return pages.confirmDeletion()
    }
    const environment = ctx.environment!
    const asked = { ...selection, screen: plan.href, change, total: count }
    if (count > MOST_AT_ONCE && !decidesAccess(plan.model)) {
      const runId = await addRun(environment, asked)
      bulkChange.enqueue({ runId })
      return ctx.response.redirect().toPath(`${plan.href}/bulk/${runId}`)
    }
    const { t } = new Page(ctx)
    const attempt = await effectFirst(
      ctx,
      plan.model,
      async () => {
        const runId = await addRun(environment, asked)
        const outcome = await perform(ctx, plan, asked, t)
        await endRun(environment, runId, outcome)
        return { runId, outcome }
      },
      () => pages.questionAbout(change)
    )
    if ('shown' in attempt) return attempt.shown
    const { runId, outcome } = attempt.written
    const { refused, done } = outcome
    const text = t(DONE[change.operation] ?? 'ui.bulk.changed', {
      count: done - refused.length,
      ...plan.model.labels,
      action: labelOf(change, plan),
    })
    const kind = refused.length > 0 ? 'warn' : 'ok'
    ctx.session.flash('flash', {
      kind,
      text,
      undoHref: canBeUndone(change) ? undoHref(ctx) : undefined,
    })
    const href = refused.length > 0 ? `${plan.href}/bulk/${runId}` : listHref(plan, selection)
    return ctx.response.redirect().toPath(href)
  }

  /** How far it is, and what was refused. */
  async show(ctx: HttpContext) {
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    const run = await findRun(ctx.environment!, String(ctx.params.id))
    if (!run || run.screen !== plan.href) throw new E_NOT_FOUND()
    const page = new Page(ctx)
    const { t, formats } = page
    const { one, many } = plan.model.labels
    const numbers = { done: formats.number(run.done), total: formats.number(run.total) }
    const isDone = run.state === 'done'
    if (!isDone) ctx.response.header('refresh', '2')
    return page.renderView('pages/bulk_run', {
      ...screenPlace(ctx, plan),
      state: {
        run,
        isDone,
        csrf: ctx.request.csrfToken,
        title: t(isDone ? 'ui.bulk.doneTitle' : 'ui.bulk.runningTitle', {
          count: run.total,
          one,
          many,
        }),
        progress: t('ui.bulk.progress', numbers),
        summary: t('ui.bulk.summary', {
          count: run.done - run.refusedCount,
          refused: run.refusedCount,
          one,
          many,
        }),
        undoHref: run.entryId && canBeUndone(run.change) ? undoAddress(run.entryId) : null,
        listHref: listHref(plan, run),
        recordHref: plan.form ? plan.href : null,
      },
    })
  }

  async #chosen(ctx: HttpContext) {
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    const selection = readSelection(ctx)
    return { plan, selection, count: await countSelected(ctx, plan, selection) }
  }

  #nothing(ctx: HttpContext, plan: ScreenPlan, selection: Selection) {
    const { t } = new Page(ctx)
    ctx.session.flash('flash', { kind: 'warn', text: t('ui.bulk.nothing') })
    return ctx.response.redirect().toPath(listHref(plan, selection))
  }
}

/** Whether undo is offered: what a method of records has set off, such as a letter, stays. */
function canBeUndone({ operation }: BulkChange): boolean {
  return operation !== 'call'
}

/** What the button says by which a method was called. */
function labelOf(change: BulkChange, { list }: ScreenPlan): string {
  if (change.operation !== 'call') return ''
  return list.actions.find(({ name }) => name === change.method)!.options.label
}
