import type { BulkChange, Refused } from '../../access/bulk_writer.ts'
import type { Environment } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Selection } from './selection.ts'

/** A change of many records: what is asked, and how far it is. */
export interface BulkRun extends Selection {
  id: string
  /** Address of the screen whose records are changed. */
  screen: string
  change: BulkChange
  state: 'waiting' | 'done'
  total: number
  done: number
  refusedCount: number
  refused: Refused[]
  /** The entry of the audit log that holds all of it. */
  entryId: string | null
}

/** So many refusals are kept with their reasons. */
const MOST_REFUSED = 1_000

const COLUMNS = `id, screen, change, ids, search, state, total, done, refused, entry_id as "entryId",
  refused_count as "refusedCount"`

/** Writes down what is to be done, for the asker. */
export async function addRun(
  environment: Environment,
  run: Pick<BulkRun, 'screen' | 'change' | 'ids' | 'search' | 'total'>
): Promise<string> {
  const { screen, change, ids, search, total } = run
  const [row] = await environment.query<{ id: string }>(
    `insert into bulk_runs (user_id, screen, change, ids, search, total)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [environment.asker.userId, screen, JSON.stringify(change), ids, search, total]
  )
  return row!.id
}

/** A run of the asker's own; null where there is none. */
export async function findRun(environment: Environment, id: string): Promise<BulkRun | null> {
  if (!isUuid(id)) return null
  const { tenantId, userId } = environment.asker
  const [rows] = await environment.read([
    {
      text: `select ${COLUMNS} from bulk_runs where tenant_id = $1 and id = $2 and user_id = $3`,
      values: [tenantId, id, userId],
    },
  ])
  return (rows![0] as unknown as BulkRun | undefined) ?? null
}

/** Says how far a run is, unless it has come to its end. */
export async function noteProgress(environment: Environment, id: string, done: number) {
  await environment.query(
    `update bulk_runs set done = $3 where tenant_id = $1 and id = $2 and state = 'waiting'`,
    [environment.asker.tenantId, id, done]
  )
}

/** Ends a run, in the transaction that holds its changes. */
export async function endRun(
  environment: Environment,
  id: string,
  { done, refused }: { done: number; refused: readonly Refused[] }
) {
  const { asker, entryId, hasWritten } = environment
  await environment.query(
    `update bulk_runs set state = 'done', done = $3, refused_count = $4, refused = $5, entry_id = $6
     where tenant_id = $1 and id = $2`,
    [
      asker.tenantId,
      id,
      done,
      refused.length,
      JSON.stringify(refused.slice(0, MOST_REFUSED)),
      hasWritten ? entryId : null,
    ]
  )
}
