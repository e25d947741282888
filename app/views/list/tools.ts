import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import { rememberFor } from '../remembered.ts'
import { renderSearchTools } from '../search/tools.ts'
import { renderPager } from './pager.ts'
import type { ListColumn, ListPage } from './types.ts'

/** Search box with its filters, the drop-downs beside it and the pager. */
export function renderTools(list: ListPage, t: Translate): string {
  return (
    `<div class="tools">${renderSearchTools(list, t)}${sortMenu(list.columns, t)}` +
    `<span class="row push">${renderPager(list.pager, list.rowCount, t)}${columnsMenu(list.columnsHref, t)}</span></div>`
  )
}

/** Where there is script the menu fetches its form when it is opened; else it leads to the page. */
function columnsMenu(href: string, t: Translate) {
  const label = t('ui.list.columns')
  return `<details class="drop wide-only" name="list" x-data="columnsMenu" x-on:toggle.once="load"><summary class="btn btn--icon btn--plain" aria-label="${label}" title="${label}">${icon('columns-3')}</summary><div class="pop pop--right"><a class="item" id="columns" href="${escape(href)}">${t('ui.columns.arrange')}</a></div></details>`
}

/**
 * On narrow screens rows are cards without a head, so sorting moves here; on wide ones it is where
 * the list is sorted by a further column.
 */
function sortMenu(columns: readonly ListColumn[], t: Translate) {
  const links = sortLinks(columns)
  if (links === '') return ''
  const further = thenLinks(columns)
  const more = further && `<hr><p class="cap">${t('ui.list.thenBy')}</p>${further}`
  return `<details class="drop${further ? '' : ' narrow-only'}" name="list"><summary class="btn">${icon('arrow-up-down')}${t('ui.list.sort')}</summary><div class="pop">${links}${more}</div></details>`
}

const sortLinks = rememberFor((columns: readonly ListColumn[]) =>
  columns
    .flatMap(({ label, sortHref, sorted }) => (sortHref ? sortItem(label, sortHref, sorted) : []))
    .join('')
)

const thenLinks = rememberFor((columns: readonly ListColumn[]) =>
  columns
    .flatMap(({ label, thenHref, sorted, rank }) =>
      thenHref && (rank || !sorted) ? sortItem(label, thenHref, sorted) : []
    )
    .join('')
)

function sortItem(label: string, href: string, sorted: ListColumn['sorted']): string {
  const arrow = sorted
    ? icon(sorted === 'descending' ? 'arrow-down' : 'arrow-up', { class: 'check' })
    : ''
  return `<a class="item" href="${escape(href)}" x-target.push="list">${escape(label)}${arrow}</a>`
}
