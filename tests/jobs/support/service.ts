import { JobsService, type JobsConfig } from '#app/jobs/jobs_service'
import type { JobLogger } from '#app/jobs/outage'
import type { Timing } from '#app/jobs/settings'
import { credentials, redisPrefix, redisUrl } from './database.ts'
import { runIn } from './environment.ts'
import { find } from './jobs.ts'

export type Server = 'PostgreSQL' | 'Redis'

/** Times that let a test see in seconds what takes minutes. */
export const quick: Partial<Timing> = {
  lockDuration: 2000,
  stalledInterval: 500,
  drainDelay: 1,
  runRetryDelay: 200,
}

/** Keeps what the room logs. */
export class Log implements JobLogger {
  lines: string[] = []
  info = this.#keep('info')
  warn = this.#keep('warn')
  error = this.#keep('error')

  #keep(level: string) {
    return (details: object, message: string) => {
      const reason =
        'err' in details && details.err instanceof Error ? `: ${details.err.message}` : ''
      this.lines.push(`${level} ${message}${reason}`)
    }
  }
}

/** Where the servers are reached, if not directly. */
export interface Detour {
  databasePort?: number
  redisPort?: number
}

export function makeService(
  server: Server,
  config: Partial<JobsConfig> = {},
  { databasePort, redisPort }: Detour = {}
): JobsService {
  const database = credentials.of('runtime')
  const redis = new URL(redisUrl())
  if (redisPort) redis.port = String(redisPort)
  return new JobsService({
    database: { ...database, port: databasePort ?? database.port },
    ...(server === 'Redis' && { redis: { url: redis.href, prefix: redisPrefix } }),
    timing: quick,
    find,
    runIn,
    logger: new Log(),
    ...config,
  })
}
