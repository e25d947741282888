import { Environment, type Statement } from '../environment/environment.ts'
import { isUuid } from '../environment/scope.ts'
import { typeName } from './activity_types.ts'
import { forgetAnswers } from './answer_cache.ts'
import type { PlacedKey, RecordKey } from './messages.ts'

/** So many characters a summary has at most, and a note or what came of an activity. */
export const LONGEST = { summary: 200, note: 4_000 } as const

/** What is planned. */
export interface Plan {
  typeId: string
  summary: string
  note: string | null
  /** `2026-11-21` */
  dueOn: string
  /** Who is to do it. */
  userId: string
}

export interface Activity extends Plan {
  id: string
  /** What kind of activity it is: "Call". */
  type: string
  /** Name of the icon of its kind. */
  symbol: string
  userName: string | null
}

/** An activity with the record that it is about. */
export interface OwnActivity extends Activity {
  table: string
  recordId: string
}

const columns =
  () => `a.id, a.type_id as "typeId", ${typeName('ty')} as type, ty.icon as symbol, a.summary, a.note, a.due_on::text as "dueOn", a.user_id as "userId",
  (select m.name from memberships m where m.tenant_id = a.tenant_id and m.id = a.user_id) as "userName"`

const FROM = `from activities a
  join activity_types ty on ty.tenant_id = a.tenant_id and ty.id = a.type_id`

/** What is open about a record, as part of a statement: `$1` to `$3` are tenant, table and record. */
export const openPart = () => `select ${columns()} ${FROM}
  where a.tenant_id = $1 and a.record_table = $2 and a.record_id = $3 and a.done_at is null
  order by a.due_on, a.id limit 50`

/** A statement for what a user has to do, the earliest first. */
export function ownActivities(tenantId: string, userId: string, limit: number): Statement {
  return {
    text: `select ${columns()}, a.record_table as "table", a.record_id as "recordId" ${FROM}
      where a.tenant_id = $1 and a.user_id = $2 and a.done_at is null
      order by a.due_on, a.id limit ${Number(limit)}`,
    values: [tenantId, userId],
  }
}

/** A statement that counts what a user has to do up to a day; one column, `count`. */
export function dueActivities(tenantId: string, userId: string, today: string): Statement {
  return {
    text: `select count(*)::int as count from (select from activities
      where tenant_id = $1 and user_id = $2 and done_at is null and due_on <= $3 limit 100) a`,
    values: [tenantId, userId, today],
  }
}

/** What is next of one type about a record, and how many there are of the type. */
export interface NextActivity extends Pick<Activity, 'id' | 'typeId' | 'summary' | 'dueOn'> {
  recordId: string
  count: number
}

/** A type of activities with the next one about a record; a type of which nothing is planned stands alone. */
export type TypeWithNext = Pick<Activity, 'type' | 'typeId' | 'symbol'> &
  (NextActivity | { id: null })

/**
 * A statement for the types of activities, in their order, with what is next of each about the records
 * of a table, the earliest first. Archived types are there as long as something of them is planned.
 */
export function nextActivities(tenantId: string, table: string, most: number): Statement {
  return {
    text: `select ty.id as "typeId", ${typeName('ty')} as type, ty.icon as symbol, n.* from activity_types ty
      left join (
        select * from (
          select distinct on (a.record_id, a.type_id) a.id, a.record_id as "recordId", a.type_id, a.summary,
            a.due_on::text as "dueOn", (count(*) over (partition by a.record_id, a.type_id))::int as count
          from activities a
          where a.tenant_id = $1 and a.record_table = $2 and a.done_at is null
          order by a.record_id, a.type_id, a.due_on, a.id
        ) next order by "dueOn", id limit ${Number(most)}
      ) n on n.type_id = ty.id
      where ty.tenant_id = $1 and (ty.active or n.id is not null)
      order by ty.sequence, 2, ty.id, n."dueOn", n.id`,
    values: [tenantId, table],
  }
}

/** What is open about a record, the earliest first. */
export async function openActivities({ table, id }: RecordKey): Promise<Activity[]> {
  const environment = Environment.current()
  const values = [environment.asker.tenantId, table, id]
  const [rows] = await environment.read([{ text: openPart(), values }])
  return rows as unknown as Activity[]
}

/** An open activity about a record. */
export async function findActivity(record: RecordKey, id: string): Promise<Activity | null> {
  if (!isUuid(id)) return null
  const environment = Environment.current()
  const [row] = await environment.query<Activity>(
    `select ${columns()} ${FROM} where a.tenant_id = $1 and a.record_table = $2
       and a.record_id = $3 and a.id = $4 and a.done_at is null`,
    [environment.asker.tenantId, record.table, record.id, id]
  )
  return row ?? null
}

/**
 * Plans something about a record, in the transaction of the environment: `recordKey(deal)` names the
 * record. Whoever is to do it finds it among their activities, and is not told by a notification.
 * Returns its id.
 */
export async function planActivity(
  record: PlacedKey,
  { typeId, summary, note, dueOn, userId }: Plan
): Promise<string> {
  const environment = Environment.current()
  const [row] = await environment.query<{ id: string }>(
    `insert into activities (location_id, record_table, record_id, type_id, summary, note, due_on, user_id, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      ...[record.locationId, record.table, record.id, typeId, summary, note, dueOn, userId],
      environment.asker.userId,
    ]
  )
  noteWritten(environment)
  return row!.id
}

export async function changeActivity(id: string, plan: Plan): Promise<void> {
  const { typeId, summary, note, dueOn, userId } = plan
  await write(
    `update activities set type_id = $3, summary = $4, note = $5, due_on = $6, user_id = $7
     where tenant_id = $1 and id = $2`,
    [id, typeId, summary, note, dueOn, userId]
  )
}

export async function completeActivity(id: string): Promise<void> {
  await write(
    `update activities set done_at = clock_timestamp(), done_by = app.user_id()
     where tenant_id = $1 and id = $2`,
    [id]
  )
}

export async function cancelActivity(id: string): Promise<void> {
  await write('delete from activities where tenant_id = $1 and id = $2', [id])
}

async function write(text: string, values: unknown[]) {
  const environment = Environment.current()
  await environment.query(text, [environment.asker.tenantId, ...values])
  noteWritten(environment)
}

/** The next page of whoever writes shows the new number, even if it comes before the news. */
function noteWritten(environment: Environment) {
  environment.noteWrite()
  environment.afterCommit(() => forgetAnswers(environment.asker.tenantId, 'activities'))
}
