import { framed, xOf, yOf } from './frame.ts'
import { mark, markLabel, tone } from './marks.ts'
import { figure, scaleOf, stacked, type Scale } from './scale.ts'
import type { Chart, ChartPoint } from './types.ts'

/** Part of a group's room that its bars take. */
const FILLED = 0.7

/** Bars that stand side by side along the time, or on top of each other. */
export function columns(chart: Chart): string {
  const isStacked = chart.stacked || chart.series.length === 1
  const spans = chart.points.map(({ cells }) => {
    const values = cells.map(({ value }) => value)
    return isStacked ? stacked(values) : values.map((value) => [0, value ?? 0] as const)
  })
  const scale = scaleOf(spans.flat(2))
  const drawing = chart.points.map((point, index) => {
    const room = (100 / chart.points.length) * FILLED
    const width = isStacked ? room : room / chart.series.length
    const left = xOf(chart, index) - room / 2
    return spans[index]!.map(([from, to], at) =>
      bar(chart, point, at, scale, {
        from,
        to,
        x: isStacked ? left : left + at * width,
        width: isStacked ? width : width * 0.92,
      })
    ).join('')
  })
  return framed(chart, scale, drawing.join(''))
}

function bar(
  chart: Chart,
  point: ChartPoint,
  at: number,
  scale: Scale,
  place: { from: number; to: number; x: number; width: number }
): string {
  const cell = point.cells[at]!
  if (!cell.value) return ''
  const top = yOf(scale, Math.max(place.from, place.to))
  const height = Math.max(Math.abs(yOf(scale, place.from) - yOf(scale, place.to)), 1)
  const rect =
    `<rect class="f${tone(at)}" x="${figure(place.x)}%" y="${figure(top)}" ` +
    `width="${figure(place.width)}%" height="${figure(height)}"/>`
  return mark(rect, markLabel(point, chart.series[at]!, cell), cell.href)
}
