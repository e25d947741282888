import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { EmbeddedPostgres, removeCluster } from '../launcher/postgres.mjs'
import { root } from '../launcher/root.mjs'

/** Everything that a run makes lies here. */
export const folder = join(root, 'storage', 'bench')

/** A PostgreSQL server of the benchmark's own, set up as the one that `npm start` brings along. */
export class Cluster {
  #server = new EmbeddedPostgres({
    root,
    directory: join(folder, 'postgresql'),
    log: join(folder, 'postgresql.log'),
    database: 'postgres',
  })
  /** Process id of the server. */
  postmaster = 0

  /** Starts a new one; what an earlier run left behind is removed. */
  async start() {
    await removeCluster(join(folder, 'postgresql'))
    rmSync(folder, { recursive: true, force: true })
    await this.#server.start()
    const [row] = await this.query<{ pid: number }>(
      'postgres',
      `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`
    )
    this.postmaster = row!.pid
  }

  async stop() {
    await this.#server.stop()
    await removeCluster(join(folder, 'postgresql'))
  }

  /** The address of a database for the superuser. */
  url(database: string): string {
    return this.#server.url(database)
  }

  /** Runs statements as the superuser. */
  async query<Row extends object>(database: string, text: string, values?: unknown[]) {
    const client = new pg.Client({ connectionString: this.url(database) })
    await client.connect()
    try {
      const { rows } = await client.query<Row & pg.QueryResultRow>(text, values)
      return rows
    } finally {
      await client.end()
    }
  }
}
