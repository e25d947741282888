import type { ApplicationService } from '@adonisjs/core/types'
import pg from 'pg'
import { credentials } from '#config/database'
import { inEnglish } from '#app/domains/reasons'
import { Setup } from '#app/modules/setup'

/** Makes the test database anew and brings it up to date, as `node ace setup` would. */
export async function prepareDatabase(app: ApplicationService) {
  await recreateDatabase()
  const modules = await app.container.make('modules')
  const database = await app.container.make('lucid.db')
  const sound = await modules.load()
  const [fault] = await new Setup(database, credentials).run(sound, () => {})
  if (fault) throw new Error(`Module ${fault.name} ${inEnglish(fault.reason)}`)
  const others = sound.filter(({ isShipped }) => !isShipped)
  if (others.length > 0) {
    const operator = await app.container.make('operator')
    await operator.perform(
      others.map(({ manifest }) => ({ kind: 'install', module: manifest.name }))
    )
  }
  await modules.open()
}

/**
 * The tests drop the database that they are given, so only one whose name says that it is theirs
 * may be given to them. Throws otherwise.
 */
export function assertTestDatabase(name: string) {
  if (/_test$/.test(name)) return
  throw new Error(
    `The tests would drop the database "${name}". They use only one whose name ends in _test; ` +
      '"npm test" makes one of its own.'
  )
}

async function recreateDatabase() {
  assertTestDatabase(credentials.database)
  const administrator = credentials.administrator
  const client = new pg.Client({ ...administrator, database: 'postgres' })
  await client.connect()
  const name = pg.escapeIdentifier(credentials.database)
  await client.query(`drop database if exists ${name} with (force)`)
  await client.query(`create database ${name}`)
  await client.end()
}
