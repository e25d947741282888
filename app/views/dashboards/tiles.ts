import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import { renderChart } from '../graph/chart.ts'
import { seriesLegend } from '../graph/marks.ts'
import { figure as attribute } from '../graph/scale.ts'
import { pivotTable } from '../pivot/table.ts'
import type { Translate } from '../texts.ts'
import type { Delta, LeaderRow, ShownTile, TileContent } from './types.ts'

/** One figure among others in a frame. */
export function figureTile({ label, content }: ShownTile, controls: string): string {
  const { value, href, delta } = content as TileContent & { as: 'figure' }
  const shown = href ? `<a class="bare" href="${escape(href)}">${escape(value)}</a>` : escape(value)
  return `<section class="kpi"><h2>${escape(label)}</h2><p class="v">${shown}</p>${delta ? change(delta) : ''}${controls}</section>`
}

function change({ text, isUp, tone, against }: Delta): string {
  return `<p class="d"><span class="row gap1 ${tone}">${icon(isUp ? 'arrow-up' : 'arrow-down')}${escape(text)}</span> ${escape(against)}</p>`
}

/** A tile with a panel of its own. */
export function panelTile(tile: ShownTile, controls: string, t: Translate): string {
  const { name, label, size, href, content } = tile
  const title = href ? `<a class="bare" href="${escape(href)}">${escape(label)}</a>` : escape(label)
  const id = escape(name.replace('.', '-'))
  const key =
    content.as === 'chart' && content.chart.type !== 'pie'
      ? `<div class="push">${seriesLegend(content.chart.series)}</div>`
      : ''
  return `<section class="panel span${size}" aria-labelledby="${id}"><header class="panel__head row--wrap"><h2 id="${id}">${title}</h2>${key}</header>${body(content, t, label)}${controls}</section>`
}

function body(content: TileContent, t: Translate, label: string): string {
  switch (content.as) {
    case 'chart':
      if (content.chart.points.length === 0) return nothing(t)
      return `<div class="panel__body">${renderChart(content.chart)}</div>`
    case 'table':
      return pivotTable(content.table, t)
    case 'note':
      return `<p class="panel__body muted">${escape(content.text)}</p>`
    case 'leaders':
      return content.rows.length === 0 ? nothing(t) : leaders(content, t, label)
    case 'list':
      return content.rows.length === 0 ? nothing(t) : list(content, t)
    default:
      return ''
  }
}

function nothing(t: Translate): string {
  return `<p class="panel__body muted">${t('ui.dashboard.nothing')}</p>`
}

function leaders(
  { head, measure, rows }: TileContent & { as: 'leaders' },
  t: Translate,
  label: string
): string {
  return (
    `<div class="tablebox" tabindex="0" role="region" aria-label="${t('ui.list.table', { title: label })}"><table class="table">` +
    `<thead><tr><th scope="col">${escape(head)}</th><th scope="col" class="r">${escape(measure)}</th><th scope="col" class="w-m"><span class="sr">${t('ui.dashboard.share')}</span></th></tr></thead>` +
    `<tbody>${rows.map(leader).join('')}</tbody></table></div>`
  )
}

function leader({ label, text, share, href }: LeaderRow): string {
  const name = href ? `<a href="${escape(href)}">${escape(label)}</a>` : escape(label)
  const bar = `<svg class="chart" height="8" aria-hidden="true"><rect class="f0" width="100%" height="8" rx="1"/><rect class="f1" width="${attribute(share * 100)}%" height="8" rx="1"/></svg>`
  return `<tr><th scope="row" class="main">${name}</th><td class="r">${escape(text)}</td><td>${bar}</td></tr>`
}

function list({ rows, href }: TileContent & { as: 'list' }, t: Translate): string {
  const items = rows.map((row) => {
    const title = row.href
      ? `<a href="${escape(row.href)}">${escape(row.title)}</a>`
      : escape(row.title)
    return `<li><div class="cut">${title}</div><span></span><span class="sm muted">${escape(row.detail)}</span></li>`
  })
  const all = href
    ? `<div class="panel__foot"><a class="btn btn--plain btn--sm" href="${escape(href)}">${t('ui.dashboard.seeAll')}</a></div>`
    : ''
  return `<ul class="todo">${items.join('')}</ul>${all}`
}
