import logger from '@adonisjs/core/services/logger'
import i18nManager from '@adonisjs/i18n/services/main'
import { Environment } from '../../environment/environment.ts'
import { defineJob } from '../../jobs/define.ts'
import { registryOfAsker } from '../../modules/job_environment.ts'
import { endRun, findRun, noteProgress } from '../bulk/bulk_run.ts'
import { perform } from '../bulk/perform.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { textsOf } from '../texts.ts'

/**
 * Changes many records in one transaction, so that it is undone whole. How far it is stands in a
 * transaction of its own, for which it does not wait.
 */
export const bulkChange = defineJob<{ runId: string }>({
  name: 'lists.bulk_change',
  async run({ runId }, { environment, signal }) {
    const run = await findRun(environment, runId)
    if (!run || run.state === 'done') return
    const { asker } = environment
    const registry = await registryOfAsker(asker)
    const action = registry.actions.get(run.screen)
    if (!action || !registry.shows(asker, action)) {
      return endRun(environment, runId, { done: 0, refused: [] })
    }
    const t = textsOf(i18nManager, asker.language)
    const plan = screenPlan(registry, asker, action)
    const outcome = await perform({ environment, registry }, plan, run, t, (done) => {
      signal.throwIfAborted()
      const note = () => noteProgress(Environment.current(), runId, done)
      Environment.run(asker, note).catch((error: unknown) => {
        logger.warn({ err: error, runId }, 'How far a change of many records is could not be said')
      })
    })
    await endRun(environment, runId, outcome)
  },
})
