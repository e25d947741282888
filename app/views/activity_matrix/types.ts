import type { ScreenHead } from '../screens/types.ts'
import type { SearchTools } from '../search/types.ts'

/** What is to be done about a record in one way. */
export interface MatrixCell {
  /** Where one more is planned. */
  planHref: string
  /** "Plan a call: Ada Quist" */
  planLabel: string
  /** The next one; null where nothing is planned. */
  next: {
    href: string
    tone: 'bad' | 'warn' | 'ok'
    /** "21 Nov 2026" */
    day: string
    /** "Overdue since 21 Nov 2026: Ask for the drawing" */
    label: string
    /** How many there are beside it: "+2", or nothing. */
    further: string
  } | null
}

export interface MatrixRow {
  title: string
  href: string
  detail: string
  /** One for each type. */
  cells: MatrixCell[]
}

/** Everything of an activity view below the breadcrumbs. */
export interface MatrixPage extends ScreenHead {
  search: SearchTools
  /** "Contacts and what is planned" */
  label: string
  /** What the rows are: "Contact". */
  records: string
  types: { label: string; symbol: string }[]
  rows: MatrixRow[]
  more: string | null
  noMatch: { title: string; text: string; clearHref: string }
}
