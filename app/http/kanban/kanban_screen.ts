import type { HttpContext } from '@adonisjs/core/http'
import type { Tone } from '../../domains/fields.ts'
import type { Action } from '../../modules/registry.ts'
import { renderKanban } from '../../views/kanban/board.ts'
import type { KanbanColumn, KanbanPage, KanbanProgress } from '../../views/kanban/types.ts'
import type { SearchTools } from '../../views/search/types.ts'
import { groupLabel } from '../groups/group_label.ts'
import { moneyFormat } from '../money.ts'
import { Page } from '../page.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searchTools } from '../search/search_tools.ts'
import { boardColumns, type BoardColumn } from './board_columns.ts'
import { readBoard } from './board_data.ts'
import { cardWriter } from './card_writer.ts'
import { kanbanPlan, type KanbanPlan } from './kanban_plan.ts'
import { COLUMN_SIZE, KanbanQuery } from './kanban_query.ts'

/** The records of a screen as a board. */
export class KanbanScreen {
  #ctx: HttpContext
  #screen: ScreenPlan
  #page: Page
  #query: KanbanQuery
  #plan: KanbanPlan
  #money: (value: number) => string

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#screen = screenPlan(ctx.registry, ctx.asker, action)
    this.#page = new Page(ctx)
    this.#query = new KanbanQuery(ctx.request, this.#screen)
    this.#plan = kanbanPlan(ctx.registry, ctx.asker, this.#screen, this.#query)
    const { currency } = ctx.identity!.tenant!
    this.#money = moneyFormat(this.#page.formats, currency, ctx.asker.language)
  }

  async render(): Promise<Buffer> {
    const data = await readBoard(this.#ctx, this.#screen, this.#plan, this.#query)
    const columns = boardColumns(this.#plan, data)
    const search = await searchTools(this.#ctx, this.#screen, this.#query, this.#page.t)
    const body = renderKanban(this.#content(columns, search), this.#page.t)
    return this.#page.render(screenPlace(this.#ctx, this.#screen), body)
  }

  #content(columns: readonly BoardColumn[], search: SearchTools): KanbanPage {
    const { t } = this.#page
    const { model, field } = this.#plan
    const count = columns.reduce((total, column) => total + column.count, 0)
    const sum = columns.reduce((total, column) => total + column.sum, 0)
    const write = cardWriter(this.#ctx, this.#plan, this.#screen.href, this.#page, this.#money)
    return {
      ...screenHead(this.#ctx, this.#screen, this.#query, t),
      search,
      label: t('ui.kanban.board', { records: this.#screen.label, field: field.options.label }),
      total: t('ui.kanban.total', { count: this.#number(count), records: wordFor(model, count) }),
      sum: this.#sum(sum),
      columns: columns.map((column) => this.#column(column, write(column))),
      legend: this.#legend(columns),
    }
  }

  #column(column: BoardColumn, cards: string): KanbanColumn {
    const { t, formats } = this.#page
    const { model, by, field } = this.#plan
    const left = column.count - column.cards.length
    const key = { value: column.key || null, title: column.title }
    const words = { t, formats, language: this.#ctx.asker.language }
    return {
      key: column.key,
      label: groupLabel(field, { name: by }, key, words),
      count: this.#number(column.count),
      sum: this.#sum(column.sum),
      isFolded: column.isFolded,
      progress: this.#progress(column),
      cards,
      empty: t('ui.kanban.empty', { records: model.label.many }),
      more:
        left > 0
          ? {
              label: t('ui.kanban.more', { count: this.#number(Math.min(left, COLUMN_SIZE)) }),
              href: this.#query.moreHref(column.key),
            }
          : null,
    }
  }

  #sum(value: number): string | null {
    const { sum, model } = this.#plan
    if (!sum) return null
    return model.allFields[sum]!.kind === 'money' ? this.#money(value) : this.#number(value)
  }

  #number(value: number): string {
    return this.#page.formats.number(value)
  }

  #progress({ states, count }: BoardColumn): KanbanProgress | null {
    const { progress, model } = this.#plan
    if (!progress) return null
    const { options } = model.allFields[progress]!
    const parts = Object.entries(options.options ?? {}).flatMap(([key, label]) => {
      const share = states.get(key) ?? 0
      if (share === 0) return []
      return [{ label, tone: toneOf(options.tones?.[key]), percent: (share / count) * 100 }]
    })
    const words = parts.map(({ label, percent }) => `${label} ${this.#number(percent)} %`)
    return { label: `${options.label}: ${words.join(', ') || '–'}`, parts }
  }

  /** The states that occur on the board. */
  #legend(columns: readonly BoardColumn[]): KanbanPage['legend'] {
    const { progress, model } = this.#plan
    if (!progress) return []
    const { options = {}, tones = {} } = model.allFields[progress]!.options
    return Object.entries(options)
      .filter(([key]) => columns.some(({ states }) => states.has(key)))
      .map(([key, label]) => ({ label, tone: toneOf(tones[key]) }))
  }
}

function toneOf(tone: Tone | undefined): Tone {
  return tone ?? 'idle'
}

function wordFor({ label }: KanbanPlan['model'], count: number): string {
  return count === 1 ? label.one : label.many
}
