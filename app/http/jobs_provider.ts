import type { ApplicationService } from '@adonisjs/core/types'
import { credentials, poolSize } from '#config/database'
import { JobsService } from '../jobs/jobs_service.ts'
import { jobsBesidePages } from '../jobs/settings.ts'
import { runJobIn } from '../modules/job_environment.ts'
import { findJob } from './find_job.ts'

declare module '@adonisjs/core/types' {
  interface ContainerBindings {
    jobs: JobsService
  }
}

/**
 * Runs jobs inside the web process, unless `WORKER=none` leaves them to processes of their own
 * (`node ace worker`).
 */
export default class JobsProvider {
  protected app: ApplicationService

  constructor(app: ApplicationService) {
    this.app = app
  }

  register() {
    this.app.container.singleton('jobs', async (resolver) => {
      const logger = await resolver.make('logger')
      const url = process.env.REDIS_URL
      return new JobsService({
        database: credentials.of('runtime'),
        concurrency: this.#servesPages() ? jobsBesidePages(poolSize) : poolSize,
        redis: url ? { url, prefix: credentials.prefix } : undefined,
        find: findJob,
        runIn: runJobIn,
        logger,
      })
    })
  }

  async ready() {
    if (!this.#servesPages() || process.env.WORKER === 'none') return
    const jobs = await this.app.container.make('jobs')
    if (this.app.isTerminating) return
    this.app.terminating(() => jobs.close())
    await jobs.start()
    const follower = await this.app.container.make('follower')
    follower.afterwards(() => jobs.releaseParkedSoon())
  }

  #servesPages(): boolean {
    return this.app.getEnvironment() === 'web'
  }
}
