import type { HttpContext } from '@adonisjs/core/http'
import { domainFromUrl, domainToUrl } from '../../domains/url.ts'
import type { TileContent } from '../../views/dashboards/types.ts'
import type { ReportContent } from '../../views/reports/types.ts'
import { isWhole } from '../reports/is_whole.ts'
import { reportPlan } from '../reports/report_plan.ts'
import { REPORTS } from '../reports/report_place.ts'
import { ReportQuery } from '../reports/report_query.ts'
import { ReportReader } from '../reports/report_reader.ts'
import type { Report } from '../reports/reports.ts'
import { within, type Range } from './ranges.ts'
import type { TileQuestion } from './tile_reader.ts'

const PREFIX = 'report.'

/** The name of the tile that a report is on a dashboard. */
export function reportTileName({ id }: Pick<Report, 'id'>): string {
  return PREFIX + id
}

/** Whether a tile of this name is a report, whether that is there or not. */
export function isReportTile(name: string): boolean {
  return name.startsWith(PREFIX)
}

/**
 * What a report asks on a dashboard: of the records within the stretch of time, where the report
 * says by which day or moment. What is not there for the asker says so.
 */
export async function reportTile(
  ctx: HttpContext,
  report: Report | undefined,
  range: Range
): Promise<TileQuestion> {
  const { asker, page, registry } = ctx
  const plan = report && reportPlan(registry, asker, report.model, `${REPORTS}/${report.id}`)
  if (!plan || !isWhole(ctx, plan, report.query)) {
    return { statements: [], content: () => ({ as: 'note', text: page.t('ui.report.missing') }) }
  }
  const asked = Object.fromEntries(new URLSearchParams(report.query))
  const { date } = new ReportQuery({ qs: () => asked }, plan)
  const domain = [...domainFromUrl(asked.domain ?? ''), ...(date ? within(date, range) : [])]
  const params = {
    ...asked,
    date: date ?? 'none',
    domain: domain.length > 0 ? domainToUrl(domain) : '',
  }
  const query = new ReportQuery({ qs: () => params }, plan)
  const { statements, content } = await new ReportReader(ctx, plan, query).question()
  return {
    statements,
    content: (answers) => tileContent(content(answers.map((rows) => [...rows]))),
  }
}

/** Rows are opened and closed on the page of the report itself. */
function tileContent(content: ReportContent): TileContent {
  switch (content.as) {
    case 'chart':
      return content
    case 'table': {
      const rows = content.table.rows.map((row) => ({ ...row, toggle: null }))
      return { as: 'table', table: { ...content.table, rows } }
    }
    default:
      return { as: 'note', text: content.text }
  }
}
