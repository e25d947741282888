import type { Chart, SwitchLink } from '../graph/types.ts'
import type { PivotFigures } from '../pivot/types.ts'
import type { SearchTools, ToolLink } from '../search/types.ts'

/** What a report shows: a table, a drawing, or why there is neither. */
export type ReportContent =
  | { as: 'table'; table: PivotFigures; notes: string[] }
  | { as: 'chart'; chart: Chart; notes: string[] }
  | { as: 'nothing'; title: string; text: string }

/** What is saved of a report, as the form has it. */
export interface ReportForm {
  name: string
  description: string
  audience: 'private' | 'everyone' | 'groups'
  groups: readonly { name: string; title: string; chosen: boolean }[]
  /** What is wrong with a field, by its name. */
  faults: Readonly<Record<string, string>>
  /** The table of the model, and what of the address is saved. */
  model: string
  query: string
  /** Where changes of the report are sent; null where there is none that the asker may change. */
  changeAction: string | null
  mayShare: boolean
  isOpen: boolean
}

/** Everything on the page of a report below the breadcrumbs. */
export interface ReportPage {
  title: string
  description: string
  /** Whose it is, where it is not the asker's own. */
  note: string | null
  search: SearchTools
  rowMenu: readonly ToolLink[]
  columnMenu: readonly ToolLink[]
  measures: readonly ToolLink[]
  options: readonly ToolLink[]
  shows: readonly SwitchLink[]
  flipHref: string
  /** Where the same is had as a file, for those who may export. */
  fileAction: string | null
  content: ReportContent
  form: ReportForm
  csrf: string
}
