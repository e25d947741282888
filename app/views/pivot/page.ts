import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import { renderHead } from '../screens/head.ts'
import { toolLinks, toolMenu } from '../search/menu.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import type { PivotCell, PivotPage, PivotRow } from './types.ts'

/** Everything of a pivot's page below the breadcrumbs. */
export function renderPivotPage(page: PivotPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const tools = `<div class="tools">${renderSearchTools(page.search, t)}<span class="row row--wrap push">${pivotTools(page, t)}</span></div>`
  const body = page.instead ? instead(page, page.instead) : table(page, t)
  return `${renderHead(page.head, t)}<div id="list" class="list">${tools}${body}</div>`
}

function pivotTools(page: PivotPage, t: Translate): string {
  const flip = t('ui.pivot.flip')
  const file = page.file
    ? `<form method="post" action="${escape(page.file.action)}">${hiddenInputs([['_csrf', page.file.csrf]])}<button class="btn">${icon('download')}${t('ui.pivot.export')}</button></form>`
    : ''
  return (
    toolMenu(icon('rows-3'), t('ui.pivot.rows'), toolLinks(page.rowMenu)) +
    toolMenu(icon('columns-3'), t('ui.pivot.columns'), toolLinks(page.columnMenu)) +
    toolMenu(icon('sigma'), t('ui.graph.measures'), toolLinks(page.measures)) +
    `<a class="btn btn--icon" href="${escape(page.flipHref)}" x-target.push="list" aria-label="${flip}" title="${flip}">${icon('arrow-left-right')}</a>${file}`
  )
}

function instead({ title }: PivotPage, said: NonNullable<PivotPage['instead']>): string {
  const { link } = said
  return (
    `<section class="listing quiet" aria-label="${escape(title)}"><h2>${escape(said.title)}</h2><p role="status">${escape(said.text)}</p>` +
    `<div class="row row--wrap"><a class="btn" href="${escape(link.href)}" x-target.push="list">${escape(link.label)}</a></div></section>`
  )
}

function table({ title, heads, corner, rows }: PivotPage, t: Translate): string {
  const name = escape(title)
  const lines = heads.map((cells, index) => {
    const first =
      index === 0 ? `<th scope="col" rowspan="${heads.length}">${escape(corner)}</th>` : ''
    const others = cells.map(({ label, span }) => {
      const over = span > 1 ? ` colspan="${span}"` : ''
      return `<th scope="${span > 1 ? 'colgroup' : 'col'}" class="r"${over}>${escape(label)}</th>`
    })
    return `<tr>${first}${others.join('')}</tr>`
  })
  return (
    `<section class="listing" aria-label="${name}"><div class="tablebox" tabindex="0" role="region" aria-label="${t('ui.list.table', { title })}">` +
    `<table class="table table--stick table--tight pivot"><caption class="sr">${name}</caption><thead>${lines.join('')}</thead>` +
    `<tbody>${rows.map((row) => line(row, t)).join('')}</tbody></table></div></section>`
  )
}

function line(row: PivotRow, t: Translate): string {
  const { label, depth, toggle, cells } = row
  const name = `<span class="nowrap">${escape(label)}</span>`
  const head = toggle
    ? `<a class="fold" href="${escape(toggle.href)}" x-target.push="list" aria-expanded="${toggle.isOpen}">${icon('chevron-right')}${name}</a>`
    : name
  const classes = [(depth === 0 || toggle) && 'group', depth > 1 && `d${depth - 1}`].filter(Boolean)
  return `<tr${attributes({ class: classes.join(' ') || null })}><th scope="row">${head}</th>${cells.map((each) => cell(each)).join('')}</tr>`

  function cell({ value, text, href }: PivotCell): string {
    if (value === null) {
      return `<td class="r"><span class="muted" aria-hidden="true">–</span><span class="sr">${t('ui.pivot.nothing')}</span></td>`
    }
    const shown = escape(text)
    return `<td class="r">${href ? `<a class="bare" href="${escape(href)}">${shown}</a>` : shown}</td>`
  }
}
