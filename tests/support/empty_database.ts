import app from '@adonisjs/core/services/app'
import emitter from '@adonisjs/core/services/emitter'
import logger from '@adonisjs/core/services/logger'
import { Database } from '@adonisjs/lucid/database'
import pg from 'pg'
import env from '#start/env'
import { credentials } from '#config/database'
import { inEnglish } from '#app/domains/reasons'
import { DatabaseCredentials } from '#app/identity/credentials'
import { Setup } from '#app/modules/setup'

/** A database beside that of the tests, with the same roles. */
export interface EmptyDatabase {
  database: Database
  credentials: DatabaseCredentials
  setup: Setup
}

/** Makes a database, lets `work` use it, and drops it again. */
export async function withEmptyDatabase<T>(
  name: string,
  work: (empty: EmptyDatabase) => Promise<T>
): Promise<T> {
  const own = credentialsOf(name)
  await recreate(own)
  return use(own, work).finally(() => drop(own))
}

/** The same with a copy of a database that setup has made for the shipped modules. */
export async function withSetUpDatabase<T>(
  name: string,
  work: (empty: EmptyDatabase) => Promise<T>
): Promise<T> {
  template ??= makeTemplate()
  const own = credentialsOf(name)
  await recreate(own, await template)
  return use(own, work).finally(() => drop(own))
}

let template: Promise<string> | undefined

/** Sets up a database once in a process, and returns its name. */
async function makeTemplate(): Promise<string> {
  const own = credentialsOf('template')
  await recreate(own)
  const modules = await (await app.container.make('modules')).load()
  const shipped = modules.filter(({ isShipped }) => isShipped)
  const faults = await use(own, ({ setup }) => setup.run(shipped, () => {}))
  if (faults.length > 0) throw new Error(`${faults[0]!.name} ${inEnglish(faults[0]!.reason)}`)
  return own.database
}

function credentialsOf(name: string): DatabaseCredentials {
  return new DatabaseCredentials({
    databaseUrl: withDatabase(env.get('DATABASE_URL'), `${credentials.database}_${name}`),
    appKey: env.get('APP_KEY').release(),
    rolePrefix: credentials.prefix,
  })
}

async function use<T>(
  own: DatabaseCredentials,
  work: (empty: EmptyDatabase) => Promise<T>
): Promise<T> {
  const database = new Database(
    {
      connection: 'owner',
      connections: { owner: { client: 'pg', connection: own.of('owner') } },
    },
    logger as never,
    emitter as never
  )
  try {
    return await work({ database, credentials: own, setup: new Setup(database, own) })
  } finally {
    await database.manager.closeAll()
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function recreate(scratch: DatabaseCredentials, original = 'template1') {
  await drop(scratch)
  const [name, from] = [scratch.database, original].map((each) => pg.escapeIdentifier(each))
  await asAdministrator((client) => client.query(`create database ${name} template ${from}`))
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
