import { escape } from '../html.ts'
import { figure, type Scale } from './scale.ts'
import type { Chart } from './types.ts'

/** Height of the plot, and of what stands above and below it, in pixels. */
export const PLOT = 208
const ABOVE = 12
const BELOW = 44
/** Height of a whole chart. */
export const HEIGHT = ABOVE + PLOT + BELOW
/** So many labels fit side by side. */
const MOST_LABELS = 12

/** Pixels from the top at which a figure lies. */
export function yOf(scale: Scale, value: number): number {
  return ABOVE + (1 - scale.at(value)) * PLOT
}

/** The middle of a group along the axis, in percent. */
export function xOf({ points }: Chart, index: number): number {
  return ((index + 0.5) / points.length) * 100
}

/** A plot with its scale at the left, grid lines behind and the groups' labels below. */
export function framed(chart: Chart, scale: Scale, drawing: string): string {
  const ticks = scale.ticks.map(
    (value) =>
      `<text class="faint" x="100%" y="${figure(yOf(scale, value) + 4)}" text-anchor="end">${escape(chart.tick(value))}</text>`
  )
  const lines = scale.ticks.map((value) => {
    const y = figure(yOf(scale, value))
    return `<line class="${value === 0 ? 'axis' : 'grid'}" x1="0" x2="100%" y1="${y}" y2="${y}"/>`
  })
  return (
    `<div class="plot"><svg class="chart plot__scale" height="${HEIGHT}" aria-hidden="true">${ticks.join('')}</svg>` +
    `<div class="chartbox"><svg class="chart" height="${HEIGHT}" role="group" aria-label="${escape(chart.summary)}">` +
    `${lines.join('')}${drawing}${labels(chart)}</svg></div></div>`
  )
}

function labels(chart: Chart): string {
  const every = Math.ceil(chart.points.length / MOST_LABELS)
  const withFigures = every === 1
  const y = ABOVE + PLOT
  return chart.points
    .map(({ short, total }, index) => {
      if (index % every !== 0) return ''
      const x = figure(xOf(chart, index))
      const value = withFigures
        ? `<text class="faint" x="${x}%" y="${y + 38}" text-anchor="middle">${escape(total.text)}</text>`
        : ''
      return `<text x="${x}%" y="${y + 20}" text-anchor="middle">${escape(short)}</text>${value}`
    })
    .join('')
}
