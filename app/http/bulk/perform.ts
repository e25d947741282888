import type { HttpContext } from '@adonisjs/core/http'
import { BulkWriter, type Refused } from '../../access/bulk_writer.ts'
import { E_ACCESS_DENIED, E_INVALID_INPUT, E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import { E_ROW_OUT_OF_REACH, E_STALE_RECORD } from '../../models/errors.ts'
import type { Model } from '../../models/model.ts'
import type { Translate } from '../../views/texts.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { faultTexts } from '../texts.ts'
import { writeOrExplain } from '../write_or_explain.ts'
import type { BulkRun } from './bulk_run.ts'
import { selectedIds } from './selection.ts'

/** Records that are changed between two reports of how far it is. */
const STEP = 500

interface Outcome {
  /** Records that were gone through, those refused among them. */
  done: number
  refused: Refused[]
}

/** Does what a run asks, all in the current transaction, and says what was refused and why. */
export async function perform(
  place: Pick<HttpContext, 'environment' | 'registry'>,
  plan: ScreenPlan,
  run: Pick<BulkRun, 'change' | 'ids' | 'search'>,
  t: Translate,
  progress: (done: number) => void = () => {}
): Promise<Outcome> {
  const { model } = plan
  const records = new Records<typeof Model>(model, place.registry.access)
  const fields = { has: (name: string) => Object.hasOwn(model.allFields, name) }
  const writer = new BulkWriter(records, run.change, {
    explain: (error) => reasonOf(error, model, t),
    attempt: (write) => writeOrExplain(place.environment!, fields, write),
  })
  const outcome: Outcome = { done: 0, refused: [] }
  for await (const ids of selectedIds(place, plan, run, STEP)) {
    outcome.refused.push(...(await writer.write(ids)))
    outcome.done += ids.length
    progress(outcome.done)
  }
  return outcome
}

/** Why a record stays as it was; null for what is a fault of ours. */
function reasonOf(error: unknown, model: typeof Model, t: Translate): string | null {
  if (error instanceof E_INVALID_INPUT) {
    const label = (name: string) => model.allFields[name]?.options.label ?? name
    const faults = Object.entries(faultTexts(error.faults, t))
    return faults.map(([name, text]) => `${label(name)}: ${text}`).join(' ')
  }
  if (error instanceof E_ACCESS_DENIED) return t('ui.bulk.denied')
  if (error instanceof E_NO_SUCH_RECORD || error instanceof E_ROW_OUT_OF_REACH) {
    return t('ui.bulk.gone')
  }
  if (error instanceof E_STALE_RECORD) return t('ui.bulk.stale')
  return isNeeded(error) ? t('ui.delete.needed', { record: model.labels.one }) : null
}

/** Whether a foreign key keeps a record from being deleted: others lead to it. */
function isNeeded(error: unknown): boolean {
  return ['23503', '23001'].includes(String((error as { code?: string }).code))
}
