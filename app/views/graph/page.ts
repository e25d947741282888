import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import { renderHead } from '../screens/head.ts'
import { toolLinks, toolMenu } from '../search/menu.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { renderChart } from './chart.ts'
import { seriesLegend } from './marks.ts'
import { chartTable } from './table.ts'
import type { GraphPage, SwitchLink } from './types.ts'

/** Everything of a graph's page below the breadcrumbs. */
export function renderGraphPage(page: GraphPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const tools =
    `<div class="tools">${renderSearchTools(page.search, t)}` +
    `<span class="row row--wrap push">${toolMenu(icon('sigma'), t('ui.graph.measures'), toolLinks(page.measures))}` +
    `${toolMenu(icon('settings-2'), t('ui.graph.options'), toolLinks(page.options))}${switchLinks(page.types, t('ui.graph.type'))}</span></div>`
  const body = page.chart.points.length === 0 ? nothing(page, t) : drawn(page, t)
  return `${renderHead(page.head, t)}<div id="list" class="list">${tools}${body}</div>`
}

/** Buttons side by side, one of which is chosen. */
export function switchLinks(links: readonly SwitchLink[], label: string): string {
  const buttons = links.map(
    ({ label: name, icon: drawing, href, current }) =>
      `<a href="${escape(href)}" x-target.push="list" aria-label="${escape(name)}" title="${escape(name)}"${current ? ' aria-current="true"' : ''}>${icon(drawing)}</a>`
  )
  return `<div class="switch" role="group" aria-label="${label}">${buttons.join('')}</div>`
}

/** A chart in its panel, and the same as a table below. */
export function drawn({ chart, notes }: Pick<GraphPage, 'chart' | 'notes'>, t: Translate): string {
  const said = notes.map((note) => `<p class="sm muted">${escape(note)}</p>`).join('')
  const key = chart.type === 'pie' ? '' : seriesLegend(chart.series)
  return (
    `<section class="panel" aria-labelledby="graph"><header class="panel__head row--wrap"><h2 id="graph">${escape(chart.title)}</h2>` +
    `<div class="push">${key}</div></header><div class="panel__body">${renderChart(chart)}${said}</div></section>` +
    `<details class="panel"><summary class="panel__head"><span>${t('ui.graph.table')}</span>${icon('chevron-down', { class: 'push' })}</summary>${chartTable(chart, t)}</details>`
  )
}

function nothing({ noMatch, chart }: GraphPage, t: Translate): string {
  return (
    `<section class="listing quiet" aria-label="${escape(chart.title)}"><h2>${escape(noMatch.title)}</h2><p role="status">${escape(noMatch.text)}</p>` +
    `<div class="row row--wrap"><a class="btn" href="${escape(noMatch.clearHref)}" x-target.push="list">${t('ui.list.clearFilters')}</a></div></section>`
  )
}
