import { escape } from '../html.ts'
import { mark, markLabel, tone } from './marks.ts'
import { figure, scaleOf, stacked, type Scale } from './scale.ts'
import type { Chart, ChartPoint } from './types.ts'

const THICK = 12
const THIN = 8

/**
 * Bars that lie below each other, each under its name and beside its figure, as names need room.
 * Bars of several series lie on each other or follow one another.
 */
export function bars(chart: Chart): string {
  const isStacked = chart.stacked || chart.series.length === 1
  const totals = chart.points.map(({ cells }) => {
    const values = cells.map(({ value }) => value)
    return isStacked ? stacked(values) : values.map((value) => [0, value ?? 0] as const)
  })
  const scale = exact(scaleOf(totals.flat(2)), totals.flat(2))
  const items = chart.points.map((point, index) => {
    const drawn = isStacked
      ? onTrack(chart, point, scale, totals[index]!)
      : below(chart, point, scale, totals[index]!)
    return `<li><span class="bars__name cut">${escape(point.label)}</span><span class="bars__figure">${escape(point.total.text)}</span>${drawn}</li>`
  })
  return `<ul class="bars" role="list" aria-label="${escape(chart.summary)}">${items.join('')}</ul>`
}

type Span = readonly [from: number, to: number]

/** One thick bar, of all series, on a track that is as long as the longest. */
function onTrack(chart: Chart, point: ChartPoint, scale: Scale, spans: readonly Span[]): string {
  const drawn = spans.map((span, at) =>
    lying(chart, point, at, scale, { span, y: 0, thick: THICK })
  )
  return `<svg class="chart" height="${THICK}"><rect class="f0" width="100%" height="${THICK}" rx="1"/>${drawn.join('')}</svg>`
}

/** A thin bar for each series that has a figure here. */
function below(chart: Chart, point: ChartPoint, scale: Scale, spans: readonly Span[]): string {
  const drawn = spans
    .flatMap((span, at) => (point.cells[at]!.value ? [{ span, at }] : []))
    .map(({ span, at }, row) =>
      lying(chart, point, at, scale, { span, y: row * (THIN + 2), thick: THIN })
    )
  return `<svg class="chart" height="${Math.max(drawn.length, 1) * (THIN + 2)}">${drawn.join('')}</svg>`
}

/** Beside the figures no scale is shown, so it ends with the longest bar. */
function exact(scale: Scale, values: readonly number[]): Scale {
  const least = Math.min(0, ...values)
  const greatest = Math.max(0, ...values, least + 1e-9)
  return { ...scale, least, greatest, at: (value) => (value - least) / (greatest - least) }
}

function lying(
  chart: Chart,
  point: ChartPoint,
  at: number,
  scale: Scale,
  place: { span: Span; y: number; thick: number }
): string {
  const cell = point.cells[at]!
  if (!cell.value) return ''
  const [from, to] = place.span
  const left = scale.at(Math.min(from, to)) * 100
  const width = Math.abs(scale.at(to) - scale.at(from)) * 100
  const rect =
    `<rect class="f${tone(at)}" x="${figure(left)}%" y="${place.y}" ` +
    `width="${figure(width)}%" height="${place.thick}" rx="1"/>`
  return mark(rect, markLabel(point, chart.series[at]!, cell), cell.href)
}
