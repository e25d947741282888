import { UNITS } from '../../models/aggregate.ts'
import { CHART_TYPES } from '../../views/graph/declaration.ts'
import type { SwitchLink } from '../../views/graph/types.ts'
import type { ToolLink } from '../../views/search/types.ts'
import type { Translate } from '../../views/texts.ts'
import type { Figure } from '../groups/figures.ts'
import { groupWord } from '../search/search_query.ts'
import type { GraphQuery } from './graph_query.ts'

const types = {
  bar: { icon: 'chart-column' },
  line: { icon: 'chart-line' },
  area: { icon: 'chart-area' },
  pie: { icon: 'chart-pie' },
}

/** The ways to draw the same figures. */
export function typeLinks(query: GraphQuery, t: Translate): SwitchLink[] {
  return CHART_TYPES.map((type) => ({
    label: t(`ui.graph.types.${type}`),
    icon: types[type].icon,
    href: query.href({ type }),
    current: type === query.type,
  }))
}

/** The figures that can be drawn. */
export function measureLinks(
  query: { href(change: { measure: string }): string },
  offered: readonly Figure[],
  chosen: Figure
): ToolLink[] {
  const all = offered.some(({ word }) => word === chosen.word) ? offered : [...offered, chosen]
  return all.map(({ word, label }) => ({
    label,
    href: query.href({ measure: word }),
    active: word === chosen.word,
  }))
}

/** What else can be said about the drawing: spans of time, stacks, running sums, order. */
export function optionLinks(
  query: GraphQuery,
  chart: { isTime: boolean; isSum: boolean; series: number },
  t: Translate
): ToolLink[] {
  const [axis, ...others] = query.levels
  const spans = UNITS.map((unit) => ({
    label: t(`ui.unit.${unit}`),
    active: axis?.unit === unit,
    href: query.href({ group: [{ ...axis!, unit }, ...others].map(groupWord).join(',') }),
    group: t('ui.graph.span'),
  }))
  const orders = (['natural', 'desc', 'asc'] as const).map((order) => ({
    label: t(`ui.graph.orders.${order}`),
    active: query.order === order,
    href: query.href({ order: order === 'natural' ? null : order }),
    group: t('ui.graph.order'),
  }))
  const toggle = (part: 'stacked' | 'cumulated') => ({
    label: t(`ui.graph.${part}`),
    active: query[part],
    href: query.href({ [part]: query[part] ? '0' : '1' }),
    group: t('ui.graph.drawing'),
  })
  const isPie = query.type === 'pie'
  return [
    ...(chart.isTime ? spans : orders),
    ...(chart.series > 1 && !isPie ? [toggle('stacked')] : []),
    ...(chart.isTime && chart.isSum && !isPie ? [toggle('cumulated')] : []),
  ]
}
