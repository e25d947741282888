import pg from 'pg'
import { LIST } from './bare_statements.ts'
import { locationOf } from './expected.ts'
import type { House } from './house.ts'
import { median } from './load.ts'
import { figureRow, type Row } from './rows.ts'

const WARM_UP = 50
const TIMES = 400

/**
 * What row-level security itself costs: the statement of the list as the runtime role with its
 * policies, divided by the same statement as a superuser, whom no policy concerns.
 */
export async function policyCost(house: House): Promise<Row[]> {
  const { id } = await locationOf(house, 'third@load1.test')
  return [
    figureRow('Policies, list of all locations', await ratio(house, '*'), '× without', {}),
    figureRow('Policies, list of one location', await ratio(house, `{${id}}`), '× without', {}),
  ]
}

async function ratio(house: House, locations: string): Promise<number> {
  const free = new pg.Client({ connectionString: house.cluster.url(house.database) })
  const runtime = new pg.Client(house.runtime)
  await Promise.all([free.connect(), runtime.connect()])
  try {
    await runtime.query(
      `select set_config('app.tenant_id', $1, false), set_config('app.user_id', '', false),
         set_config('app.locations', $2, false)`,
      [house.tenant, locations]
    )
    const ratios: number[] = []
    for (let turn = -WARM_UP; turn < TIMES; turn++) {
      const without = await timed(free, house.tenant)
      const withPolicies = await timed(runtime, house.tenant)
      if (turn >= 0) ratios.push(withPolicies / without)
    }
    return median(ratios)
  } finally {
    await Promise.all([free.end(), runtime.end()])
  }
}

async function timed(client: pg.Client, tenant: string): Promise<number> {
  const began = performance.now()
  await client.query({ name: 'list', text: LIST, values: [tenant] })
  return performance.now() - began
}
