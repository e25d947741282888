import { escape } from '../html.ts'
import { mark, markLabel, tone } from './marks.ts'
import { figure } from './scale.ts'
import type { Chart, ChartPoint } from './types.ts'

const RADIUS = 100

/** Slices of a whole, with a list beside them of names, figures and shares. */
export function pie(chart: Chart): string {
  const sizes = chart.points.map(({ total }) => Math.max(total.value ?? 0, 0))
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  let start = 0
  const slices = chart.points.map((point, index) => {
    const share = whole === 0 ? 0 : sizes[index]! / whole
    const drawing = slice(start, share, tone(index))
    start += share
    return share === 0 ? '' : mark(drawing, markLabel(point, '', point.total), point.total.href)
  })
  const shares = chart.points.map((point, index) => row(point, index, sizes[index]!, whole))
  return (
    `<div class="pie"><svg class="chart" viewBox="-101 -101 202 202" role="group" aria-label="${escape(chart.summary)}">${slices.join('')}</svg>` +
    `<ul class="shares">${shares.join('')}</ul></div>`
  )
}

function slice(start: number, share: number, colour: number): string {
  if (share >= 0.9999) return `<circle class="f${colour}" r="${RADIUS}"/>`
  const [from, to] = [edge(start), edge(start + share)]
  const isLong = share > 0.5 ? 1 : 0
  return `<path class="f${colour} slice" d="M0 0L${from}A${RADIUS} ${RADIUS} 0 ${isLong} 1 ${to}Z"/>`
}

/** The place on the circle, clockwise from the top. */
function edge(part: number): string {
  const angle = part * 2 * Math.PI
  return `${figure(Math.sin(angle) * RADIUS)} ${figure(-Math.cos(angle) * RADIUS)}`
}

function row({ label, total }: ChartPoint, index: number, size: number, whole: number): string {
  const name = total.href
    ? `<a class="bare" href="${escape(total.href)}">${escape(label)}</a>`
    : escape(label)
  const share = whole === 0 ? '' : `${Math.round((size / whole) * 100)}%`
  return `<li class="k${tone(index)}"><span>${name}</span><b>${escape(total.text)}</b><span class="muted">${share}</span></li>`
}
