import { escape } from '../html.ts'
import { legend } from '../legend.ts'
import type { ChartCell, ChartPoint } from './types.ts'

/** The class of the colour of a series; there are six. */
export function tone(index: number): number {
  return (index % 6) + 1
}

/** What a mark stands for, in words: “Nov 2026, Customer: 12”. */
export function markLabel(point: ChartPoint, series: string, { text }: ChartCell): string {
  return `${[point.label, series].filter(Boolean).join(', ')}: ${text}`
}

/** A mark that leads to its records, and says what it is under the pointer. */
export function mark(drawing: string, label: string, href: string | null): string {
  const named = escape(label)
  const inside = `<title>${named}</title>${drawing}`
  return href ? `<a href="${escape(href)}" aria-label="${named}">${inside}</a>` : `<g>${inside}</g>`
}

/** The series by name, with their colours; nothing for one alone. */
export function seriesLegend(series: readonly string[]): string {
  if (series.length < 2) return ''
  return legend(series.map((label, index) => ({ label, tone: `k${tone(index)}` })))
}
