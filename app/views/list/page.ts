import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { renderEmpty, renderNoMatch } from './states.ts'
import { renderTable } from './table.ts'
import { renderTools } from './tools.ts'
import type { ListPage } from './types.ts'

/**
 * Everything of a list page below the breadcrumbs. The part with the id `list` is what script
 * exchanges when one searches, sorts or turns a page; without script the links load the whole page.
 */
export function renderListPage(list: ListPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const isEmpty = list.rowCount === 0 && list.facets.length === 0 && list.searchValue === ''
  if (isEmpty) return head(list, t, false) + renderEmpty(list, t)

  const records = list.rowCount === 0 ? renderNoMatch(list, t) : renderTable(list, t)
  return `${head(list, t, true)}<div id="list" class="list">${renderTools(list, t)}${records}</div>`
}

function head(list: ListPage, t: Translate, withActions: boolean) {
  const actions = withActions
    ? `<span class="row row--wrap push">${viewSwitch(list, t)}${importLink(list, t)}${newLink(list)}</span>`
    : ''
  return `<div class="head"><h1>${escape(list.title)}</h1>${actions}</div>`
}

function viewSwitch({ views }: ListPage, t: Translate) {
  if (views.length < 2) return ''
  const links = views.map(({ label, icon: iconName, href, current }) => {
    const name = escape(label)
    return `<a href="${escape(href)}" aria-label="${name}" title="${name}"${current ? ' aria-current="true"' : ''}>${icon(iconName)}</a>`
  })
  return `<div class="switch" role="group" aria-label="${t('ui.list.view')}">${links.join('')}</div>`
}

function importLink({ importHref }: ListPage, t: Translate) {
  if (!importHref) return ''
  return `<a class="btn wide-only" href="${escape(importHref)}">${icon('upload')}${t('ui.list.import')}</a>`
}

function newLink({ newHref, newLabel }: ListPage) {
  if (!newHref) return ''
  return `<a class="btn btn--primary" href="${escape(newHref)}">${icon('plus')}${escape(newLabel)}</a>`
}
