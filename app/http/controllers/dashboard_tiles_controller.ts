import type { HttpContext } from '@adonisjs/core/http'
import {
  Dashboards,
  MOST_TILES,
  type Dashboard,
  type PlacedTile,
} from '../dashboards/dashboards.ts'
import { offeredTiles } from '../dashboards/offered_tiles.ts'
import { isReportTile, reportTileName } from '../dashboards/report_tiles.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { isThere, knownReports } from '../reports/known_reports.ts'
import type { Tile } from '../../views/dashboards/declaration.ts'

/** The tiles of a dashboard: added, moved, resized and taken out by whom it belongs to. */
export default class DashboardTilesController {
  async store(ctx: HttpContext) {
    const name = String((ctx.request.body() as Record<string, unknown>).tile)
    if (!(await isOffered(ctx, name))) throw new E_NOT_FOUND()
    return this.#change(ctx, (tiles) => {
      const isPlaced = tiles.some((tile) => tile.name === name)
      return isPlaced || tiles.length >= MOST_TILES ? tiles : [...tiles, { name, size: 2 }]
    })
  }

  update(ctx: HttpContext) {
    const { move, size } = ctx.request.body() as Record<string, unknown>
    const offered = offeredTiles(ctx.registry, ctx.asker)
    return this.#change(ctx, (tiles, at) => {
      if (size) return tiles.with(at, { ...tiles[at]!, size: sizeOf(size) })
      return moved(tiles, at, move === '-1' ? -1 : 1, ({ name }) => rowOf(name, offered))
    })
  }

  destroy(ctx: HttpContext) {
    return this.#change(ctx, (tiles, at) => tiles.toSpliced(at, 1))
  }

  async #change(
    ctx: HttpContext,
    change: (tiles: PlacedTile[], at: number) => PlacedTile[]
  ): Promise<void> {
    const dashboards = new Dashboards()
    const dashboard = await dashboards.own(String(ctx.params.id))
    if (!dashboard) throw new E_NOT_FOUND()
    const tiles = change(dashboard.tiles, placeOf(dashboard, ctx.params.name))
    await dashboards.update({ ...dashboard, tiles })
    ctx.response.redirect().toPath(`/dashboards/${dashboard.id}?edit=1`)
  }
}

/** Throws E_NOT_FOUND for a tile that is not there. */
function placeOf({ tiles }: Dashboard, name: unknown): number {
  if (name === undefined) return tiles.length
  const at = tiles.findIndex((tile) => tile.name === name)
  if (at === -1) throw new E_NOT_FOUND()
  return at
}

async function isOffered(ctx: HttpContext, name: string): Promise<boolean> {
  if (!isReportTile(name)) return offeredTiles(ctx.registry, ctx.asker).has(name)
  const report = (await knownReports(ctx)).find((each) => reportTileName(each) === name)
  return report !== undefined && isThere(ctx, report)
}

/** Figures stand among each other, all else below them; what the asker may not see, nowhere. */
function rowOf(name: string, offered: ReadonlyMap<string, Tile>): 'figures' | 'panels' | null {
  if (isReportTile(name)) return 'panels'
  const tile = offered.get(name)
  if (!tile) return null
  return tile.as === 'figure' ? 'figures' : 'panels'
}

/** The tile in the place of the next one before or after it that stands in the same row. */
function moved(
  tiles: PlacedTile[],
  at: number,
  step: 1 | -1,
  row: (tile: PlacedTile) => ReturnType<typeof rowOf>
): PlacedTile[] {
  for (let to = at + step; tiles[to]; to += step) {
    if (row(tiles[to]!) === row(tiles[at]!)) {
      return tiles.with(at, tiles[to]!).with(to, tiles[at]!)
    }
  }
  return tiles
}

function sizeOf(given: unknown): PlacedTile['size'] {
  return given === '1' ? 1 : given === '3' ? 3 : 2
}
