import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../../modules/registry.ts'
import type { PivotTree } from '../../views/pivot/declaration.ts'
import { renderPivotPage } from '../../views/pivot/page.ts'
import type { PivotPage } from '../../views/pivot/types.ts'
import { mayExport } from '../export/may_export.ts'
import { Figures, type Figure } from '../groups/figures.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searchTools, type ScreenSearch } from '../search/search_tools.ts'
import { axisLinks, figureLinks, levelsNamed } from './pivot_links.ts'
import { headsOf, linesOf, type PivotParts } from './pivot_layout.ts'
import { PivotQuery } from './pivot_query.ts'
import { MOST_CELLS, readPivot } from './read_pivot.ts'

/** The records of a screen as a table of figures. */
export class PivotScreen {
  readonly plan: ScreenPlan
  readonly query: PivotQuery
  readonly figures: readonly Figure[]
  #ctx: HttpContext
  #offered: readonly Figure[]

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.plan = screenPlan(ctx.registry, ctx.asker, action)
    this.query = new PivotQuery(ctx.request, this.plan, this.plan.views.get('pivot') as PivotTree)
    const { currency } = ctx.identity!.tenant!
    const figures = new Figures(ctx, this.plan.model, { ...this.#words, currency })
    const known = this.query.measures.flatMap((word) => figures.known(word) ?? [])
    this.figures = known.length > 0 ? known : [figures.count]
    this.#offered = figures.offered
  }

  async render(): Promise<Buffer> {
    const { t } = this.#ctx.page
    const [plan, query] = [this.plan, this.query]
    const search = await searchTools(this.#ctx, plan, query, t)
    const parts = await this.read()
    const page: PivotPage = {
      head: screenHead(this.#ctx, plan, query, t),
      search,
      title: this.title,
      rowMenu: axisLinks(plan, query, 'rows', t),
      columnMenu: axisLinks(plan, query, 'columns', t),
      measures: figureLinks(query, this.#offered, this.figures),
      flipHref: query.with({ rows: query.columns, columns: query.rows.slice(0, 2) }),
      file: mayExport(this.#ctx.asker)
        ? { action: query.fileHref, csrf: this.#ctx.request.csrfToken }
        : null,
      corner: this.corner,
      heads: parts ? headsOf(parts) : [],
      rows: parts ? linesOf(parts) : [],
      instead: this.#instead(parts, search),
    }
    return this.#ctx.page.render(screenPlace(this.#ctx, plan), renderPivotPage(page, t))
  }

  /** The figures with what their lines are made of, or null where they are too many. */
  async read(): Promise<PivotParts | null> {
    const table = await readPivot(this.#ctx, this.plan, this.query, this.figures)
    if (!table) return null
    return {
      query: this.query,
      table,
      figures: this.figures,
      fieldOf: (name) => this.plan.model.allFields[name]!,
      words: { ...this.#words, timeZone: this.#ctx.asker.timeZone },
    }
  }

  get title(): string {
    const { t } = this.#ctx.page
    const measure = this.figures.map(({ label }) => label).join(', ')
    const groups = levelsNamed(this.plan, [...this.query.rows, ...this.query.columns], t)
    return groups ? t('ui.graph.title', { measure, groups }) : measure
  }

  /** What the rows are. */
  get corner(): string {
    return levelsNamed(this.plan, this.query.rows, this.#ctx.page.t)
  }

  #instead(parts: PivotParts | null, search: ScreenSearch): PivotPage['instead'] {
    const { t } = this.#ctx.page
    const { rows, columns } = this.query
    if (!parts) {
      const href = this.query.with(
        columns.length > 0 ? { columns: columns.slice(0, -1) } : { rows: rows.slice(0, -1) }
      )
      return {
        title: t('ui.pivot.tooMany.title', { count: MOST_CELLS }),
        text: t('ui.pivot.tooMany.text'),
        link: { label: t('ui.pivot.tooMany.fewer'), href },
      }
    }
    if (parts.table.rows.length > 0) return null
    return {
      title: t('ui.list.noMatch.title', { records: this.plan.model.labels.many }),
      text: search.noMatchText,
      link: { label: t('ui.list.clearFilters'), href: this.query.unfilteredHref },
    }
  }

  get #words() {
    const { t, formats } = this.#ctx.page
    return { t, formats, language: this.#ctx.asker.language }
  }
}
