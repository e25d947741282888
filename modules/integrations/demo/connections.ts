import type { DemoTenant } from '#addon'
import { Connection } from '../models/connection.ts'

/** GoHighLevel's ids of the demo locations. */
const externalIds = { North: 'loc_demo_north', South: 'loc_demo_south' }

/** Connects the demo locations, and reports the address at which each takes events. */
export default async function connections(demo: DemoTenant) {
  for (const [location, externalId] of Object.entries(externalIds)) {
    const locationId = demo.locations.get(location)
    if (!locationId) continue
    const connection = await Connection.connect('ghl', externalId, locationId)
    if (connection.active) demo.webhook(location, connection.address!)
  }
}
