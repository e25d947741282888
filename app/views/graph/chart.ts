import { bars } from './bars.ts'
import { columns } from './columns.ts'
import { lines } from './lines.ts'
import { pie } from './pie.ts'
import type { Chart } from './types.ts'

/**
 * A chart as SVG: percent across and pixels up, so that its type stays 12 px at every width, with
 * colours by class, so that it needs no style of its own and follows the theme.
 */
export function renderChart(chart: Chart): string {
  if (chart.type === 'pie') return pie(chart)
  if (chart.type === 'line' || chart.type === 'area') return lines(chart)
  return chart.isTime ? columns(chart) : bars(chart)
}
