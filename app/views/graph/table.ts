import { escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import type { Chart, ChartCell } from './types.ts'

/** The figures of a chart as a table; `t` gives texts that are ready to stand in HTML. */
export function chartTable(chart: Chart, t: Translate): string {
  const withTotal = chart.series.length > 1
  const series = chart.series.map((name) => escape(name))
  const heads = withTotal ? [...series, t('ui.graph.total')] : [t('ui.graph.value')]
  const rows = chart.points.map(({ label, cells, total }) => {
    const figures = withTotal ? [...cells, total] : [total]
    return `<tr><th scope="row" class="main">${escape(label)}</th>${figures.map(cell).join('')}</tr>`
  })
  return (
    `<div class="tablebox" tabindex="0" role="region" aria-label="${t('ui.list.table', { title: chart.title })}">` +
    `<table class="table table--stick table--tight"><caption class="sr">${escape(chart.title)}</caption><thead><tr><th scope="col">${escape(chart.axis)}</th>` +
    `${heads.map((head) => `<th scope="col" class="r">${head}</th>`).join('')}</tr></thead>` +
    `<tbody>${rows.join('')}</tbody></table></div>`
  )
}

function cell({ value, text, href }: ChartCell): string {
  if (!value) return `<td class="r muted">${escape(text)}</td>`
  const shown = href ? `<a class="bare" href="${escape(href)}">${escape(text)}</a>` : escape(text)
  return `<td class="r">${shown}</td>`
}
