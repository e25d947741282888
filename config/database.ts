import env from '#start/env'
import { defineConfig } from '@adonisjs/lucid'
import { DatabaseCredentials, type Role } from '#app/identity/credentials'

export const credentials = new DatabaseCredentials({
  databaseUrl: env.get('DATABASE_URL'),
  appKey: env.get('APP_KEY').release(),
  rolePrefix: env.get('DATABASE_ROLES'),
})

/** Connections that the pages and the jobs of this process share. */
export const poolSize = env.get('DATABASE_POOL') ?? 10

function connection(role: Role, pool: { min: number; max: number }) {
  return {
    client: 'pg' as const,
    connection: {
      ...credentials.of(role),
      pipeline: true,
      keepAlive: true,
      application_name: `tatami ${role}`,
    },
    pool: { ...pool, acquireTimeoutMillis: 10_000 },
    debug: false,
  }
}

/**
 * One connection for each role. `runtime` is the default, so that a query that names no
 * connection runs in the environment and under row-level security.
 */
export default defineConfig({
  connection: 'runtime',
  connections: {
    runtime: connection('runtime', { min: 0, max: poolSize }),
    identity: connection('identity', { min: 0, max: 5 }),
    owner: connection('owner', { min: 0, max: 2 }),
  },
})
