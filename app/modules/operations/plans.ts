import type { Database } from '@adonisjs/lucid/database'
import type { Look } from './catalogue.ts'
import { E_NO_SUCH_PLAN } from './errors.ts'
import type { Plan } from './operation.ts'
import { beginOwnerTransaction, lookOn } from './owner_transaction.ts'

/** A plan as it is kept. */
export interface KeptPlan extends Plan {
  id: string
  plannedAt: Date
  plannedBy: string | null
  executedAt: Date | null
  executedBy: string | null
}

/** One line of the history: what was done, when and by whom. */
export type PastOperation = Pick<KeptPlan, 'id' | 'operations' | 'executedAt' | 'executedBy'>

const COLUMNS = `id, digest, operations, statements, details, planned_at as "plannedAt",
  planned_by as "plannedBy", executed_at as "executedAt", executed_by as "executedBy"`

type Details = 'tables' | 'columns' | 'changes' | 'conflicts'

/** Plans that were kept before versions were compared say nothing of comparisons. */
type Row = Omit<KeptPlan, Details | 'comparisons'> & {
  details: Pick<Plan, Details> & Partial<Pick<Plan, 'comparisons'>>
}

/** Keeps a plan until it is executed, or for a week. Returns its number. */
export async function keepPlan(database: Database, plan: Plan, by: string | null): Promise<string> {
  const { transaction, connection } = await beginOwnerTransaction(database)
  const look = lookOn(connection)
  const { digest, operations, statements, ...details } = plan
  try {
    await look(`delete from app.module_plans where executed_at is null
      and planned_at < now() - interval '7 days'`)
    const [row] = await look<{ id: string }>(
      `insert into app.module_plans (digest, operations, statements, details, planned_by)
       values ($1, $2, $3, $4, $5) returning id`,
      [digest, JSON.stringify(operations), JSON.stringify(statements), JSON.stringify(details), by]
    )
    await transaction.commit()
    return row!.id
  } catch (error) {
    await transaction.rollback()
    throw error
  }
}

/** The latest plan with this digest that can still be executed. Throws E_NO_SUCH_PLAN. */
export async function findPlan(look: Look, digest: string): Promise<KeptPlan> {
  const [row] = await look<Row>(
    `select ${COLUMNS} from app.module_plans
     where digest = $1 and digest <> '' and executed_at is null order by id desc limit 1`,
    [digest]
  )
  if (!row) throw new E_NO_SUCH_PLAN(digest)
  return planOf(row)
}

/** The plan with this number, if it is kept. */
export async function readPlan(look: Look, id: string): Promise<KeptPlan | undefined> {
  const [row] = await look<Row>(`select ${COLUMNS} from app.module_plans where id = $1`, [id])
  return row && planOf(row)
}

/** What was executed, latest first. */
export function readHistory(look: Look, limit: number): Promise<PastOperation[]> {
  return look<PastOperation>(
    `select id, operations, executed_at as "executedAt", executed_by as "executedBy"
     from app.module_plans where executed_at is not null order by executed_at desc, id desc limit $1`,
    [limit]
  )
}

export async function noteExecution(look: Look, plan: string, by: string | null): Promise<void> {
  await look('update app.module_plans set executed_at = now(), executed_by = $2 where id = $1', [
    plan,
    by,
  ])
}

function planOf({ details, ...row }: Row): KeptPlan {
  return { ...row, comparisons: [], ...details }
}
