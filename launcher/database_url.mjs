import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Fault } from './fault.mjs'

/** The oldest PostgreSQL that is served; foreign keys that empty one column came with it. */
const oldest = 15

/**
 * Connects once to the database of DATABASE_URL and throws a fault of one line if that does not work or its server is
 * too old.
 *
 * @param {string} root where the packages lie
 * @param {string} databaseUrl
 */
export async function assertReachable(root, databaseUrl) {
  const pg = createRequire(join(root, 'package.json'))('pg')
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  let version
  try {
    await client.connect()
    const { rows } = await client.query(
      "select current_setting('server_version_num')::int as version"
    )
    version = rows[0].version
  } catch (error) {
    throw new Fault(`DATABASE_URL: ${describe(/** @type {any} */ (error), new URL(databaseUrl))}`)
  } finally {
    await client.end().catch(() => {})
  }
  assertNewEnough(version)
}

/**
 * @param {number} version PostgreSQL's `server_version_num`, such as 180004
 * @throws {Fault}
 */
export function assertNewEnough(version) {
  const major = Math.floor(version / 10_000)
  if (major >= oldest) return
  throw new Fault(
    `DATABASE_URL: the server is PostgreSQL ${major}; Tatami needs ${oldest} or newer.`
  )
}

/**
 * What went wrong, by the code of the network or of PostgreSQL
 * (https://www.postgresql.org/docs/18/errcodes-appendix.html).
 *
 * @param {{ code?: string, message: string }} error
 * @param {URL} url
 */
function describe({ code, message }, url) {
  const server = `${url.hostname || 'localhost'}:${url.port || 5432}`
  const database = decodeURIComponent(url.pathname.slice(1))
  const user = decodeURIComponent(url.username)
  switch (code) {
    case 'ECONNREFUSED':
      return `no PostgreSQL answers at ${server} (connection refused).`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host ${url.hostname} is not known.`
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `the host ${server} cannot be reached.`
    case '28P01':
    case '28000':
      return `${server} refuses the user ${user} or the password (${message}).`
    case '3D000':
      return `there is no database ${database} at ${server}. Create it: createdb -h ${url.hostname} ${database}`
    case '53300':
      return `${server} has no connection to spare (${message}).`
    case '57P03':
      return `${server} is starting up or shutting down; try again in a moment.`
    default:
      return `${server} does not work: ${message.split('\n')[0]}.`
  }
}
