import type { ChartType } from '../graph/declaration.ts'
import { renderGraphPage } from '../graph/page.ts'
import type { Chart } from '../graph/types.ts'
import { head, HERE, loading, LONG, noMatch, search, type Sample, type Shelf } from './sample.ts'

const cell = (value: number) => ({ value, text: String(value), href: HERE })

/** A chart of two series, but for what is said otherwise. */
export function chartOf(
  type: ChartType,
  labels: readonly string[],
  changes: Partial<Chart> = {}
): Chart {
  return {
    type,
    stacked: false,
    isTime: type !== 'bar',
    title: 'Deals by stage',
    axis: 'Stage',
    summary: 'Most deals are new.',
    series: ['Low', 'High'],
    points: labels.map((label, at) => ({
      label,
      short: label.slice(0, 12),
      cells: [cell(12 - at), cell(at * 2 + 1)],
      total: cell(13 + at),
    })),
    tick: String,
    ...changes,
  }
}

const page =
  (chart: Chart): Sample =>
  (t) =>
    renderGraphPage(
      {
        head,
        search: search(false),
        types: [],
        measures: [{ label: 'Value', href: HERE, active: true }],
        options: [{ label: 'Stacked', href: HERE, active: chart.stacked }],
        chart,
        notes: [],
        noMatch,
      },
      t
    )

export const labels = ['New', 'Qualified', 'Won', LONG]
const bars = page(chartOf('bar', labels))

export const graphSamples: Shelf = {
  bar: bars,
  stacked: page(chartOf('bar', labels, { stacked: true })),
  columns: page(chartOf('bar', labels, { isTime: true })),
  line: page(chartOf('line', labels)),
  area: page(chartOf('area', labels)),
  pie: page(chartOf('pie', labels, { series: [''] })),
  one: page(chartOf('bar', ['New'])),
  many: page(
    chartOf(
      'line',
      Array.from({ length: 40 }, (_, at) => `W${at + 1}`)
    )
  ),
  empty: page(chartOf('bar', [])),
  loading: loading(bars),
}
