import { escape } from '../html.ts'
import { renderHead } from '../screens/head.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import type { KanbanColumn, KanbanPage, KanbanProgress } from './types.ts'

/**
 * Everything of a board below the breadcrumbs. The part with the id `list` is what script exchanges,
 * card by card, so that the board keeps its place and the focus.
 */
export function renderKanban(page: KanbanPage, translate: Translate): string {
  const t = escapedTexts(translate)
  return (
    renderHead(page, t) +
    `<div id="list" class="list" x-merge="morph"><div class="tools">${renderSearchTools(page.search, t)}${total(page)}</div>` +
    `<div class="board" tabindex="0" role="region" aria-label="${escape(page.label)}">${page.columns.map((column) => renderColumn(column)).join('')}</div>` +
    `${legend(page)}</div>`
  )
}

function total({ total: count, sum }: KanbanPage) {
  const money = sum === null ? '' : ` &#183; <strong class="num">${escape(sum)}</strong>`
  return `<span class="push sm soft nowrap">${escape(count)}${money}</span>`
}

function renderColumn(column: KanbanColumn) {
  const { key, label, count, sum, cards, empty, more, isFolded } = column
  const name = escape(label)
  const id = `col-${escape(key || 'none')}`
  const title = `<h2 class="cut" title="${name}">${name}</h2><span class="n">${escape(count)}</span>`
  const figures =
    (column.progress ? bar(column.progress) : '') +
    (sum === null ? '' : `<span class="sum">${escape(sum)}</span>`)
  const body =
    (cards || `<p class="sm muted">${escape(empty)}</p>`) +
    (more
      ? `<a class="btn btn--plain btn--sm" href="${escape(more.href)}" x-target.push="list">${escape(more.label)}</a>`
      : '')
  if (isFolded) {
    return `<section class="col" id="${id}" aria-label="${name}"><details><summary class="col__head">${title}</summary><div class="col__cards">${figures}${body}</div></details></section>`
  }
  return `<section class="col" id="${id}" aria-label="${name}"><header class="col__head"><span class="row">${title}</span>${figures}</header><div class="col__cards">${body}</div></section>`
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

function legend({ legend: entries }: KanbanPage) {
  if (entries.length === 0) return ''
  const items = entries.map(({ label, tone }) => `<li class="tone--${tone}">${escape(label)}</li>`)
  return `<ul class="legend">${items.join('')}</ul>`
}
