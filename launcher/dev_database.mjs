import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root } from './root.mjs'
import { EmbeddedPostgres } from './postgres.mjs'
import { TestRedis } from './redis.mjs'
import { keepAppKey } from './settings.mjs'
import { ensureProgram } from './system_programs.mjs'
import { describeError } from './fault.mjs'

/**
 * `node launcher/dev_database.mjs [directory]`: a PostgreSQL and a Redis in the foreground to work with by hand. Writes
 * their addresses to `<directory>/env`, to be read by a shell with `source`.
 */
const storage = resolve(root, process.argv[2] ?? 'storage/dev')
const tell = (/** @type {string} */ line) => process.stderr.write(`${line}\n`)

const postgres = new EmbeddedPostgres({
  root,
  directory: join(storage, 'postgresql'),
  log: join(storage, 'logs', 'postgresql.log'),
  database: 'tatami_test',
  durable: false,
})

try {
  mkdirSync(storage, { recursive: true })
  const { url } = await postgres.start()
  const program = await ensureProgram(['redis-server'], 'redis-server', tell)
  const redis = new TestRedis({ program, directory: join(storage, 'redis') })
  const env = {
    DATABASE_URL: url,
    REDIS_TEST_URL: await redis.start(),
    APP_KEY: keepAppKey(storage),
    STORAGE_PATH: storage,
  }

  const lines = Object.entries(env).map(([name, value]) => `export ${name}='${value}'\n`)
  writeFileSync(join(storage, 'env'), lines.join(''), { mode: 0o600 })
  process.stdout.write(lines.join(''))

  const stop = async () => {
    await redis.stop()
    await postgres.stop()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  setInterval(() => {}, 2 ** 30)
} catch (error) {
  for (const line of describeError(error)) tell(line)
  await postgres.stop()
  process.exit(1)
}
