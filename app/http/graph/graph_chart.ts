import type { Field } from '../../domains/fields.ts'
import { isMoment } from '../../domains/operators.ts'
import type { Group, GroupTerm } from '../../models/aggregate.ts'
import type { ChartType } from '../../views/graph/declaration.ts'
import type { Chart, ChartCell, ChartPoint } from '../../views/graph/types.ts'
import { localeOf } from '../formats.ts'
import type { Figure } from '../groups/figures.ts'
import { groupDomain } from '../groups/group_domain.ts'
import { groupLabel, type GroupWords } from '../groups/group_label.ts'
import { termLabel } from '../groups/group_term.ts'
import { shortSpan } from '../groups/spans.ts'
import { filledSlots, largest, shared, slotsOf, sorted, type Slot } from './graph_groups.ts'
import type { GraphOrder } from './graph_query.ts'

/** Colours are six; more groups than fit below each other help nobody. */
const MOST_SERIES = 6
const MOST_BARS = 30
const SHORT = 14

/** What a chart is made of. */
export interface ChartParts {
  type: ChartType
  stacked: boolean
  cumulated: boolean
  order: GraphOrder
  /** So many groups at most, the first of the order; all others are left out. */
  most?: number
  /** The axis, and the series. */
  levels: readonly GroupTerm[]
  figure: Figure
  groups: readonly Group[]
  fieldOf(name: string): Field
  /** The list of the records that meet a condition. */
  listHref(domain: readonly unknown[]): string | null
  words: GroupWords & { timeZone: string }
}

/** The chart of some groups: every span of time, the largest series, sums and links. */
export function chartOf(parts: ChartParts): Chart {
  const { levels, figure, words } = parts
  const [axis, second] = levels
  const { t } = words
  const isTime = axis !== undefined && isMoment(parts.fieldOf(axis.name).kind)
  const series = second && parts.type !== 'pie' ? seriesOf(parts) : []
  const points = cumulated(parts, ordered(parts, pointsOf(parts, series, isTime), isTime), isTime)
  const names = levels.map((term) => termLabel(parts.fieldOf(term.name).options.label, term, t))
  const title = axis
    ? t('ui.graph.title', { measure: figure.label, groups: names.slice(0, 2).join(', ') })
    : figure.label
  return {
    type: parts.type,
    stacked: parts.stacked,
    isTime,
    title,
    axis: names[0] ?? '',
    summary: summaryOf(title, points, words),
    series: series.length > 0 ? series.map((slot) => slotLabel(parts, 1, slot)) : [''],
    points,
    tick: tickOf(words.language),
  }
}

function seriesOf({ groups, figure, levels, fieldOf }: ChartParts): Slot[] {
  const slots = sorted(slotsOf(groups, 1), fieldOf(levels[1]!.name))
  return largest(slots, MOST_SERIES, ({ groups: own }) => figure.merge(own))
}

function pointsOf(parts: ChartParts, series: Slot[], isTime: boolean): ChartPoint[] {
  const { levels, groups, figure, type } = parts
  if (levels.length === 0) {
    const whole = { key: null, groups: [...groups] }
    return groups.length === 0 ? [] : [point(parts, whole, series, figure.label)]
  }
  const found = slotsOf(groups, 0)
  const size = ({ groups: own }: Slot) => figure.merge(own)
  const slots =
    isTime && type !== 'pie' ? filledSlots(found, levels[0]!.unit!) : firstOf(parts, found)
  const most = type === 'pie' ? MOST_SERIES : isTime ? slots.length : MOST_BARS
  return largest(slots, most, size).map((slot, index) => ({
    ...point(parts, slot, series, slotLabel(parts, 0, slot)),
    ...(isTime ? shortSpanOf(parts, slot, index === 0) : {}),
  }))
}

/** The first slots of the order, where not all of them are asked for. */
function firstOf({ most, order, figure }: ChartParts, slots: readonly Slot[]): readonly Slot[] {
  if (most === undefined || slots.length <= most) return slots
  const direction = order === 'asc' ? 1 : -1
  const sizes = new Map(slots.map((slot) => [slot, figure.merge(slot.groups) ?? 0]))
  const kept = [...slots]
    .sort((one, other) => (sizes.get(one)! - sizes.get(other)!) * direction)
    .slice(0, most)
  return slots.filter((slot) => kept.includes(slot))
}

function point(parts: ChartParts, slot: Slot, series: Slot[], label: string): ChartPoint {
  const total = cell(parts, slot.groups, [slot.key])
  const cells = series.map((each) => cell(parts, shared(slot, each), [slot.key, each.key]))
  return {
    label,
    short: shortened(label),
    cells: cells.length > 0 ? cells : [total],
    total,
  }
}

function cell(
  parts: ChartParts,
  groups: readonly Group[],
  keys: readonly Slot['key'][]
): ChartCell {
  const { figure, levels, fieldOf, words } = parts
  const value = figure.merge(groups)
  const isLinked = groups.length > 0 && keys.every((key) => key !== null)
  const domain = keys.flatMap((key, level) =>
    key && levels[level]
      ? groupDomain(fieldOf(levels[level].name), levels[level], key.value, words.timeZone)
      : []
  )
  return { value, text: figure.format(value), href: isLinked ? parts.listHref(domain) : null }
}

function ordered({ order }: ChartParts, points: ChartPoint[], isTime: boolean): ChartPoint[] {
  if (isTime || order === 'natural') return points
  const direction = order === 'asc' ? 1 : -1
  return [...points].sort(
    (one, other) => ((one.total.value ?? 0) - (other.total.value ?? 0)) * direction
  )
}

/** Each figure with all before it, where figures add up over time. */
function cumulated(
  { figure, ...parts }: ChartParts,
  points: ChartPoint[],
  isTime: boolean
): ChartPoint[] {
  if (!parts.cumulated || !isTime || !figure.isSum || parts.type === 'pie') return points
  const running = new Map<number, number>()
  const add = (each: ChartCell, at: number): ChartCell => {
    const value = (running.get(at) ?? 0) + (each.value ?? 0)
    running.set(at, value)
    return { ...each, value, text: figure.format(value) }
  }
  return points.map((each) => ({
    ...each,
    total: add(each.total, -1),
    cells: each.cells.map(add),
  }))
}

function slotLabel({ levels, fieldOf, words }: ChartParts, level: number, { key }: Slot): string {
  const term = levels[level]!
  return key ? groupLabel(fieldOf(term.name), term, key, words) : words.t('ui.graph.other')
}

function shortened(label: string): string {
  return label.length > SHORT ? `${label.slice(0, SHORT - 1)}…` : label
}

function shortSpanOf({ levels, words }: ChartParts, { key }: Slot, withYear: boolean) {
  if (!key?.value) return {}
  const { unit = 'month' } = levels[0]!
  return { short: shortSpan(String(key.value), unit, { ...words, withYear }) }
}

function summaryOf(title: string, points: ChartPoint[], { t }: GroupWords): string {
  const most = [...points].sort(
    (one, other) => (other.total.value ?? 0) - (one.total.value ?? 0)
  )[0]
  if (!most) return title
  return t('ui.graph.summary', { title, group: most.label, value: most.total.text })
}

function tickOf(language: string): (value: number) => string {
  const format = new Intl.NumberFormat(localeOf(language), {
    notation: 'compact',
    maximumFractionDigits: 2,
  })
  return (value) => format.format(value)
}
