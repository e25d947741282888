import type { Tile } from '../views/dashboards/declaration.ts'
import type { AppliedExtensions } from './applied_extensions.ts'
import type { LoadedModule } from './loader.ts'
import type { Terms } from './terms.ts'

/** A dashboard that modules bring: one declares it, others may have added to it. */
export interface ShippedDashboard {
  /** Its module and its own name: `crm.sales`. */
  name: string
  label: string
  /** Names of its tiles in their order. */
  tiles: readonly string[]
}

/** What the modules of a registry offer for dashboards, in one language. */
export interface DashboardOffer {
  /** By names such as `crm.newContacts`. */
  tiles: ReadonlyMap<string, Tile>
  dashboards: readonly ShippedDashboard[]
}

/** Gathers the dashboards of modules with their extensions, and the tiles that they offer alone. */
export function dashboardOffer(
  modules: readonly LoadedModule[],
  extensions: AppliedExtensions,
  terms: Terms | null
): DashboardOffer {
  const tiles = new Map<string, Tile>()
  const read = (by: string, label: string) => (terms ? terms.of(by)(label) : label)
  const offer = (by: string, name: string, tile: Tile) => {
    tiles.set(`${by}.${name}`, { ...tile, label: read(by, tile.label) })
    return `${by}.${name}`
  }
  const dashboards = modules.flatMap((module) =>
    Object.entries(module.dashboards).map(([name, dashboard]): ShippedDashboard => ({
      name: `${module.name}.${name}`,
      label: read(module.name, dashboard.label),
      tiles: extensions
        .tilesOf(module.name, dashboard)
        .map(({ by, tile }) => offer(by, tile.name, tile)),
    }))
  )
  for (const module of modules) {
    for (const [name, tile] of Object.entries(module.tiles)) offer(module.name, name, tile)
  }
  return { tiles, dashboards }
}
