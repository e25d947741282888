import { Environment } from '../environment/environment.ts'
import { isUuid } from '../environment/scope.ts'
import type { Model } from './model.ts'

/** A comment is for everybody who may read the record; a note is for colleagues. */
export type MessageKind = 'comment' | 'note'

/** So many characters a message has at most. */
export const LONGEST_MESSAGE = 10_000

/** The record that a message is about. */
export interface RecordKey {
  table: string
  id: string
}

/** How what hangs on a record names it, with the location that it shares. */
export interface PlacedKey extends RecordKey {
  locationId: string | null
}

/** The name of a record, for what hangs on it. */
export function recordKey(record: Model): PlacedKey {
  const { table } = record.constructor as typeof Model
  const { locationId } = record as unknown as { locationId?: string | null }
  return { table, id: record.id, locationId: locationId ?? null }
}

/** A message as it is shown. */
export interface Message {
  id: string
  kind: MessageKind
  body: string
  time: Date
  editedAt: Date | null
  userId: string | null
  userName: string | null
  /** Names of those whom it mentions. */
  mentioned: readonly string[]
}

/**
 * The latest messages about a record, as part of a statement: `$1` to `$3` are tenant, table and
 * record, `$4` the kinds that one may see, `$5` the moment that they precede.
 */
export const LATEST_MESSAGES = `select m.id, m.kind, m.body, m.created_at as time, m.edited_at as "editedAt",
    m.user_id as "userId", author.name as "userName",
    array(select p.name from memberships p
      where p.tenant_id = m.tenant_id and p.id = any (m.mentions) order by p.name) as mentioned
  from messages m
  left join memberships author on author.tenant_id = m.tenant_id and author.id = m.user_id
  where m.tenant_id = $1 and m.record_table = $2 and m.record_id = $3 and m.kind = any ($4)
    and ($5::timestamptz is null or m.created_at < $5)
  order by m.created_at desc, m.id desc`

/**
 * The latest messages about a record that one may see, before a moment. `moment` is what the next
 * part precedes.
 */
export async function latestMessages(
  record: RecordKey,
  { withNotes, before, limit }: { withNotes: boolean; before: string | null; limit: number }
): Promise<(Message & { moment: string })[]> {
  const environment = Environment.current()
  const kinds = kindsFor(withNotes)
  const [rows] = await environment.read([
    {
      text: `select x.*, to_char(x.time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment
        from (${LATEST_MESSAGES} limit ${Number(limit)}) x`,
      values: [environment.asker.tenantId, record.table, record.id, kinds, before],
    },
  ])
  return rows as unknown as (Message & { moment: string })[]
}

/** The kinds of messages that somebody may see. */
export function kindsFor(withNotes: boolean): MessageKind[] {
  return withNotes ? ['comment', 'note'] : ['comment']
}

/** Writes a message about a record; returns its id and who is mentioned. */
export async function postMessage(
  record: PlacedKey,
  { kind, body }: { kind: MessageKind; body: string }
): Promise<{ id: string; mentions: string[] }> {
  const environment = Environment.current()
  const mentions = await mentionedIn(body)
  const [row] = await environment.query<{ id: string }>(
    `insert into messages (location_id, record_table, record_id, kind, body, user_id, mentions)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [record.locationId, record.table, record.id, kind, body, environment.asker.userId, mentions]
  )
  environment.noteWrite()
  return { id: row!.id, mentions }
}

/** A message about a record, if the asker may see it. */
export async function findMessage(
  record: RecordKey,
  id: string,
  withNotes: boolean
): Promise<Message | null> {
  if (!isUuid(id)) return null
  const environment = Environment.current()
  const kinds = kindsFor(withNotes)
  const [rows] = await environment.read([
    {
      text: `select x.* from (${LATEST_MESSAGES}) x where x.id = $6`,
      values: [environment.asker.tenantId, record.table, record.id, kinds, null, id],
    },
  ])
  return (rows![0] as unknown as Message) ?? null
}

export async function editMessage(id: string, body: string): Promise<void> {
  const environment = Environment.current()
  await environment.query(
    `update messages set body = $3, mentions = $4, edited_at = clock_timestamp()
     where tenant_id = $1 and id = $2`,
    [environment.asker.tenantId, id, body, await mentionedIn(body)]
  )
  environment.noteWrite()
}

export async function deleteMessage(id: string): Promise<void> {
  const environment = Environment.current()
  await environment.query('delete from messages where tenant_id = $1 and id = $2', [
    environment.asker.tenantId,
    id,
  ])
  environment.noteWrite()
}

/** The users whom a text mentions: by `@` and their whole name or their e-mail address. */
async function mentionedIn(body: string): Promise<string[]> {
  if (!body.includes('@')) return []
  const environment = Environment.current()
  const people = await environment.query<{ id: string; name: string; email: string }>(
    `select id, name, email from memberships where tenant_id = $1 and active
       and (strpos(lower($2), '@' || lower(name)) > 0 or strpos(lower($2), '@' || lower(email)) > 0)`,
    [environment.asker.tenantId, body]
  )
  const isNamed = (text: string) => mention(text).test(body)
  return people.filter(({ name, email }) => isNamed(name) || isNamed(email)).map(({ id }) => id)
}

/** Finds `@` and a name that no letter follows. */
export function mention(name: string): RegExp {
  return new RegExp(`@${RegExp.escape(name)}(?![\\p{L}\\p{N}])`, 'iu')
}
