import { renderDashboard } from '../dashboards/page.ts'
import type { ShownTile } from '../dashboards/types.ts'
import { chartOf, labels } from './charts.ts'
import { HERE, names, type Sample, type Shelf } from './sample.ts'

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
