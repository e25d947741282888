import type { Rows, Statement } from '../environment/environment.ts'
import { OPEN_ACTIVITIES, type Activity } from './activities.ts'
import { ATTACHMENTS, type Attachment } from './attachments.ts'
import { FOLLOWERS, type Follower } from './followers.ts'
import { kindsFor, LATEST_MESSAGES, type Message, type RecordKey } from './messages.ts'

/** What hangs on a record, as far as it stands beside its form. */
export interface Conversation {
  messages: readonly Message[]
  activities: readonly Activity[]
  followers: readonly Follower[]
  files: readonly Attachment[]
}

export const nothingSaid: Conversation = { messages: [], activities: [], followers: [], files: [] }

/** What somebody may see of the conversation about a record. */
export interface ConversationAsked {
  record: RecordKey
  /** Whether they work here: others see comments alone. */
  isInternal: boolean
  before: Date | null
  limit: number
}

/** One statement for the conversation. Who asks must be allowed to read the record. */
export function conversationStatement(
  tenantId: string,
  { record, isInternal, before, limit }: ConversationAsked
): Statement {
  const rows = (select: string) => `(select coalesce(json_agg(x), '[]') from (${select}) x)`
  const parts = [
    `${rows(`${LATEST_MESSAGES} limit ${Number(limit)}`)} as messages`,
    `${isInternal && !before ? rows(OPEN_ACTIVITIES) : `'[]'::json`} as activities`,
    `${before ? `'[]'::json` : rows(FOLLOWERS)} as followers`,
    `${before ? `'[]'::json` : rows(ATTACHMENTS)} as files`,
  ]
  return {
    text: `select ${parts.join(', ')}`,
    values: [tenantId, record.table, record.id, kindsFor(isInternal), before],
  }
}

type Raw<Row, Moment extends keyof Row> = Omit<Row, Moment> & Record<Moment, string | null>

/** The conversation in the answer to its statement. */
export function readConversation([row]: Rows): Conversation {
  const { messages, activities, followers, files } = row as {
    messages: Raw<Message, 'time' | 'editedAt'>[]
    activities: Activity[]
    followers: Follower[]
    files: Attachment[]
  }
  return {
    activities,
    followers,
    files,
    messages: messages.map((message) => ({
      ...message,
      time: new Date(message.time!),
      editedAt: message.editedAt === null ? null : new Date(message.editedAt),
    })),
  }
}
