import { renderDashboard } from '../dashboards/page.ts'
import type { ShownTile } from '../dashboards/types.ts'
import type { ChartType } from '../graph/declaration.ts'
import { renderGraphPage } from '../graph/page.ts'
import type { Chart } from '../graph/types.ts'
import {
  head,
  HERE,
  loading,
  LONG,
  names,
  noMatch,
  search,
  type Sample,
  type Shelf,
} from './sample.ts'

const cell = (value: number) => ({ value, text: String(value), href: HERE })

function chartOf(type: ChartType, labels: readonly string[], changes: Partial<Chart> = {}): Chart {
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

const labels = ['New', 'Qualified', 'Won', LONG]
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

const tiles: ShownTile[] = [
  {
    name: 'won',
    label: 'Won',
    size: 1,
    content: {
      as: 'figure',
      value: '€ 486,500',
      href: HERE,
      delta: { text: '1.5 %', isUp: false, tone: 'bad', against: 'last month' },
    },
  },
  {
    name: 'lost',
    label: 'Lost',
    size: 1,
    content: { as: 'figure', value: '0', href: null, delta: null },
  },
  {
    name: 'stages',
    label: 'Deals by stage',
    size: 2,
    content: { as: 'chart', chart: chartOf('bar', labels) },
  },
  {
    name: 'leaders',
    label: 'Leaderboard',
    size: 2,
    content: {
      as: 'leaders',
      head: 'Owner',
      measure: 'Value, €',
      rows: names.map((label, at) => ({ label, text: '25,000', share: 1 / (at + 1), href: HERE })),
    },
  },
  {
    name: 'next',
    label: 'To close next',
    size: 2,
    content: {
      as: 'list',
      rows: names.map((title) => ({ title, detail: '26 Nov', href: HERE })),
      href: HERE,
    },
  },
]

const dashboard =
  (shown: ShownTile[], isEdited = false): Sample =>
  (t) =>
    renderDashboard(
      {
        title: 'Sales',
        href: HERE,
        ranges: [{ label: 'This month', href: HERE, active: true }],
        range: 'This month',
        others: [{ label: 'Service', href: HERE, active: false }],
        tiles: shown,
        note: null,
        createAction: HERE,
        copied: null,
        edit: isEdited
          ? {
              action: HERE,
              name: 'Sales',
              shared: true,
              isCopy: false,
              offered: [{ name: 'new', label: 'New contacts' }],
            }
          : null,
        editHref: HERE,
        csrf: '',
      },
      t
    )

export const dashboardSamples: Shelf = {
  filled: dashboard(tiles),
  edit: dashboard(tiles, true),
  one: dashboard(tiles.slice(0, 1)),
  empty: dashboard([]),
}
