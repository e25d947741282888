import type { HttpContext } from '@adonisjs/core/http'
import { decimal, text } from '../../models/fields.ts'
import type { PivotRow } from '../../views/pivot/types.ts'
import { headingsOf } from '../pivot/pivot_file.ts'
import { linesOf, type PivotParts } from '../pivot/pivot_layout.ts'
import { paperOf } from '../print/paper.ts'
import { isWide, printedColumns } from '../print/printed_table.ts'
import { plainSearchTools } from '../search/search_tools.ts'
import type { ReportPlan } from './report_plan.ts'
import type { ReportQuery } from './report_query.ts'

const NOTHING = '–'
/** Before the name of a row that lies inside another one. */
const STEP = '\u00a0\u00a0'

/** The table of a report on paper: what the template `list.typ` takes. */
export async function reportSheet(
  ctx: HttpContext,
  { plan, query, parts }: { plan: ReportPlan; query: ReportQuery; parts: PivotParts },
  { title, corner, summary }: { title: string; corner: string; summary: string }
) {
  const { t } = ctx.page
  const [total, ...lines] = linesOf(parts)
  const search = await plainSearchTools(ctx, plan, query, t)
  const words = query.search ? [{ label: t('ui.print.search'), value: query.search }] : []
  const fields = [
    { label: corner, field: text({ label: corner }) },
    ...headingsOf(parts).map((label) => ({ label, field: decimal({ label }) })),
  ]
  const texts = (line: PivotRow) => line.cells.map((cell) => cell.text || NOTHING)
  const cells = (line: PivotRow) => [STEP.repeat(line.depth - 1) + line.label, ...texts(line)]
  const columns = printedColumns(fields, lines.map(cells))
  return {
    count: lines.length,
    data: {
      paper: paperOf(ctx, title, isWide(columns)),
      summary,
      filters: [...words, ...search.facets].map(({ label, value }) => ({ label, value })),
      columns,
      rows: lines.map((line) =>
        line.isGroup
          ? { depth: line.depth - 1, label: line.label, count: '', span: 1, sums: texts(line) }
          : cells(line)
      ),
      totals: [total!.label, ...texts(total!)],
    },
  }
}
