import { join } from 'node:path'
import { EmbeddedPostgres } from './postgres.mjs'

/**
 * The database that Tatami brings along for whoever has not set DATABASE_URL.
 *
 * @param {{ root: string, storage: string }} options
 */
export function embeddedPostgres({ root, storage }) {
  return new EmbeddedPostgres({
    root,
    directory: join(storage, 'postgresql'),
    log: join(storage, 'logs', 'postgresql.log'),
  })
}
