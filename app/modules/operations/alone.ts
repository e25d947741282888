import pg from 'pg'
import { E_OPERATION_UNDER_WAY } from './errors.ts'

/** Any number will do, as long as every process that changes the schema asks for the same. */
const LOCK = 918_273_645

/**
 * Works on a connection of its own while nobody else changes the schema of this database. The
 * lock belongs to the connection: it ends with the process, however that ends. Throws
 * E_OPERATION_UNDER_WAY when it does not get the lock within `patience` milliseconds.
 */
export async function alone<T>(
  settings: pg.ClientConfig,
  options: { name: string; patience?: number },
  work: (client: pg.ClientBase) => Promise<T>
): Promise<T> {
  const client = new pg.Client({ ...settings, application_name: `tatami ${options.name}` })
  await client.connect()
  try {
    await client.query(`set lock_timeout = ${options.patience ?? 0}`)
    await client.query('select pg_advisory_lock($1)', [LOCK]).catch((error: { code?: string }) => {
      throw error.code === '55P03' ? new E_OPERATION_UNDER_WAY() : error
    })
    await client.query('reset lock_timeout')
    return await work(client)
  } finally {
    await client.end()
  }
}
