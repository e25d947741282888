import { AppFactory } from '@adonisjs/core/factories/app'
import { EmitterFactory } from '@adonisjs/core/factories/events'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { ScopedDatabase } from '#app/environment/scoped_database'
import { Environment } from '#app/environment/environment'
import { systemAsker, type Scope } from '#app/environment/scope'
import type { RunIn } from '#app/jobs/job_runner'
import { credentials, tenants } from './database.ts'

export const scope: Scope = {
  tenantId: tenants.own,
  userId: '01900000-0000-7000-8000-000000000002',
  locationIds: null,
}

/** Opens environments on the test database in a process without an application. */
export function openDatabase(): ScopedDatabase {
  const connection = {
    client: 'pg' as const,
    connection: { ...credentials.of('runtime'), pipeline: true },
    pool: { min: 0, max: 12 },
  }
  const database = new ScopedDatabase(
    { connection: 'runtime', connections: { runtime: connection } },
    new LoggerFactory().create(),
    new EmitterFactory().create(new AppFactory().create(new URL('./', import.meta.url), () => {}))
  )
  Environment.use(database)
  return database
}

export const runIn: RunIn = (given, work) => Environment.run(systemAsker(given), work)

/** Runs work in an environment of the test's tenant. */
export function asker<T>(work: (environment: Environment) => Promise<T>): Promise<T> {
  return runIn(scope, work)
}
