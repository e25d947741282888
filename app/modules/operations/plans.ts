import type { Database } from '@adonisjs/lucid/database'
import type { Look } from './catalogue.ts'
import { E_NO_SUCH_PLAN } from './errors.ts'
import type { Operation, Plan } from './operation.ts'
import { beginOwnerTransaction, lookOn } from './owner_transaction.ts'
import type { Spoken } from './recorder.ts'

/** What of a plan is needed to execute it. */
export interface KeptPlan {
  id: string
  operations: Operation[]
  statements: Spoken[]
}

/** Keeps a plan until it is executed, or for a week. */
export async function keepPlan(database: Database, plan: Plan): Promise<void> {
  const { transaction, connection } = await beginOwnerTransaction(database)
  const look = lookOn(connection)
  try {
    await look(`delete from app.module_plans where executed_at is null
      and planned_at < now() - interval '7 days'`)
    await look(
      'insert into app.module_plans (digest, operations, statements) values ($1, $2, $3)',
      [
        plan.digest,
        JSON.stringify(plan.operations),
        JSON.stringify(plan.statements.map(({ sql, bindings }) => ({ sql, bindings }))),
      ]
    )
    await transaction.commit()
  } catch (error) {
    await transaction.rollback()
    throw error
  }
}

/** The latest plan with this digest that was not executed. Throws E_NO_SUCH_PLAN. */
export async function findPlan(look: Look, digest: string): Promise<KeptPlan> {
  const [plan] = await look<KeptPlan>(
    `select id, operations, statements from app.module_plans
     where digest = $1 and executed_at is null order by id desc limit 1`,
    [digest]
  )
  if (!plan) throw new E_NO_SUCH_PLAN([digest])
  return plan
}

export async function noteExecution(look: Look, plan: string): Promise<void> {
  await look('update app.module_plans set executed_at = now() where id = $1', [plan])
}
