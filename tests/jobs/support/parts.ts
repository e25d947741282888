import { JobQueues } from '#app/jobs/job_queues'
import { Outage } from '#app/jobs/outage'
import { PostgresBackend } from '#app/jobs/postgres_backend'
import { QueuePool } from '#app/jobs/queue_pool'
import { RedisBackend } from '#app/jobs/redis_backend'
import { Relay } from '#app/jobs/relay'
import { timing } from '#app/jobs/settings'
import { JobWorker } from '#app/jobs/worker'
import { credentials, redisPrefix, redisUrl } from './database.ts'
import { Log, quick, type Server } from './service.ts'

/** What a service is made of, for tests that need a part of it alone. */
export function openParts() {
  const logger = new Log()
  const outage = new Outage('a server', logger)
  const pool = new QueuePool(credentials.of('runtime'), 6, outage)
  const backends = {
    PostgreSQL: new PostgresBackend(pool, outage),
    Redis: new RedisBackend({ url: redisUrl(), prefix: redisPrefix }, pool, outage),
  }
  const queues = {
    PostgreSQL: new JobQueues(backends.PostgreSQL),
    Redis: new JobQueues(backends.Redis),
  }
  return {
    backends,
    queue: (server: Server) => queues[server].queue('default'),
    relay: () =>
      new JobWorker({
        backend: backends.PostgreSQL,
        queue: 'default',
        process: new Relay(queues.Redis.queue('default'), outage),
        logger,
        timing: { ...timing, ...quick, maxStalledCount: 1000 },
        concurrency: 10,
      }),
    async close() {
      await Promise.all(Object.values(queues).map((opened) => opened.close()))
      await Promise.all(Object.values(backends).map((backend) => backend.close()))
      await pool.end()
    },
  }
}
