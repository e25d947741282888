import type { Tone } from '../../domains/fields.ts'
import type { ListPager } from '../list/types.ts'
import type { ScreenHead } from '../screens/types.ts'
import type { SearchTools } from '../search/types.ts'
import type { CanMove } from './place.ts'
import type { QuickCreate } from './quick_create.ts'

/** A column of a board as plain data. */
export interface KanbanColumn {
  /** What its cards have in common: an option, an id, or nothing. */
  key: string
  label: string
  /** Whether it stands for something that cards can be given. */
  isNamed: boolean
  count: string
  /** The sum of its records, in words, or null where nothing is summed up. */
  sum: string | null
  isFolded: boolean
  progress: KanbanProgress | null
  /** Ready `<article>` elements, see `card.ts`. */
  cards: string
  /** Said in a column without cards. */
  empty: string
  more: { label: string; href: string } | null
  /** Where the record that the column stands for is changed, folded and archived. */
  editHref: string | null
}

/** How the records of a column are spread over states. */
export interface KanbanProgress {
  /** The same in a sentence. */
  label: string
  parts: { tone: Tone; percent: number }[]
}

/** Everything that stands on a board below the breadcrumbs, as plain data. */
export interface KanbanPage extends ScreenHead {
  search: SearchTools
  /** What the board is: "Deals by stage". */
  label: string
  /** How many records there are in all, and their sum. */
  total: string
  sum: string | null
  /** Which columns are shown, and the way to the others; null where these are all. */
  pager: ListPager | null
  columns: KanbanColumn[]
  /** What the colours of the bars mean, by the classes of these. */
  legend: { label: string; tone: string }[]
  canMove: CanMove
  /** Says that cards stay in their columns, where they do. */
  fixed: string | null
  /** The columns into which cards can be put. */
  choices: readonly { key: string; label: string }[]
  csrf: string
  /** What makes a card in a column, or null. */
  quickCreate: QuickCreate | null
  /** What makes another column, or null. */
  newColumn: {
    label: string
    /** The form with all fields. */
    href: string
    /** Where a name alone is sent; null where that is not enough. */
    action: string | null
  } | null
  /** Where the new place of a column is sent; `:column` stands for it. Null where they stay. */
  columnsAction: string | null
}
