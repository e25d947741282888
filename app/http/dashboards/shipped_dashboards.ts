import type { HttpContext } from '@adonisjs/core/http'
import type { Translate } from '../../views/texts.ts'
import type { Dashboard, PlacedTile } from './dashboards.ts'
import { offeredTiles } from './offered_tiles.ts'

/** So many of the offered tiles a person begins with where no module brings a dashboard. */
const SUGGESTED = 12

/** A dashboard that everybody has as it comes: it is nobody's, and its id is its name, `crm.sales`. */
export function shippedDashboards({ registry, asker }: HttpContext): Dashboard[] {
  const offered = offeredTiles(registry, asker)
  return registry.dashboards.dashboards.flatMap(({ name: id, label: name, tiles: names }) => {
    const tiles = names.filter((each) => offered.has(each)).map(placed)
    return tiles.length > 0 ? [{ id, name, isOwn: false, shared: false, tiles, origin: id }] : []
  })
}

/** What somebody sees who has no dashboard: the first that modules bring, or what they offer. */
export function suggested(ctx: HttpContext): Dashboard {
  const [first] = shippedDashboards(ctx)
  if (first) return first
  const tiles = [...offeredTiles(ctx.registry, ctx.asker).keys()].slice(0, SUGGESTED).map(placed)
  const name = ctx.page.t('ui.dashboard.title')
  return { id: '', name, isOwn: false, shared: false, tiles, origin: null }
}

/** Whether it is one that a module brings, as it comes. */
export function isShipped({ id, origin }: Dashboard): boolean {
  return id === origin
}

/** How a copy differs from what it was made from, in sentences; null where it does not. */
export function differenceText(
  copy: Dashboard,
  shipped: Dashboard,
  labelOf: (tile: string) => string | undefined,
  t: Translate
): string {
  const names = (tiles: readonly PlacedTile[]) => tiles.map(({ name }) => name)
  const labels = (tiles: readonly string[], others: readonly string[]) =>
    tiles.flatMap((name) => (others.includes(name) ? [] : (labelOf(name) ?? [])))
  const [own, its] = [names(copy.tiles), names(shipped.tiles)]
  const added = labels(own, its)
  const leftOut = labels(its, own)
  const common = (tiles: readonly PlacedTile[], others: readonly string[]) =>
    JSON.stringify(tiles.filter(({ name }) => others.includes(name)))
  const isRearranged = common(copy.tiles, its) !== common(shipped.tiles, own)
  return [
    t('ui.dashboard.copyOf', { name: shipped.name }),
    ...(added.length > 0 ? [t('ui.dashboard.added', { tiles: added.join(', ') })] : []),
    ...(leftOut.length > 0 ? [t('ui.dashboard.leftOut', { tiles: leftOut.join(', ') })] : []),
    ...(isRearranged ? [t('ui.dashboard.rearranged')] : []),
  ].join(' ')
}

function placed(name: string): PlacedTile {
  return { name, size: 2 }
}
