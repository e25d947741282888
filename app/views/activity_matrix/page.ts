import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import { renderHead } from '../screens/head.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import type { MatrixCell, MatrixPage, MatrixRow } from './types.ts'

/** Everything of an activity view below the breadcrumbs. The part with the id `list` is exchanged. */
export function renderActivityMatrix(page: MatrixPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const more = page.more ? `<p class="sm soft" role="status">${escape(page.more)}</p>` : ''
  return (
    `${renderHead(page, t)}<div id="list" class="list"><div class="tools">${renderSearchTools(page.search, t)}</div>` +
    `${page.rows.length > 0 ? table(page, t) : nothing(page, t)}${more}</div>`
  )
}

function table({ label, records, types, rows }: MatrixPage, t: Translate) {
  const heads = types.map(
    ({ label: type, symbol }) => `<th scope="col">${icon(symbol)} ${escape(type)}</th>`
  )
  return (
    `<section class="listing" aria-label="${escape(label)}"><div class="tablebox" tabindex="0" role="region" aria-label="${t('ui.list.table', { title: label })}">` +
    `<table class="table table--stick table--hover"><thead><tr><th scope="col">${escape(records)}</th>${heads.join('')}</tr></thead>` +
    `<tbody>${rows.map(line).join('')}</tbody></table></div></section>`
  )
}

function line({ title, href, detail, cells }: MatrixRow) {
  const below = detail && `<div class="xs muted cut">${escape(detail)}</div>`
  return `<tr><th scope="row" class="main"><a href="${escape(href)}">${escape(title)}</a>${below}</th>${cells.map(cell).join('')}</tr>`
}

function cell({ next, planHref, planLabel }: MatrixCell) {
  const plan = `<a class="btn btn--plain btn--sm btn--icon" href="${escape(planHref)}" aria-label="${escape(planLabel)}" title="${escape(planLabel)}">${icon('plus')}</a>`
  if (!next) return `<td>${plan}</td>`
  const { href, tone, day, label, further } = next
  const others = further && ` <span class="xs muted">${escape(further)}</span>`
  return `<td><span class="row nowrap"><a class="badge badge--${tone}" href="${escape(href)}" aria-label="${escape(label)}" title="${escape(label)}">${escape(day)}</a>${others}${plan}</span></td>`
}

function nothing({ label, noMatch }: MatrixPage, t: Translate) {
  return (
    `<section class="listing quiet" aria-label="${escape(label)}"><h2>${escape(noMatch.title)}</h2><p role="status">${escape(noMatch.text)}</p>` +
    `<div class="row row--wrap"><a class="btn" href="${escape(noMatch.clearHref)}" x-target.push="list">${t('ui.list.clearFilters')}</a></div></section>`
  )
}
