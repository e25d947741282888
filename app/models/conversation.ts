import { Parameters } from '../domains/parameters.ts'
import type { Rows, Statement } from '../environment/environment.ts'
import { openPart, type Activity } from './activities.ts'
import { ATTACHMENTS, type Attachment } from './attachments.ts'
import { FOLLOWERS, type Follower } from './followers.ts'
import { kindsFor, LATEST_MESSAGES, type Message, type RecordKey } from './messages.ts'
import type { TrackedChange } from './tracked_changes.ts'

/** What hangs on a record, as far as it stands beside its form. */
export interface Conversation {
  messages: readonly Message[]
  activities: readonly Activity[]
  followers: readonly Follower[]
  files: readonly Attachment[]
  changes: readonly TrackedChange[]
}

export const nothingSaid: Conversation = {
  messages: [],
  activities: [],
  followers: [],
  files: [],
  changes: [],
}

/** What somebody may see of the conversation about a record. */
export interface ConversationAsked {
  record: RecordKey
  /** Whether they work here: others see comments alone. */
  isInternal: boolean
  before: Date | null
  limit: number
}

/**
 * One statement for the conversation. `changes` writes the part that reads what changed of the record,
 * with parameters of the statement; without it they are left out. Who asks must be allowed to read
 * the record.
 */
export function conversationStatement(
  tenantId: string,
  { record, isInternal, before, limit }: ConversationAsked,
  changes: ((parameters: Parameters) => string) | null
): Statement {
  const kinds = kindsFor(isInternal)
  const parameters = new Parameters([tenantId, record.table, record.id, kinds, before])
  const rows = (select: string) => `(select coalesce(json_agg(x), '[]') from (${select}) x)`
  const parts = [
    `${rows(`${LATEST_MESSAGES} limit ${Number(limit)}`)} as messages`,
    `${isInternal && !before ? rows(openPart()) : `'[]'::json`} as activities`,
    `${before ? `'[]'::json` : rows(FOLLOWERS)} as followers`,
    `${before ? `'[]'::json` : rows(ATTACHMENTS)} as files`,
    `${changes ? rows(changes(parameters)) : `'[]'::json`} as changes`,
  ]
  return { text: `select ${parts.join(', ')}`, values: parameters.values }
}

type Raw<Row, Moment extends keyof Row> = Omit<Row, Moment> & Record<Moment, string | null>

/** The conversation in the answer to its statement. */
export function readConversation([row]: Rows): Conversation {
  const { messages, changes, ...others } = row as {
    messages: Raw<Message, 'time' | 'editedAt'>[]
    activities: Activity[]
    followers: Follower[]
    files: Attachment[]
    changes: Raw<TrackedChange, 'time'>[]
  }
  return {
    ...others,
    changes: changes.map((change) => ({ ...change, time: new Date(change.time!) })),
    messages: messages.map((message) => ({
      ...message,
      time: new Date(message.time!),
      editedAt: message.editedAt === null ? null : new Date(message.editedAt),
    })),
  }
}
