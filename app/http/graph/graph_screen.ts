import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { groupsOf, type Group } from '../../models/aggregate.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import type { GraphTree } from '../../views/graph/declaration.ts'
import { renderGraphPage } from '../../views/graph/page.ts'
import type { Chart } from '../../views/graph/types.ts'
import { Figures, type Figure } from '../groups/figures.ts'
import { MOST_SPANS } from '../groups/spans.ts'
import type { Page } from '../page.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searched } from '../search/searched.ts'
import { searchTools } from '../search/search_tools.ts'
import { chartOf } from './graph_chart.ts'
import { measureLinks, optionLinks, typeLinks } from './graph_links.ts'
import { GraphQuery } from './graph_query.ts'

/** More groups than these are not read. */
const MOST_GROUPS = 5_000

/** The records of a screen as a graph: one statement for all groups. */
export class GraphScreen {
  #ctx: HttpContext
  #plan: ScreenPlan
  #page: Page
  #query: GraphQuery
  #figures: Figures
  #records: Records<typeof Model>

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#plan = screenPlan(ctx.registry, ctx.asker, action)
    this.#page = ctx.page
    this.#query = new GraphQuery(
      ctx.request,
      this.#plan,
      this.#plan.views.get('graph') as GraphTree
    )
    this.#records = new Records<typeof Model>(this.#plan.model, ctx.registry.access)
    this.#figures = new Figures(ctx, this.#plan.model, {
      ...this.#words,
      currency: ctx.identity!.tenant!.currency,
    })
  }

  async render(): Promise<Buffer> {
    const { t } = this.#page
    const [plan, query] = [this.#plan, this.#query]
    const figure = this.#figures.find(query.measure)
    const groups = await this.#read(figure)
    const chart = this.#chart(figure, groups.slice(0, MOST_GROUPS))
    const search = await searchTools(this.#ctx, plan, query, t)
    const body = renderGraphPage(
      {
        head: screenHead(this.#ctx, plan, query, t),
        search,
        types: typeLinks(query, t),
        measures: measureLinks(query, this.#figures.offered, figure),
        options: optionLinks(
          query,
          { isSum: figure.isSum, isTime: chart.isTime, series: chart.series.length },
          t
        ),
        chart,
        notes: this.#notes(chart, groups.length),
        noMatch: {
          title: t('ui.list.noMatch.title', { records: plan.model.labels.many }),
          text: search.noMatchText,
          clearHref: query.unfilteredHref,
        },
      },
      t
    )
    return this.#page.render(screenPlace(this.#ctx, plan), body)
  }

  async #read({ measures }: Figure): Promise<Group[]> {
    const groupBy = this.#query.levels
    const asked = await searched(this.#ctx, this.#plan, this.#query)
    const statement = this.#records.aggregate({
      ...asked,
      groupBy,
      measures,
      limit: MOST_GROUPS + 1,
    })
    const [rows] = await this.#ctx.environment!.read([statement])
    return groupsOf(rows!, { groupBy, measures }).filter(({ count }) => count > 0)
  }

  #chart(figure: Figure, groups: Group[]): Chart {
    const query = this.#query
    return chartOf({
      type: query.type,
      stacked: query.stacked,
      cumulated: query.cumulated,
      order: query.order,
      levels: query.levels,
      figure,
      groups,
      fieldOf: (name) => this.#plan.model.allFields[name]!,
      listHref: (domain) => query.listHref(domain),
      words: { ...this.#words, timeZone: this.#ctx.asker.timeZone },
    })
  }

  get #words() {
    const { t, formats } = this.#page
    return { t, formats, language: this.#ctx.asker.language }
  }

  #notes(chart: Chart, found: number): string[] {
    const { t } = this.#page
    return [
      ...(found > MOST_GROUPS ? [t('ui.graph.tooMany', { count: MOST_GROUPS })] : []),
      ...(chart.isTime && chart.points.length >= MOST_SPANS
        ? [t('ui.graph.lastSpans', { count: MOST_SPANS })]
        : []),
    ]
  }
}
