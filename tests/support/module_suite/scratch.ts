import pg from 'pg'
import type { Setup } from '#app/modules/setup'
import { withEmptyDatabase } from '../empty_database.ts'
import { tenantTables, type TenantTableShape } from '../sample_rows.ts'
import type { House } from './aspect.ts'

/** A database built from nothing, and who brought which table. */
export interface Scratch {
  /** Tables that are there before any module. */
  hostTables: ReadonlySet<string>
  /** Tables that each module's migrations made, by the module's name. */
  tablesOf: ReadonlyMap<string, readonly string[]>
  shapes: ReadonlyMap<string, TenantTableShape>
  /** The expression of each generated column, by `<table>.<column>`. */
  generated: ReadonlyMap<string, string>
}

const GENERATED = `select attrelid::regclass || '.' || attname as column,
    pg_get_expr(adbin, adrelid) as text
  from pg_attribute join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attgenerated <> ''`

/**
 * Runs the foundation and then the migrations of each module in an empty database of its own,
 * which is dropped again.
 */
export function buildFromNothing(house: House): Promise<Scratch> {
  return withEmptyDatabase('scratch', async ({ setup, credentials: own }) => {
    await setup.run([], () => {})
    const client = new pg.Client(own.of('owner'))
    await client.connect()
    try {
      return await installAll(house, setup, client)
    } finally {
      await client.end()
    }
  })
}

async function installAll(house: House, setup: Setup, client: pg.Client): Promise<Scratch> {
  const names = async () => (await tenantTables(client)).map(({ name }) => name)
  const hostTables = new Set(await names())
  const tablesOf = new Map<string, string[]>()
  const known = new Set(hostTables)
  for (const module of house) {
    await setup.install(module, () => {})
    const added = (await names()).filter((name) => !known.has(name))
    for (const name of added) known.add(name)
    tablesOf.set(module.name, added)
  }
  const shapes = new Map((await tenantTables(client)).map((shape) => [shape.name, shape]))
  const { rows } = await client.query<{ column: string; text: string }>(GENERATED)
  const generated = new Map(rows.map(({ column, text }) => [column, text]))
  return { hostTables, tablesOf, shapes, generated }
}
