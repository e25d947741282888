import type { ThreadFiles } from './files.ts'
import type { Following } from './following.ts'

/** Somebody who said or did something; null for the system itself. */
export interface ThreadAuthor {
  name: string
  initials: string
  tone: number
}

/** A message in the conversation about a record. */
export interface ThreadMessage {
  kind: 'comment' | 'note'
  id: string
  author: ThreadAuthor | null
  /** "09:14" */
  time: string
  /** The moment as machines read it. */
  moment: string
  /** As it was written. */
  body: string
  mentioned: readonly string[]
  edited: boolean
  /** Where it is changed and deleted; null for those who may not. */
  editHref: string | null
  deleteHref: string | null
}

/** A change of the record that is told in the conversation. */
export interface ThreadChange {
  kind: 'change'
  author: ThreadAuthor | null
  time: string
  moment: string
  /** "Created", where it is more than values that changed. */
  text: string
  fields: readonly { label: string; before: string; after: string }[]
}

export type ThreadItem = ThreadMessage | ThreadChange

/** Something that is planned about a record. */
export interface ThreadActivity {
  /** Name of its icon. */
  symbol: string
  /** "Call" */
  kind: string
  summary: string
  note: string
  state: 'overdue' | 'today' | 'planned'
  /** "Today", "Overdue since 18 Nov 2026". */
  due: string
  who: string
  completionHref: string
  editHref: string
  /** The record, where the activity stands apart from it. */
  record: { title: string; href: string } | null
  /** The page that shows it, where that is not the record's: `activities`, or the first one, `home`. */
  back: 'activities' | 'home' | null
}

/** What somebody was about to say, and why it was not taken. */
export interface ThreadFault {
  text: string
  body: string
}

/** The conversation about a record. */
export interface ThreadPage {
  csrf: string
  /** Where messages are posted. */
  action: string
  /** Whether the reader may write notes. */
  canNote: boolean
  /** Where something is planned; null for those who may not. */
  planHref: string | null
  /** The files on the record; null on pages of older messages. */
  files: ThreadFiles | null
  /** Whether the reader follows the record; null on pages of older messages. */
  following: Following | null
  /** The earliest first. */
  activities: readonly ThreadActivity[]
  fault: ThreadFault | null
  /** Newest first. */
  days: readonly { label: string; items: readonly ThreadItem[] }[]
  olderHref: string | null
}
