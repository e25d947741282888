import { isMoment } from '../../domains/operators.ts'
import type { SwitchLink } from '../../views/graph/types.ts'
import type { ToolLink } from '../../views/search/types.ts'
import type { Translate } from '../../views/texts.ts'
import type { Figure } from '../groups/figures.ts'
import type { ReportPlan } from './report_plan.ts'
import { LIMITS, SHOWS, type ReportQuery } from './report_query.ts'

const drawings = {
  table: { icon: 'table-2' },
  bar: { icon: 'chart-column' },
  line: { icon: 'chart-line' },
  area: { icon: 'chart-area' },
  pie: { icon: 'chart-pie' },
}

/** The ways to show the same figures. */
export function showLinks(query: ReportQuery, t: Translate): SwitchLink[] {
  return SHOWS.map((show) => ({
    label: t(show === 'table' ? 'ui.report.table' : `ui.graph.types.${show}`),
    icon: drawings[show].icon,
    href: query.set({ show }),
    current: show === query.show,
  }))
}

/** What else can be said: order, limit, stacks, running sums, the day for dashboards. */
export function reportOptions(
  plan: ReportPlan,
  query: ReportQuery,
  figures: readonly Figure[],
  t: Translate
): ToolLink[] {
  const [axis] = query.levels
  const isTime = isMoment(plan.groupable.get(axis?.name ?? '')?.kind ?? '')
  const isTable = query.show === 'table'
  const isRanked = isTable || !isTime || query.show === 'pie'
  const isPlotted = !isTable && query.show !== 'pie'
  return [
    ...(isRanked && axis ? [...orders(query, t), ...limits(query, t)] : []),
    ...(isPlotted && query.levels.length > 1 ? [toggle(query, 'stacked', t)] : []),
    ...(isPlotted && isTime && figures[0]!.isSum ? [toggle(query, 'cumulated', t)] : []),
    ...dates(plan, query, t),
  ]
}

function orders(query: ReportQuery, t: Translate): ToolLink[] {
  return (['natural', 'desc', 'asc'] as const).map((order) => ({
    label: t(`ui.graph.orders.${order}`),
    active: query.order === order,
    href: query.set(order === 'natural' ? { order: null, limit: null } : { order }),
    group: t('ui.graph.order'),
  }))
}

function limits(query: ReportQuery, t: Translate): ToolLink[] {
  return [null, ...LIMITS].map((limit) => ({
    label: limit === null ? t('ui.report.noLimit') : t('ui.report.first', { count: limit }),
    active: query.limit === limit,
    href: query.set({ limit: limit === null ? null : String(limit) }),
    group: t('ui.report.limit'),
  }))
}

function toggle(query: ReportQuery, part: 'stacked' | 'cumulated', t: Translate): ToolLink {
  return {
    label: t(`ui.graph.${part}`),
    active: query[part],
    href: query.set({ [part]: query[part] ? null : '1' }),
    group: t('ui.graph.drawing'),
  }
}

/** The days and moments that the stretch of time of a dashboard can be about. */
function dates({ groupable }: ReportPlan, query: ReportQuery, t: Translate): ToolLink[] {
  const moments = [...groupable].filter(([, { isMoment: isDay }]) => isDay)
  if (moments.length === 0) return []
  const none = { name: null, label: t('ui.report.noDate') }
  return [none, ...moments.map(([name, { label }]) => ({ name, label }))].map(
    ({ name, label }) => ({
      label,
      active: query.date === name,
      href: query.set({ date: name ?? 'none' }),
      group: t('ui.report.date'),
    })
  )
}
