import { hiddenInputs } from '../form/page.ts'
import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import { legend } from '../legend.ts'
import { pagerWith } from '../list/pager.ts'
import { renderHead } from '../screens/head.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { renderMoveMenu } from './place.ts'
import { renderQuickCreate } from './quick_create.ts'
import type { KanbanColumn, KanbanPage, KanbanProgress } from './types.ts'

/**
 * Everything of a board below the breadcrumbs. The part with the id `list` is what script exchanges,
 * card by card, so that the board keeps its place and the focus.
 */
export function renderKanban(page: KanbanPage, translate: Translate): string {
  const t = escapedTexts(translate)
  return (
    renderHead(page, t) +
    `<div id="list" class="list" x-merge="morph"><div class="tools">${renderSearchTools(page.search, t)}${total(page)}${pager(page, t)}</div>${fixed(page)}` +
    `<div${boardAttributes(page)}>${page.columns.map((column) => renderColumn(column, page, translate)).join('')}${newColumn(page, t)}</div>` +
    `${legend(page.legend)}${isMovable(page) ? renderMoveMenu(page.choices, page.canMove, page.csrf, t) : ''}${columnForm(page)}</div>`
  )
}

function isMovable({ canMove }: KanbanPage) {
  return canMove.between || canMove.within
}

function boardAttributes(page: KanbanPage) {
  const movable = isMovable(page)
  return attributes({
    'class': 'board',
    'tabindex': '0',
    'role': 'region',
    'aria-label': page.label,
    'x-data': movable || page.columnsAction ? 'kanban' : null,
    'x-on:click': movable ? 'choose' : null,
    'data-between': movable ? String(page.canMove.between) : null,
    'data-within': movable ? String(page.canMove.within) : null,
  })
}

function total({ total: count, sum }: KanbanPage) {
  const money = sum === null ? '' : ` &#183; <strong class="num">${escape(sum)}</strong>`
  return `<span class="push sm soft nowrap">${escape(count)}${money}</span>`
}

function pager({ pager: shown }: KanbanPage, t: Translate) {
  if (!shown) return ''
  const { from, to, total: all } = shown
  return pagerWith(t('ui.kanban.columns', { from, to, total: all }), shown, t)
}

function fixed({ fixed: text }: KanbanPage) {
  return text === null ? '' : `<p class="sm soft">${escape(text)}</p>`
}

function renderColumn(column: KanbanColumn, page: KanbanPage, translate: Translate) {
  const t = escapedTexts(translate)
  const { key, label, count, sum, cards, empty, more, isFolded } = column
  const name = escape(label)
  const id = `col-${encodeURIComponent(key) || 'none'}`
  const section = attributes({
    'class': 'col',
    'id': id,
    'key': id,
    'data-column': key,
    'data-named': column.isNamed,
    'aria-label': label,
  })
  const title = `<h2 class="cut" title="${name}">${name}</h2><span class="n">${escape(count)}</span>`
  const { quickCreate } = page
  const quick =
    quickCreate && column.isNamed ? renderQuickCreate(quickCreate, { key, label }, translate) : ''
  const edit = column.editHref ? editLink(column.editHref, label, t) : ''
  const figures =
    (column.progress ? bar(column.progress) : '') +
    (sum === null ? '' : `<span class="sum">${escape(sum)}</span>`)
  const body =
    (cards || `<p class="sm muted">${escape(empty)}</p>`) +
    (more
      ? `<a class="btn btn--plain btn--sm" href="${escape(more.href)}" x-target.push="list">${escape(more.label)}</a>`
      : '')
  if (isFolded) {
    return `<section${section}><details><summary class="col__head">${title}</summary><div class="col__cards"><div class="row">${figures}${edit}</div>${body}</div></details></section>`
  }
  return `<section${section}><header class="col__head"><span class="row">${title}${edit}</span>${figures}</header>${quick}<div class="col__cards">${body}</div></section>`
}

function editLink(href: string, label: string, t: Translate) {
  const name = t('ui.kanban.edit', { column: label })
  return `<a class="btn btn--plain btn--sm btn--icon push" href="${escape(href)}" aria-label="${name}" title="${name}">${icon('pencil')}</a>`
}

function newColumn({ newColumn: link, csrf }: KanbanPage, t: Translate) {
  if (!link) return ''
  const label = escape(link.label)
  if (!link.action) {
    return `<a class="btn btn--plain" href="${escape(link.href)}">${icon('plus')}${label}</a>`
  }
  return (
    `<details class="col--new"><summary class="btn btn--plain">${icon('plus')}${label}</summary>` +
    `<form class="card card--new" method="post" action="${escape(link.action)}">${hiddenInputs([['_csrf', csrf]])}` +
    `<input class="in" name="title" required aria-label="${label}" autocomplete="off"><div class="row"><button class="btn btn--primary btn--sm">${t('ui.kanban.add')}</button>` +
    `<a class="btn btn--plain btn--sm" href="${escape(link.href)}">${t('ui.kanban.fullForm')}</a></div></form></details>`
  )
}

/** What is posted when a column is dragged; script says which and behind which other. */
function columnForm({ columnsAction, csrf }: KanbanPage) {
  if (!columnsAction) return ''
  const hidden = hiddenInputs([
    ['_csrf', csrf],
    ['after', ''],
  ])
  return `<form id="columns" method="post" x-target="list" hidden${attributes({ 'data-action': columnsAction })}>${hidden}</form>`
}

/** Widths are attributes of SVG: the content policy allows no style of a single element. */
function bar({ label, parts }: KanbanProgress) {
  let from = 0
  const rects = parts.map(({ tone, percent }) => {
    const rect = `<rect class="tone--${tone}" x="${from}%" width="${percent}%" height="4"/>`
    from += percent
    return rect
  })
  return `<svg class="bar" width="100%" height="4" role="img" aria-label="${escape(label)}">${rects.join('')}</svg>`
}
