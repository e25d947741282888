import type { Asker } from '../../environment/scope.ts'
import type { Registry } from '../../modules/registry.ts'
import type { Tile } from '../../views/dashboards/declaration.ts'

/**
 * What the installed modules offer to the asker, by names such as `crm.newContacts`: of records that
 * they may read, by fields that they may see. A tile of anything else does not exist for them.
 */
export function offeredTiles(registry: Registry, asker: Asker): ReadonlyMap<string, Tile> {
  return new Map([...registry.dashboards.tiles].filter(([, tile]) => isFor(registry, asker, tile)))
}

function isFor({ access }: Registry, asker: Asker, tile: Tile): boolean {
  const { model, by, date, measure, detail, order, domain } = tile
  const fields = [
    ...by.map((word) => word.split(':')[0]!),
    ...(date ? [date] : []),
    ...(measure === 'count' ? [] : [measure.split(':')[1]!]),
    ...(detail ? [detail] : []),
    ...(tile.as === 'list' ? [order.split(' ')[0]!] : []),
  ]
  return (
    access.allows(asker, model, 'read') &&
    fields.every((name) => access.allowsField(asker, model, name)) &&
    access.mayAsk(asker, model, domain)
  )
}
