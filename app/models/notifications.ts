import { Environment, type Statement } from '../environment/environment.ts'
import { isUuid } from '../environment/scope.ts'
import { forgetAnswers } from './answer_cache.ts'
import type { PlacedKey } from './messages.ts'

export type NotificationKind = 'mention' | 'comment' | 'change' | 'assigned' | 'activity'

/** Something that somebody is told about a record. */
export interface Notification {
  id: string
  table: string
  recordId: string
  kind: NotificationKind
  userId: string
  actorName: string | null
  /** What is planned, where it is about an activity. */
  details: string | null
  /** Names of the tracked fields that have changed. */
  changed: readonly string[]
  /** What was said, where it is about a message. */
  body: string | null
  time: Date
  isRead: boolean
}

const COLUMNS = `n.id, n.record_table as "table", n.record_id as "recordId", n.kind, n.user_id as "userId",
  (select a.name from memberships a where a.tenant_id = n.tenant_id and a.id = n.actor_id) as "actorName",
  case when n.kind = 'activity' then n.details end as details,
  case when n.kind = 'activity' then '{}' else coalesce(string_to_array(n.details, ','), '{}') end as changed,
  m.body, n.created_at as time, n.read_at is not null as "isRead"
  from notifications n left join messages m on m.tenant_id = n.tenant_id and m.id = n.message_id`

/** A statement for what a user was told last. */
export function latestNotifications(tenantId: string, userId: string, limit: number): Statement {
  return {
    text: `select ${COLUMNS} where n.tenant_id = $1 and n.user_id = $2
      order by n.created_at desc, n.id desc limit ${Number(limit)}`,
    values: [tenantId, userId],
  }
}

/** A statement that counts what a user has not read, up to a hundred; one column, `count`. */
export function unreadNotifications(tenantId: string, userId: string): Statement {
  return {
    text: `select count(*)::int as count from (select from notifications
      where tenant_id = $1 and user_id = $2 and read_at is null limit 100) n`,
    values: [tenantId, userId],
  }
}

/** A notification of the asker. */
export async function findNotification(id: string): Promise<Notification | null> {
  if (!isUuid(id)) return null
  const environment = Environment.current()
  const [row] = await environment.query<Notification>(
    `select ${COLUMNS} where n.tenant_id = $1 and n.user_id = $2 and n.id = $3`,
    [environment.asker.tenantId, environment.asker.userId, id]
  )
  return row ?? null
}

/** Those of some notifications of the asker that they have not read, in the order in which they were told. */
export function unreadOf(ids: readonly string[]): Promise<Notification[]> {
  const environment = Environment.current()
  return environment.query<Notification>(
    `select ${COLUMNS} where n.tenant_id = $1 and n.user_id = $2 and n.id = any ($3)
       and n.read_at is null order by n.created_at, n.id`,
    [environment.asker.tenantId, environment.asker.userId, ids]
  )
}

/** The asker has read one of their notifications, or all. */
export async function markRead(id: string | null): Promise<void> {
  const environment = Environment.current()
  const { tenantId, userId } = environment.asker
  await environment.query(
    `update notifications set read_at = clock_timestamp()
     where tenant_id = $1 and user_id = $2 and read_at is null and ($3::uuid is null or id = $3)`,
    [tenantId, userId, id]
  )
  environment.afterCommit(() => forgetAnswers(tenantId, 'notifications'))
}

/** A notification, and whose it is. */
export interface Told {
  id: string
  userId: string
}

/** Who is to be told of a message: those whom it mentions, and followers who hear of comments. */
export interface MessageNews {
  record: PlacedKey
  messageId: string
  mentions: readonly string[]
  /** Groups whose members are told; null for everybody. A note is for colleagues. */
  onlyGroups: readonly string[] | null
}

/** Tells of a message. */
export async function tellOfMessage({ record, messageId, mentions, onlyGroups }: MessageNews) {
  const { tenantId, userId } = Environment.current().asker
  await tell(
    `insert into notifications (location_id, record_table, record_id, user_id, kind, actor_id, message_id)
     select $2, $3, $4, p.id, case when p.id = any ($6) then 'mention' else 'comment' end, $5, $7
     from memberships p where p.tenant_id = $1 and p.active and p.id <> $5
       and ($8::text[] is null or exists (select from membership_groups g
         where g.tenant_id = $1 and g.user_id = p.id and g.group_name = any ($8)))
       and (p.id = any ($6) or exists (select from followers f where f.tenant_id = $1 and f.record_table = $3
         and f.record_id = $4 and f.user_id = p.id and f.comments))
     returning id, user_id as "userId"`,
    [
      ...[tenantId, record.locationId, record.table, record.id, userId],
      ...[mentions, messageId, onlyGroups],
    ]
  )
}

/** Tells who is to do an activity, and followers who hear of activities. */
export async function tellOfActivity(
  record: PlacedKey,
  { userId: doerId, summary }: { userId: string; summary: string }
) {
  const { tenantId, userId } = Environment.current().asker
  await tell(
    `insert into notifications (location_id, record_table, record_id, user_id, kind, actor_id, details)
     select $2, $3, $4, p.id, 'activity', $5, $7
     from memberships p where p.tenant_id = $1 and p.active and p.id <> $5
       and (p.id = $6 or exists (select from followers f where f.tenant_id = $1 and f.record_table = $3
         and f.record_id = $4 and f.user_id = p.id and f.activities))
     returning id, user_id as "userId"`,
    [...[tenantId, record.locationId, record.table, record.id, userId], doerId, summary]
  )
}

/** What is done with notifications besides keeping them, in the transaction that writes them. */
type Delivery = (told: readonly Told[]) => void

let deliver: Delivery = () => {}

/** Says how notifications reach people outside of their pages. */
export function deliverBy(delivery: Delivery) {
  deliver = delivery
}

/** Writes notifications by a statement that returns the id and the user of each. */
export async function tell(text: string, values: unknown[]): Promise<void> {
  const environment = Environment.current()
  deliver(await environment.query<Told>(text, values))
  environment.afterCommit(() => forgetAnswers(environment.asker.tenantId, 'notifications'))
}
