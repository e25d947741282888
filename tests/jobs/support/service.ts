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

export function makeService(server: Server, config: Partial<JobsConfig> = {}): JobsService {
  return new JobsService({
    database: credentials.of('runtime'),
    ...(server === 'Redis' && { redis: { url: redisUrl(), prefix: redisPrefix } }),
    timing: quick,
    find,
    runIn,
    logger: new Log(),
    ...config,
  })
}
