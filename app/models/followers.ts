import { Environment } from '../environment/environment.ts'
import { recordKey, type PlacedKey, type RecordKey } from './messages.ts'
import type { Model } from './model.ts'
import { tell } from './notifications.ts'
import { loggedName, trackedOf } from './tracked_changes.ts'

/** What a follower hears of. */
export interface Subscription {
  comments: boolean
  changes: boolean
  activities: boolean
}

export interface Follower extends Subscription {
  userId: string
  name: string | null
}

/** Who follows a record, as part of a statement: `$1` to `$3` are tenant, table and record. */
export const FOLLOWERS = `select f.user_id as "userId", m.name, f.comments, f.changes, f.activities
  from followers f left join memberships m on m.tenant_id = f.tenant_id and m.id = f.user_id
  where f.tenant_id = $1 and f.record_table = $2 and f.record_id = $3 order by m.name limit 100`

/** Who follows a record. */
export async function followersOf({ table, id }: RecordKey): Promise<Follower[]> {
  const environment = Environment.current()
  const values = [environment.asker.tenantId, table, id]
  const [rows] = await environment.read([{ text: FOLLOWERS, values }])
  return rows as unknown as Follower[]
}

/** Lets users follow a record; who does already goes on as before. */
export async function follow(record: PlacedKey, userIds: readonly (string | null)[]) {
  const environment = Environment.current()
  const ids = userIds.filter((id) => id !== null)
  if (ids.length === 0) return
  await environment.query(
    `insert into followers (location_id, record_table, record_id, user_id)
     select $1, $2, $3, p.id from memberships p where p.tenant_id = $4 and p.active and p.id = any ($5)
     on conflict do nothing`,
    [record.locationId, record.table, record.id, environment.asker.tenantId, ids]
  )
  environment.noteWrite()
}

/** Has the asker follow a record and hear of what is asked. */
export async function subscribe(record: PlacedKey, wanted: Subscription) {
  const environment = Environment.current()
  await follow(record, [environment.asker.userId])
  await environment.query(
    `update followers set comments = $5, changes = $6, activities = $7
     where tenant_id = $1 and record_table = $2 and record_id = $3 and user_id = $4`,
    [
      ...[environment.asker.tenantId, record.table, record.id, environment.asker.userId],
      ...[wanted.comments, wanted.changes, wanted.activities],
    ]
  )
}

/** The asker follows a record no more. */
export async function unfollow(record: RecordKey) {
  const environment = Environment.current()
  await environment.query(
    `delete from followers
     where tenant_id = $1 and record_table = $2 and record_id = $3 and user_id = $4`,
    [environment.asker.tenantId, record.table, record.id, environment.asker.userId]
  )
}

/** A record that a person has made or changed. */
interface Written {
  record: PlacedKey
  isNew: boolean
  /** Who owns it now, where that has changed. */
  ownerId: string | null
  /** Names of the tracked fields that have changed. */
  changed: readonly string[]
}

/** Notes that a person has written a record: who made it or owns it follows it, and others hear of it. */
export function noteWritten(record: Model, columns: readonly string[], isNew: boolean) {
  const environment = Environment.current()
  const model = record.constructor as typeof Model
  const { userId, origin } = environment.asker
  const isByHand = origin?.channel === 'screen' || origin?.channel === 'api'
  if (!userId || !isByHand || !model.hasThread) return
  const changed = isNew
    ? []
    : trackedOf(Object.entries(model.allFields))
        .filter(([name, field]) => columns.includes(loggedName(name, field)))
        .map(([name]) => name)
  const { ownerId = null } = record as unknown as { ownerId?: string | null }
  const written: Written = {
    record: recordKey(record),
    isNew,
    ownerId: isNew || columns.includes('owner_id') ? ownerId : null,
    changed,
  }
  if (isNew || written.ownerId || changed.length > 0) {
    environment.collect('followers', written, tellFollowers)
  }
}

/** Two statements for all records that a transaction has written, whatever their number. */
async function tellFollowers(all: readonly Written[]) {
  const environment = Environment.current()
  const { tenantId, userId } = environment.asker
  const rows = all.map(({ record, isNew, ownerId, changed }) => ({
    record_table: record.table,
    record_id: record.id,
    location_id: record.locationId,
    maker_id: isNew ? userId : null,
    owner_id: ownerId,
    details: changed.join() || null,
  }))
  const given = `jsonb_to_recordset($1::jsonb) as w (record_table text, record_id uuid, location_id uuid,
    maker_id uuid, owner_id uuid, details text)`
  await environment.query(
    `insert into followers (location_id, record_table, record_id, user_id)
     select distinct w.location_id, w.record_table, w.record_id, p.id from ${given}
     join memberships p on p.tenant_id = $2 and p.active and p.id in (w.maker_id, w.owner_id)
     on conflict do nothing`,
    [JSON.stringify(rows), tenantId]
  )
  await tell(
    `insert into notifications (location_id, record_table, record_id, user_id, kind, actor_id, details)
     select w.location_id, w.record_table, w.record_id, p.id,
       case when p.id = w.owner_id then 'assigned' else 'change' end, $3, w.details
     from ${given} join memberships p on p.tenant_id = $2 and p.active and p.id <> $3
     where p.id = w.owner_id or w.details is not null and exists (select from followers f
       where f.tenant_id = $2 and f.record_table = w.record_table and f.record_id = w.record_id
         and f.user_id = p.id and f.changes)
     returning id, user_id as "userId"`,
    [JSON.stringify(rows), tenantId, userId]
  )
}
