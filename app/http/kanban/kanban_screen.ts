import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Tone } from '../../domains/fields.ts'
import type { Action } from '../../modules/registry.ts'
import { renderKanban } from '../../views/kanban/board.ts'
import type { KanbanColumn, KanbanPage, KanbanProgress } from '../../views/kanban/types.ts'
import type { SearchTools } from '../../views/search/types.ts'
import { OUT_OF_SIGHT } from '../../models/by_column.ts'
import { groupLabel } from '../groups/group_label.ts'
import { moneyFormat } from '../money.ts'
import type { Page } from '../page.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searchTools } from '../search/search_tools.ts'
import { boardColumns, figuresOf, isNamed, type BoardColumn } from './board_columns.ts'
import { readBoard, type BoardData } from './board_data.ts'
import { cardWriter } from './card_writer.ts'
import { ColumnRecords } from './column_records.ts'
import { kanbanPlan, type KanbanPlan } from './kanban_plan.ts'
import { COLUMN_SIZE, KanbanQuery, MOST_COLUMNS } from './kanban_query.ts'
import { Places } from './place.ts'
import { quickCreate } from './quick_fields.ts'

/** The records of a screen as a board. */
export class KanbanScreen {
  #ctx: HttpContext
  #screen: ScreenPlan
  #page: Page
  #query: KanbanQuery
  #plan: KanbanPlan
  #money: (value: number) => string
  #columns: ColumnRecords

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#screen = screenPlan(ctx.registry, ctx.asker, action)
    this.#page = ctx.page
    this.#query = new KanbanQuery(ctx.request, this.#screen)
    this.#plan = kanbanPlan(ctx.registry, ctx.asker, this.#screen, this.#query)
    this.#columns = new ColumnRecords(ctx, this.#plan)
    const { currency } = ctx.identity!.tenant!
    this.#money = moneyFormat(this.#page.formats, currency, ctx.asker.language)
  }

  async render(): Promise<Buffer> {
    const data = await readBoard(this.#ctx, this.#screen, this.#plan, this.#query)
    const search = await searchTools(this.#ctx, this.#screen, this.#query, this.#page.t)
    const body = renderKanban(this.#content(data, search), this.#page.t)
    return this.#page.render(screenPlace(this.#ctx, this.#screen), body)
  }

  #content(data: BoardData, search: SearchTools): KanbanPage {
    const { t } = this.#page
    const { model, field } = this.#plan
    const columns = boardColumns(this.#plan, data)
    const { count, sum } = figuresOf(this.#plan, data.groups)
    const { canMove } = new Places(this.#ctx, this.#screen, this.#plan, this.#query)
    const write = this.#writer(canMove.between || canMove.within)
    const head = screenHead(this.#ctx, this.#screen, this.#query, t)
    const quick = quickCreate(this.#ctx, this.#screen, this.#plan, this.#query)
    return {
      ...head,
      search,
      label: t('ui.kanban.board', { records: this.#screen.label, field: field.options.label }),
      total: t('ui.kanban.total', { count: this.#number(count), records: wordFor(model, count) }),
      sum: this.#sum(sum),
      pager: this.#pager(data),
      columns: columns.map((column) => this.#column(column, write(column))),
      legend: this.#legend(columns),
      canMove,
      fixed: canMove.between ? null : t('ui.kanban.fixed', { field: field.options.label }),
      choices: this.#choices(columns),
      csrf: this.#ctx.request.csrfToken,
      quickCreate: quick && { ...quick, label: head.newLabel },
      newColumn: this.#newColumn(),
      columnsAction: this.#columns.can.reorder ? this.#query.columnHref(':column', 'PUT') : null,
    }
  }

  /** Which columns of how many are shown, and the way to the others; null where these are all. */
  #pager({ targets, hasMore }: BoardData): KanbanPage['pager'] {
    const { page } = this.#query
    if (page === 1 && !hasMore) return null
    const before = (page - 1) * MOST_COLUMNS
    const to = this.#number(before + targets.length)
    return {
      from: this.#number(before + 1),
      to,
      total: hasMore ? `${to}+` : to,
      previousHref: page > 1 ? this.#query.pageHref(page - 1) : null,
      nextHref: hasMore ? this.#query.pageHref(page + 1) : null,
    }
  }

  /** Writes the cards of a column. */
  #writer(isMovable: boolean) {
    const query = this.#query
    return cardWriter(this.#ctx, this.#plan, {
      href: this.#screen.href,
      page: this.#page,
      money: this.#money,
      placeHref: isMovable ? (id) => query.placeHref(id) : null,
    })
  }

  /** Cards are put into columns that stand for something, and not into archived ones. */
  #choices(columns: readonly BoardColumn[]) {
    return columns
      .filter((column) => isNamed(column) && !column.isArchived)
      .map(({ key, title }) => ({ key, label: title ?? '' }))
  }

  #column(column: BoardColumn, cards: string): KanbanColumn {
    const { t, formats } = this.#page
    const { model, by, field } = this.#plan
    const left = column.count - column.cards.length
    const key = { value: column.key || null, title: column.title }
    const words = { t, formats, language: this.#ctx.asker.language }
    return {
      key: column.key,
      label:
        column.key === OUT_OF_SIGHT
          ? t('ui.form.outOfSight')
          : groupLabel(field, { name: by }, key, words),
      isNamed: isNamed(column),
      count: this.#number(column.count),
      sum: this.#sum(column.sum),
      isFolded: column.isFolded,
      progress: this.#progress(column),
      cards,
      empty: t('ui.kanban.empty', { records: model.labels.many }),
      editHref: this.#editHref(column),
      more:
        left > 0
          ? {
              label: t('ui.kanban.more', { count: this.#number(Math.min(left, COLUMN_SIZE)) }),
              href: this.#query.moreHref(column.key),
            }
          : null,
    }
  }

  /** Where a column is changed: on a page of the board, or else on the form of its record. */
  #editHref(column: BoardColumn): string | null {
    const { home, can } = this.#columns
    if (!isNamed(column) || !home) return null
    const { key, isArchived } = column
    if (!isArchived && (can.rename || can.reorder || can.archive)) {
      return this.#query.columnHref(key)
    }
    const mayWrite = new Records(home.model, this.#ctx.registry.access).allows('write')
    return mayWrite ? `${home.href}/${key}` : null
  }

  #newColumn(): KanbanPage['newColumn'] {
    const { home, can } = this.#columns
    if (!home || !new Records(home.model, this.#ctx.registry.access).allows('create')) return null
    const label = this.#page.t('ui.list.new', { record: home.model.labels.one })
    const action = can.create ? this.#query.columnHref(null) : null
    return { label, href: `${home.href}/new`, action }
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
    const words = parts.map(
      ({ label, percent }) => `${label} ${this.#page.formats.percent(percent / 100, 0)}`
    )
    return { label: `${options.label}: ${words.join(', ') || '–'}`, parts }
  }

  /** The states that occur on the board. */
  #legend(columns: readonly BoardColumn[]): KanbanPage['legend'] {
    const { progress, model } = this.#plan
    if (!progress) return []
    const { options = {}, tones = {} } = model.allFields[progress]!.options
    return Object.entries(options)
      .filter(([key]) => columns.some(({ states }) => states.has(key)))
      .map(([key, label]) => ({ label, tone: `tone--${toneOf(tones[key])}` }))
  }
}

function toneOf(tone: Tone | undefined): Tone {
  return tone ?? 'idle'
}

function wordFor({ labels }: KanbanPlan['model'], count: number): string {
  return count === 1 ? labels.one : labels.many
}
