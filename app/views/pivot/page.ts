import { hiddenInputs } from '../form/page.ts'
import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import { renderHead } from '../screens/head.ts'
import { toolLinks, toolMenu } from '../search/menu.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { pivotTable } from './table.ts'
import type { PivotPage } from './types.ts'

/** Everything of a pivot's page below the breadcrumbs. */
export function renderPivotPage(page: PivotPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const tools = `<div class="tools">${renderSearchTools(page.search, t)}<span class="row row--wrap push">${pivotTools(page, t)}</span></div>`
  const body = page.instead
    ? instead(page, page.instead)
    : `<section class="listing" aria-label="${escape(page.title)}">${pivotTable(page, t)}</section>`
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
