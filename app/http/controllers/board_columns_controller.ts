import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED, E_INVALID_INPUT } from '../../access/errors.ts'
import type { Model } from '../../models/model.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { ColumnRecords, type CanArrange } from '../kanban/column_records.ts'
import { ColumnScreen } from '../kanban/column_screen.ts'
import { kanbanPlan } from '../kanban/kanban_plan.ts'
import { KanbanQuery } from '../kanban/kanban_query.ts'
import type { Wanted } from '../order/move_record.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { textOf } from '../search/search_query.ts'
import { faultTexts } from '../texts.ts'
import { undoHref } from '../undo_href.ts'

/** The records that are columns of a board. The address carries the search of the board. */
export default class BoardColumnsController {
  async store(ctx: HttpContext) {
    const { columns, query } = boardOf(ctx, 'create')
    const title = textOf(ctx.request.input('title')).trim()
    const fault = await faultOf(ctx, () => columns.create(title))
    return done(ctx, columns, query, fault ?? 'made', fault !== null)
  }

  edit(ctx: HttpContext) {
    const { screen, plan, query } = boardOf(ctx)
    return new ColumnScreen(ctx, { screen, plan, query }).render(String(ctx.params.column))
  }

  /** A new name, one place to a side, or the place behind another column. */
  async update(ctx: HttpContext) {
    const { request } = ctx
    const title: unknown = request.input('title')
    if (typeof title === 'string') return this.#rename(ctx, title.trim())
    const { columns, query } = boardOf(ctx, 'reorder')
    const column = await columns.find(String(ctx.params.column))
    const step: unknown = request.input('step')
    const wanted: Wanted =
      step === 'left' || step === 'right'
        ? { step: step === 'left' ? 'up' : 'down' }
        : { after: textOf(request.input('after')) }
    const fault = await faultOf(ctx, () => columns.move(column, wanted))
    return done(ctx, columns, query, fault ?? 'arranged', fault !== null)
  }

  async destroy(ctx: HttpContext) {
    const { columns, query } = boardOf(ctx, 'archive')
    const column: Model = await columns.find(String(ctx.params.column))
    const fault = await faultOf(ctx, () => columns.archive(column))
    return done(ctx, columns, query, fault ?? 'archived', fault !== null)
  }

  async #rename(ctx: HttpContext, title: string) {
    const { screen, plan, columns, query } = boardOf(ctx, 'rename')
    const column = await columns.find(String(ctx.params.column))
    const fault = await faultOf(ctx, () => columns.rename(column, title))
    if (fault === null) return done(ctx, columns, query, 'renamed', false)
    ctx.response.status(422)
    return new ColumnScreen(ctx, { screen, plan, query }).render(column.id, { title, fault })
  }
}

function boardOf(ctx: HttpContext, what?: keyof CanArrange) {
  const screen = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
  if (!screen.hasView('kanban')) throw new E_NOT_FOUND()
  const query = new KanbanQuery(ctx.request, screen)
  const plan = kanbanPlan(ctx.registry, ctx.asker, screen, query)
  const columns = new ColumnRecords(ctx, plan)
  if (!columns.home) throw new E_NOT_FOUND()
  if (what && !columns.can[what]) throw new E_ACCESS_DENIED([what, columns.home.model.labels.many])
  return { screen, query, plan, columns }
}

/** What is wrong with what was asked, in words; null where it is done. */
async function faultOf(ctx: HttpContext, work: () => Promise<void>): Promise<string | null> {
  try {
    await ctx.environment!.savepoint(work)
    return null
  } catch (error) {
    if (!(error instanceof E_INVALID_INPUT)) throw error
    return Object.values(faultTexts(error.faults, ctx.page.t)).join(' ')
  }
}

function done(
  ctx: HttpContext,
  { home }: ColumnRecords,
  query: KanbanQuery,
  said: string,
  isFault: boolean
) {
  const { labels } = home!.model
  const flash = isFault
    ? { kind: 'bad', text: said }
    : {
        kind: 'ok',
        text: ctx.page.t(`ui.kanban.column.${said}`, { record: labels.one }),
        undoHref: undoHref(ctx),
      }
  ctx.session.flash('flash', flash)
  return ctx.response.redirect().toPath(query.href())
}
