import type { HttpContext } from '@adonisjs/core/http'
import type { NextActivity } from '../../models/activities.ts'
import type { Action } from '../../modules/registry.ts'
import type { ActivityTree } from '../../views/activity_matrix/declaration.ts'
import { renderActivityMatrix } from '../../views/activity_matrix/page.ts'
import type { MatrixCell, MatrixPage, MatrixRow } from '../../views/activity_matrix/types.ts'
import { activityState, todayOf } from '../activities/activity_card.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { SearchQuery } from '../search/search_query.ts'
import { searchTools, type ScreenSearch } from '../search/search_tools.ts'
import { rowInWords } from '../value_words.ts'
import { MOST_RECORDS, readMatrix, type Matrix } from './read_matrix.ts'

type Row = Record<string, unknown>

const tones = { overdue: 'bad', today: 'warn', planned: 'ok' } as const

/** The records of a screen against the types of activities. */
export class ActivityMatrixScreen {
  #ctx: HttpContext
  #plan: ScreenPlan
  #query: SearchQuery
  #detail: string | null

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#plan = screenPlan(ctx.registry, ctx.asker, action)
    this.#query = new SearchQuery(ctx.request, this.#plan)
    const { detail } = this.#plan.views.get('activity') as ActivityTree
    const shows = detail && ctx.registry.access.allowsField(ctx.asker, action.model, detail)
    this.#detail = shows ? detail : null
  }

  async render(): Promise<Buffer> {
    const { page } = this.#ctx
    const matrix = await readMatrix(this.#ctx, this.#plan, this.#query, this.#detail)
    const search = await searchTools(this.#ctx, this.#plan, this.#query, page.t)
    const body = renderActivityMatrix(this.#content(matrix, search), page.t)
    return page.render(screenPlace(this.#ctx, this.#plan), body)
  }

  #content(matrix: Matrix, search: ScreenSearch): MatrixPage {
    const { t } = this.#ctx.page
    const { model, label } = this.#plan
    return {
      ...screenHead(this.#ctx, this.#plan, this.#query, t),
      search,
      label: t('ui.matrix.label', { records: label }),
      records: label,
      types: matrix.types.map(({ type, symbol }) => ({ label: type, symbol })),
      rows: matrix.rows.map((row) => this.#row(row, matrix)),
      more: matrix.isMore ? t('ui.matrix.more', { count: MOST_RECORDS }) : null,
      noMatch: {
        title: t('ui.list.noMatch.title', { records: model.labels.many }),
        text: search.noMatchText,
        clearHref: this.#query.unfilteredHref,
      },
    }
  }

  #row(row: Row, { types, next }: Matrix): MatrixRow {
    const { model, href } = this.#plan
    const title = String(row[model.titleField] ?? '') || '–'
    const here = `${href}/${String(row.id)}`
    const planned = next.get(String(row.id)) ?? []
    return {
      title,
      href: here,
      detail: this.#detailOf(row),
      cells: types.map((type) => {
        const found = planned.find(({ typeId }) => typeId === type.typeId)
        return this.#cell(type, title, here, found)
      }),
    }
  }

  #cell(
    { typeId, type: name }: Matrix['types'][number],
    title: string,
    here: string,
    next?: NextActivity
  ): MatrixCell {
    const { t, formats } = this.#ctx.page
    const back = this.#query.href()
    const cell = {
      planHref: `${here}/activities/new?${new URLSearchParams({ type: typeId, back })}`,
      planLabel: t('ui.matrix.plan', { kind: name, record: title }),
    }
    if (!next) return { ...cell, next: null }
    const state = activityState(next.dueOn, todayOf(this.#ctx))
    const day = formats.date(next.dueOn)
    const due = t(`ui.activity.due.${state}`, { day })
    return {
      ...cell,
      next: {
        href: `${here}/activities/${next.id}/edit?${new URLSearchParams({ back })}`,
        tone: tones[state],
        day,
        label: `${name}, ${title}: ${next.summary}. ${due}`,
        further: next.count > 1 ? `+${formats.number(next.count - 1)}` : '',
      },
    }
  }

  #detailOf(row: Row): string {
    const name = this.#detail
    if (!name) return ''
    return rowInWords(this.#plan.model.allFields[name]!, name, row, this.#ctx.page)
  }
}
