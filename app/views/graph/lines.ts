import { framed, HEIGHT, PLOT, xOf, yOf } from './frame.ts'
import { mark, markLabel, tone } from './marks.ts'
import { figure, scaleOf, stacked, type Scale } from './scale.ts'
import type { Chart } from './types.ts'

type Span = readonly [from: number, to: number] | null

/** One line for each series, with a dot for each group; an area is filled down to its bottom. */
export function lines(chart: Chart): string {
  const isArea = chart.type === 'area'
  const spans = spansOf(chart)
  const scale = scaleOf(spans.flat().flatMap((span) => span ?? []))
  const series = chart.series.map((_, at) => {
    const own = spans.map((each) => each[at]!)
    return `${isArea ? area(chart, scale, own, at) : ''}${line(chart, scale, own, at)}`
  })
  const drawing =
    `<svg width="100%" height="100%" viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">` +
    `${series.join('')}</svg>`
  return framed(chart, scale, drawing + dots(chart, scale, spans))
}

/** Bottom and top of each series in each group; nothing where there is no figure. */
function spansOf({ points, stacked: isStacked }: Chart): Span[][] {
  return points.map(({ cells }) => {
    const values = cells.map(({ value }) => value)
    if (isStacked) return stacked(values)
    return values.map((value) => (value === null ? null : ([0, value] as const)))
  })
}

function line(chart: Chart, scale: Scale, spans: Span[], at: number): string {
  const points = spans.flatMap((span, index) => {
    return span ? [`${figure(xOf(chart, index))},${figure(yOf(scale, span[1]))}`] : []
  })
  return `<polyline class="k${tone(at)}" points="${points.join(' ')}" vector-effect="non-scaling-stroke"/>`
}

function area(chart: Chart, scale: Scale, spans: Span[], at: number): string {
  const known = spans.flatMap((span, index) =>
    span ? [{ span, x: figure(xOf(chart, index)) }] : []
  )
  const tops = known.map(({ span, x }) => `${x},${figure(yOf(scale, span[1]))}`)
  const bottoms = known.map(({ span, x }) => `${x},${figure(yOf(scale, span[0]))}`).reverse()
  return `<polygon class="f${tone(at)} soft-fill" points="${[...tops, ...bottoms].join(' ')}"/>`
}

function dots(chart: Chart, scale: Scale, spans: Span[][]): string {
  const size = chart.points.length > PLOT / 4 ? 2 : 3.5
  return chart.points
    .flatMap((point, index) =>
      point.cells.map((cell, at) => {
        const span = spans[index]![at]
        if (!span || cell.value === null) return ''
        const dot = `<circle class="f${tone(at)}" cx="${figure(xOf(chart, index))}%" cy="${figure(yOf(scale, span[1]))}" r="${size}"/>`
        return mark(dot, markLabel(point, chart.series[at]!, cell), cell.href)
      })
    )
    .join('')
}
