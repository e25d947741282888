import type { ScreenHead } from '../screens/types.ts'
import type { SearchTools } from '../search/types.ts'

export interface ListColumn {
  name: string
  label: string
  /** The list sorted by this column, or the other way round where it already is. */
  sortHref: string | null
  sorted: 'ascending' | 'descending' | null
  /** Its place in an order by several columns, from the second on. */
  rank?: number | null
  /** The list sorted by this column after those that it is sorted by, where it is sorted already. */
  thenHref?: string | null
  /** Figures stand right, avatars and ticks in the centre, all else left. */
  align: 'left' | 'right' | 'center'
  /** `main` leads in medium weight. `lo` goes first where room is short, then `lo2`. */
  priority: 'main' | 'always' | 'lo' | 'lo2'
  /** How much room it takes: what is always short has a fixed width, all else shares the rest. */
  width: 'main' | 'xs' | 's' | 'm' | 'l' | 'rest'
  /** Its width where somebody has made it wider or narrower. */
  pixels?: number | null
  /** Place on the card that a row becomes below 640 px; null is not shown there. */
  mobile: 'title' | 'state' | 'meta' | 'num' | null
  /** Set the value in secondary ink, as for dates. */
  soft?: boolean
}

export interface ListPager {
  /** Place of the first row shown, as text of the user's language. */
  from: string
  to: string
  /** All matches: "240" or "10,000+". */
  total: string
  /** The number of all groups, where groups are what is paged. */
  groups?: number
  previousHref: string | null
  nextHref: string | null
}

/** The foot of a list: sums of everything that it asks for, already formatted. */
export interface ListTotals {
  label: string
  /** By the names of the columns. */
  sums: Readonly<Record<string, string>>
}

/** A button of the bar that appears while rows are ticked; it posts them to its action. */
export interface BulkAction {
  label: string
  action: string
  /** What the action is told as `operation`. */
  operation: string
  icon: string
  danger: boolean
}

/** Everything that stands on a list page below the breadcrumbs, as plain data. */
export interface ListPage extends ScreenHead, SearchTools {
  /** The page on which columns are chosen and put in order. */
  columnsHref: string

  columns: readonly ListColumn[]
  /** Whether something in the rows can be edited where it stands. */
  editable: boolean
  /** Whether the rows can be put in order. */
  ordered: boolean
  /** Ready `<tr>` elements, see `rows.ts` and `cells.ts`. */
  rows: string
  rowCount: number
  totals: ListTotals | null
  pager: ListPager
  /** Without actions rows have no tick boxes. */
  bulk: BulkAction[]
  /** The search that is on, posted along with what is ticked. */
  bulkSearch: string
  /** Offers everything that the search finds, where that is more than the page; else null. */
  allMatching: string | null
  csrf: string

  /** What the list is for, said while it holds nothing at all. */
  empty: { title: string; text: string }
  /** Said while nothing matches search and filters. */
  noMatch: {
    title: string
    text: string
    clearHref: string
    widen: { label: string; href: string } | null
  }
}
