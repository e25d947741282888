import type { HttpContext } from '@adonisjs/core/http'
import type { Tile } from '../../views/dashboards/declaration.ts'
import { renderDashboard } from '../../views/dashboards/page.ts'
import type { DashboardPage, ShownTile } from '../../views/dashboards/types.ts'
import type { ToolLink } from '../../views/search/types.ts'
import type { Dashboard } from './dashboards.ts'
import { offeredTiles } from './offered_tiles.ts'
import { RANGES, type Range } from './ranges.ts'
import { REPORTS } from '../reports/report_place.ts'
import { isThere, knownReports } from '../reports/known_reports.ts'
import type { Report } from '../reports/reports.ts'
import { isReportTile, reportTile, reportTileName } from './report_tiles.ts'
import { differenceText, isShipped, shippedDashboards } from './shipped_dashboards.ts'
import { questionOf } from './tile_questions.ts'
import { TileRecords, type TileQuestion } from './tile_reader.ts'

/** A page of tiles: all of them read in one round trip, each by statements of its own. */
export class DashboardScreen {
  #ctx: HttpContext
  #all: readonly Dashboard[]
  #shown: Dashboard
  #shipped: readonly Dashboard[]
  #offered: ReadonlyMap<string, Tile>
  /** By the names of their tiles. */
  #reports: ReadonlyMap<string, Report> = new Map()
  #range: Range
  #isEdited: boolean

  constructor(ctx: HttpContext, all: readonly Dashboard[], shown: Dashboard) {
    const given = ctx.request.qs() as Record<string, unknown>
    this.#ctx = ctx
    this.#all = all
    this.#shown = shown
    this.#shipped = shippedDashboards(ctx)
    this.#offered = offeredTiles(ctx.registry, ctx.asker)
    this.#range = RANGES.find((range) => range === given.range) ?? 'this_month'
    this.#isEdited = given.edit === '1' && shown.isOwn
  }

  async render(): Promise<Buffer> {
    const { t } = this.#ctx.page
    const shown = this.#shown
    const title = shown.name
    await this.#readReports()
    const state: DashboardPage = {
      title,
      href: this.#href(),
      range: t(`ui.dashboard.ranges.${this.#range}`),
      ranges: this.#ranges(),
      others: this.#others(),
      tiles: await this.#tiles(),
      note: this.#note(),
      createAction: '/dashboards',
      copied: isShipped(shown) ? shown.id : null,
      edit: this.#edit(),
      editHref: shown.isOwn ? this.#href(this.#isEdited ? {} : { edit: '1' }) : null,
      csrf: this.#ctx.request.csrfToken,
    }
    const crumbs = [
      { label: t('ui.home.title'), href: '/' },
      { label: title, href: null },
    ]
    return this.#ctx.page.render({ title, crumbs }, renderDashboard(state, t))
  }

  #href(parts: Record<string, string> = {}): string {
    const query = new URLSearchParams({ range: this.#range, ...parts })
    if (query.get('range') === 'this_month') query.delete('range')
    const path = this.#shown.id ? `/dashboards/${this.#shown.id}` : '/dashboards'
    return query.size > 0 ? `${path}?${query}` : path
  }

  #ranges(): ToolLink[] {
    const edit: Record<string, string> = this.#isEdited ? { edit: '1' } : {}
    return RANGES.map((range) => ({
      label: this.#ctx.page.t(`ui.dashboard.ranges.${range}`),
      active: range === this.#range,
      href: this.#href({ range, ...edit }),
    }))
  }

  #others(): ToolLink[] {
    const { t } = this.#ctx.page
    const link = (group: string) => {
      const title = t(`ui.dashboard.${group}`)
      return ({ id, name }: Dashboard): ToolLink => ({
        label: name,
        active: id === this.#shown.id,
        href: `/dashboards/${id}`,
        group: title,
      })
    }
    const own = this.#all.filter(({ isOwn }) => isOwn)
    return [
      ...own.map(link('mine')),
      ...this.#all.filter(({ isOwn }) => !isOwn).map(link('ofOthers')),
      ...this.#shipped
        .filter(({ id }) => !own.some(({ origin }) => origin === id))
        .map(link('ofApps')),
    ]
  }

  #note(): string | null {
    const { t } = this.#ctx.page
    const shown = this.#shown
    if (isShipped(shown)) return t('ui.dashboard.asItComes')
    if (!shown.isOwn) return t(shown.id ? 'ui.dashboard.notYours' : 'ui.dashboard.suggested')
    const shipped = this.#shipped.find(({ id }) => id === shown.origin)
    return shipped ? differenceText(shown, shipped, (name) => this.#labelOf(name), t) : null
  }

  #edit(): DashboardPage['edit'] {
    if (!this.#isEdited) return null
    const { id, name, shared, tiles, origin } = this.#shown
    const isCopy = this.#shipped.some((each) => each.id === origin)
    const { t } = this.#ctx.page
    const reports = [...this.#reports].filter(([, report]) => isThere(this.#ctx, report))
    const offered = [
      ...[...this.#offered].map(([key, { label }]) => ({ name: key, label })),
      ...reports.map(([key, report]) => ({
        name: key,
        label: t('ui.dashboard.report', { name: report.name }),
      })),
    ].filter(({ name: key }) => !tiles.some((tile) => tile.name === key))
    return { action: `/dashboards/${id}`, name, shared, isCopy, offered }
  }

  /** Only where one of them is shown, or could be. */
  async #readReports() {
    if (!this.#isEdited && !this.#shown.tiles.some(({ name }) => isReportTile(name))) return
    const all = await knownReports(this.#ctx)
    this.#reports = new Map(all.map((report) => [reportTileName(report), report]))
  }

  #labelOf(name: string): string | undefined {
    return this.#offered.get(name)?.label ?? this.#reports.get(name)?.name
  }

  async #tiles(): Promise<ShownTile[]> {
    const asked: (Omit<ShownTile, 'content'> & { question: TileQuestion })[] = []
    for (const { name, size } of this.#shown.tiles) {
      const question = await this.#questionOf(name)
      if (!question) continue
      const report = this.#reports.get(name)
      const label = this.#labelOf(name) ?? this.#ctx.page.t('ui.dashboard.noReport')
      asked.push({ name, size, label, href: report && `${REPORTS}/${report.id}`, question })
    }
    const statements = asked.flatMap(({ question }) => question.statements)
    const answers = statements.length > 0 ? await this.#ctx.environment!.read(statements) : []
    let at = 0
    return asked.map(({ question, ...tile }) => {
      const own = answers.slice(at, (at += question.statements.length))
      return { ...tile, content: question.content(own) }
    })
  }

  /** What a tile asks; null for one that is not offered to the asker. */
  async #questionOf(name: string): Promise<TileQuestion | null> {
    if (isReportTile(name)) return reportTile(this.#ctx, this.#reports.get(name), this.#range)
    const tile = this.#offered.get(name)
    return tile ? questionOf(new TileRecords(this.#ctx, tile, this.#range)) : null
  }
}
