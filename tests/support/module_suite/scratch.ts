import app from '@adonisjs/core/services/app'
import emitter from '@adonisjs/core/services/emitter'
import logger from '@adonisjs/core/services/logger'
import { Database } from '@adonisjs/lucid/database'
import pg from 'pg'
import env from '#start/env'
import { credentials } from '#config/database'
import { DatabaseCredentials } from '#app/identity/credentials'
import { Setup } from '#app/modules/setup'
import { tenantTables, type TenantTableShape } from '../sample_rows.ts'
import type { House } from './aspect.ts'

/** A database built from nothing, and who brought which table. */
export interface Scratch {
  /** Tables that are there before any module. */
  hostTables: ReadonlySet<string>
  /** Tables that each module's migrations made, by the module's name. */
  tablesOf: ReadonlyMap<string, readonly string[]>
  shapes: ReadonlyMap<string, TenantTableShape>
  /** The expression of each table's searchable column. */
  searchTexts: ReadonlyMap<string, string>
}

const SEARCH_TEXTS = `select attrelid::regclass::text as table, pg_get_expr(adbin, adrelid) as text
  from pg_attribute join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attname = 'search_text' and attgenerated <> ''`

/**
 * Runs the foundation and then the migrations of each module in an empty database of its own,
 * which is dropped again.
 */
export async function buildFromNothing(house: House): Promise<Scratch> {
  const scratch = new DatabaseCredentials({
    databaseUrl: withDatabase(env.get('DATABASE_URL'), `${credentials.database}_scratch`),
    appKey: env.get('APP_KEY').release(),
    rolePrefix: credentials.prefix,
  })
  await recreate(scratch)
  const database = new Database(
    {
      connection: 'owner',
      connections: { owner: { client: 'pg', connection: scratch.of('owner') } },
    },
    logger as never,
    emitter as never
  )
  const client = new pg.Client(scratch.of('owner'))
  try {
    const setup = new Setup(database, scratch)
    await setup.run([], () => {})
    await client.connect()
    return await installAll(house, setup, client)
  } finally {
    await client.end()
    await database.manager.closeAll()
    await drop(scratch)
  }
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
  const { rows } = await client.query<{ table: string; text: string }>(SEARCH_TEXTS)
  const searchTexts = new Map(rows.map(({ table, text }) => [table, text]))
  return { hostTables, tablesOf, shapes, searchTexts }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function recreate(scratch: DatabaseCredentials) {
  await drop(scratch)
  await asAdministrator((client) =>
    client.query(`create database ${pg.escapeIdentifier(scratch.database)}`)
  )
}

async function drop(scratch: DatabaseCredentials) {
  if (!app.inTest) throw new Error('Only tests may drop a database')
  await asAdministrator((client) =>
    client.query(`drop database if exists ${pg.escapeIdentifier(scratch.database)} with (force)`)
  )
}

async function asAdministrator(work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ ...credentials.administrator, database: 'postgres' })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
