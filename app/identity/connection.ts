import pg from 'pg'
import type { DatabaseCredentials } from './credentials.ts'

let pool: pg.Pool | undefined

/** The pool of the identity role for prepared statements; Lucid has its own for models. */
export function openIdentityPool(credentials: DatabaseCredentials): pg.Pool {
  pool ??= new pg.Pool({
    ...credentials.of('identity'),
    max: 5,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    application_name: 'tatami identity',
  }).on('error', () => {})
  return pool
}

export function identityPool(): pg.Pool {
  if (!pool) throw new Error('The identity pool is not open')
  return pool
}

export async function closeIdentityPool() {
  await pool?.end()
  pool = undefined
}
