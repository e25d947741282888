import type { HttpContext } from '@adonisjs/core/http'
import type { Tile } from '../../views/dashboards/declaration.ts'
import { renderDashboard } from '../../views/dashboards/page.ts'
import type { DashboardPage, ShownTile } from '../../views/dashboards/types.ts'
import type { ToolLink } from '../../views/search/types.ts'
import type { Dashboard, PlacedTile } from './dashboards.ts'
import { offeredTiles } from './offered_tiles.ts'
import { RANGES, type Range } from './ranges.ts'
import { questionOf } from './tile_questions.ts'
import { TileRecords } from './tile_reader.ts'

/** So many of the offered tiles a person begins with. */
const SUGGESTED = 12

/** What somebody sees who has no dashboard: the first of what modules offer. */
export function suggestedTiles(ctx: HttpContext): PlacedTile[] {
  const names = [...offeredTiles(ctx.registry, ctx.asker).keys()].slice(0, SUGGESTED)
  return names.map((name) => ({ name, size: 2 }))
}

/** A page of tiles: all of them read in one round trip, each by statements of its own. */
export class DashboardScreen {
  #ctx: HttpContext
  #all: readonly Dashboard[]
  #shown: Dashboard | null
  #offered: ReadonlyMap<string, Tile>
  #range: Range
  #isEdited: boolean

  constructor(ctx: HttpContext, all: readonly Dashboard[], shown: Dashboard | null) {
    const given = ctx.request.qs() as Record<string, unknown>
    this.#ctx = ctx
    this.#all = all
    this.#shown = shown
    this.#offered = offeredTiles(ctx.registry, ctx.asker)
    this.#range = RANGES.find((range) => range === given.range) ?? 'this_month'
    this.#isEdited = given.edit === '1' && shown?.isOwn === true
  }

  async render(): Promise<Buffer> {
    const { t } = this.#ctx.page
    const shown = this.#shown
    const title = shown?.name ?? t('ui.dashboard.title')
    const state: DashboardPage = {
      title,
      href: this.#href(),
      range: t(`ui.dashboard.ranges.${this.#range}`),
      ranges: this.#ranges(),
      others: this.#others(),
      tiles: await this.#tiles(),
      note: this.#note(),
      createAction: '/dashboards',
      edit: this.#edit(),
      editHref: shown?.isOwn ? this.#href(this.#isEdited ? {} : { edit: '1' }) : null,
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
    const path = this.#shown ? `/dashboards/${this.#shown.id}` : '/dashboards'
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
    return this.#all.map(({ id, name, isOwn }) => ({
      label: name,
      active: id === this.#shown?.id,
      href: `/dashboards/${id}`,
      group: t(isOwn ? 'ui.dashboard.mine' : 'ui.dashboard.ofOthers'),
    }))
  }

  #note(): string | null {
    const { t } = this.#ctx.page
    if (!this.#shown) return t('ui.dashboard.suggested')
    return this.#shown.isOwn ? null : t('ui.dashboard.notYours')
  }

  #edit(): DashboardPage['edit'] {
    if (!this.#isEdited) return null
    const { id, name, shared, tiles } = this.#shown!
    const offered = [...this.#offered]
      .filter(([key]) => !tiles.some((tile) => tile.name === key))
      .map(([key, { label }]) => ({ name: key, label }))
    return { action: `/dashboards/${id}`, name, shared, offered }
  }

  async #tiles(): Promise<ShownTile[]> {
    const placed = this.#shown?.tiles ?? suggestedTiles(this.#ctx)
    const asked = placed.flatMap(({ name, size }) => {
      const tile = this.#offered.get(name)
      if (!tile) return []
      const question = questionOf(new TileRecords(this.#ctx, tile, this.#range))
      return [{ name, size, label: tile.label, question }]
    })
    const statements = asked.flatMap(({ question }) => question.statements)
    const answers = statements.length > 0 ? await this.#ctx.environment!.read(statements) : []
    let at = 0
    return asked.map(({ question, ...tile }) => {
      const own = answers.slice(at, (at += question.statements.length))
      return { ...tile, content: question.content(own) }
    })
  }
}
