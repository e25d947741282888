import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import { renderHead } from '../screens/head.ts'
import { toolLinks, toolMenu } from '../search/menu.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import type { CohortCell, CohortPage, CohortRow } from './types.ts'

/** Everything of a cohort view below the breadcrumbs. The part with the id `list` is exchanged. */
export function renderCohort(page: CohortPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const tools =
    `<div class="tools">${renderSearchTools(page.search, t)}<span class="row row--wrap push">` +
    toolMenu(icon('sigma'), t('ui.graph.measures'), toolLinks(page.measures)) +
    toolMenu(icon('calendar'), t('ui.graph.span'), toolLinks(page.units)) +
    `${modeSwitch(page, t)}</span></div>`
  return `${renderHead(page.head, t)}<div id="list" class="list">${tools}${page.rows.length > 0 ? table(page, t) : nothing(page, t)}</div>`
}

function modeSwitch({ modes }: CohortPage, t: Translate) {
  const links = modes.map(
    ({ label, href, current }) =>
      `<a href="${escape(href)}" x-target.push="list"${current ? ' aria-current="true"' : ''}>${escape(label)}</a>`
  )
  return `<div class="switch" role="group" aria-label="${t('ui.cohort.mode')}">${links.join('')}</div>`
}

function table(page: CohortPage, t: Translate) {
  const { title, axis, measure, spans, rows, all, notes } = page
  const heads = spans.map((span) => `<th scope="col" class="r">${escape(span)}</th>`)
  const said = notes.map((note) => `<p class="sm muted">${escape(note)}</p>`)
  const lines = rows.map((row) => line(row, '', t)).join('')
  return (
    `<section class="listing" aria-labelledby="cohort"><header class="panel__head"><h2 id="cohort">${escape(title)}</h2></header>` +
    `<div class="tablebox" tabindex="0" role="region" aria-label="${t('ui.list.table', { title })}"><table class="table table--stick table--tight cohort">` +
    `<thead><tr><th scope="col">${escape(axis)}</th><th scope="col" class="r">${escape(measure)}</th>${heads.join('')}</tr></thead>` +
    `<tbody>${lines}</tbody>${all ? `<tfoot>${line(all, '', t)}</tfoot>` : ''}</table></div></section>${said.join('')}`
  )
}

function line({ label, total, href, cells }: CohortRow, name: string, t: Translate) {
  const sum = href ? `<a class="bare" href="${escape(href)}">${escape(total)}</a>` : escape(total)
  const figures = cells.map((each) => (each ? cell(each) : later(t)))
  return `<tr${name}><th scope="row" class="nowrap">${escape(label)}</th><td class="r">${sum}</td>${figures.join('')}</tr>`
}

function later(t: Translate) {
  return `<td><span class="sr">${t('ui.cohort.later')}</span></td>`
}

/** The share is drawn below its figure. */
function cell({ percent, text, figure, href }: CohortCell) {
  const shown = href
    ? `<a class="bare" href="${escape(href)}" title="${escape(figure)}">${escape(text)}</a>`
    : `<span title="${escape(figure)}">${escape(text)}</span>`
  return `<td class="r">${shown}<svg class="chart" height="4" aria-hidden="true"><rect class="f0" width="100%" height="4"/><rect class="f1" width="${percent}%" height="4"/></svg></td>`
}

function nothing({ title, noMatch }: CohortPage, t: Translate) {
  return (
    `<section class="listing quiet" aria-label="${escape(title)}"><h2>${escape(noMatch.title)}</h2><p role="status">${escape(noMatch.text)}</p>` +
    `<div class="row row--wrap"><a class="btn" href="${escape(noMatch.clearHref)}" x-target.push="list">${t('ui.list.clearFilters')}</a></div></section>`
  )
}
