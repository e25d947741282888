import type { HttpContext } from '@adonisjs/core/http'
import { RecordBatch } from '../../access/batch/record_batch.ts'
import type { Model } from '../../models/model.ts'
import { resequence, type Placed } from './resequence.ts'

/** Where a record is wanted: a step up or down, or behind another, which is empty for the top. */
export type Wanted = { step: 'up' | 'down' } | { after: string }

/** How moving a record ended. */
export type Moved = 'moved' | 'refused' | 'elsewhere'

/** Records that stand in the order of a number. */
interface Order {
  model: typeof Model
  /** The field that holds the number. */
  field: string
  /** From the first to the last. */
  rows: readonly Placed[]
}

/** Puts a record at another place of an order: all numbers are written or, where one may not be, none. */
export async function moveRecord(
  ctx: HttpContext,
  order: Order,
  id: string,
  wanted: Wanted
): Promise<Moved> {
  const { rows } = order
  const from = rows.findIndex((row) => row.id === id)
  const to = placeOf(rows, from, wanted)
  if (from === -1 || to === null) return 'elsewhere'
  return (await write(ctx, order, resequence(rows, from, to))) ? 'moved' : 'refused'
}

/** The place that is meant; null where the other record is not there any more. */
function placeOf(rows: readonly Placed[], from: number, wanted: Wanted): number | null {
  if ('step' in wanted) {
    const place = from + (wanted.step === 'up' ? -1 : 1)
    return Math.min(Math.max(place, 0), rows.length - 1)
  }
  if (wanted.after === '') return 0
  const other = rows.findIndex(({ id }) => id === wanted.after)
  if (other === -1) return null
  return other < from ? other + 1 : other
}

async function write(
  { environment, registry }: HttpContext,
  { model, field }: Order,
  changes: readonly Placed[]
): Promise<boolean> {
  try {
    await environment!.savepoint(async () => {
      const batch = new RecordBatch(model, registry.access)
      const inputs = changes.map(({ id, sequence }) => ({ id, input: { [field]: sequence } }))
      const outcomes = await batch.update(inputs)
      if (outcomes.some(({ kind }) => kind === 'refused')) throw new Refused()
    })
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

class Refused extends Error {}
