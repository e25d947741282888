import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import { rememberFor } from '../remembered.ts'
import { renderPager } from './pager.ts'
import type { ListColumn, ListFacet, ListLink, ListPage } from './types.ts'

/** Search box with its filters, the drop-downs beside it and the pager. */
export function renderTools(list: ListPage, t: Translate): string {
  return (
    `<div class="tools">${searchBox(list, t)}` +
    dropDown(icon('list-filter'), t('ui.list.filters'), list.filters) +
    dropDown(icon('layers'), t('ui.list.groupBy'), list.groupBy) +
    sortMenu(list.columns, t) +
    `<span class="row push">${renderPager(list.pager, list.rowCount, t)}${columnsMenu(list.columnsMenu, t)}</span></div>`
  )
}

function searchBox(list: ListPage, t: Translate) {
  const label = t('ui.list.search', { title: list.title })
  const input = attributes({
    'id': 'search',
    'type': 'search',
    'name': list.searchName ?? 'q',
    'value': list.searchValue,
    'autocomplete': 'off',
    'data-shortcut': 'ctrl+k',
    'aria-keyshortcuts': 'Control+K',
  })
  const form = attributes({
    'class': 'facets',
    'role': 'search',
    'action': list.searchAction,
    'method': 'get',
    'x-data': 'searchBox',
    'x-on:input': 'submitWhenCleared',
    'x-target.push': 'list',
  })
  return (
    `<form${form} aria-label="${label}">${hiddenInputs(list.hiddenParams)}${icon('search')}` +
    list.facets.map((facet) => facetChip(facet, t)).join('') +
    `<input${input} aria-label="${label}" placeholder="${t('ui.list.searchPlaceholder')}"></form>`
  )
}

function hiddenInputs(params: ListPage['hiddenParams']) {
  return params
    .map(([name, value]) => `<input${attributes({ type: 'hidden', name, value })}>`)
    .join('')
}

function facetChip({ label, value, removeHref }: ListFacet, t: Translate) {
  const remove = t('ui.list.removeFilter', { filter: `${label} ${value}` })
  return `<span class="facet"><b>${escape(label)}</b><span>${escape(value)}</span><a href="${escape(removeHref)}" x-target.push="list" aria-label="${remove}">${icon('x')}</a></span>`
}

function dropDown(drawing: string, label: string, links: readonly ListLink[]) {
  if (links.length === 0) return ''
  return `<details class="drop" name="list"><summary class="btn">${drawing}${label}</summary><div class="pop">${menuOf(links)}</div></details>`
}

function columnsMenu(links: readonly ListLink[], t: Translate) {
  if (links.length === 0) return ''
  const label = t('ui.list.columns')
  return `<details class="drop wide-only" name="list"><summary class="btn btn--icon btn--plain" aria-label="${label}" title="${label}">${icon('columns-3')}</summary><div class="pop pop--right"><p class="cap">${label}</p>${menuOf(links)}</div></details>`
}

/** On narrow screens rows are cards without a head, so sorting moves here. */
function sortMenu(columns: readonly ListColumn[], t: Translate) {
  const links = sortLinks(columns)
  if (links === '') return ''
  return `<details class="drop narrow-only" name="list"><summary class="btn">${icon('arrow-up-down')}${t('ui.list.sort')}</summary><div class="pop">${links}</div></details>`
}

const sortLinks = rememberFor((columns: readonly ListColumn[]) =>
  columns
    .flatMap(({ label, sortHref, sorted }) =>
      sortHref
        ? `<a class="item" href="${escape(sortHref)}" x-target.push="list">${escape(label)}${sorted ? icon(sorted === 'descending' ? 'arrow-down' : 'arrow-up', { class: 'check' }) : ''}</a>`
        : []
    )
    .join('')
)

const menuOf = rememberFor((links: readonly ListLink[]) => {
  let html = ''
  let group: string | undefined
  for (const link of links) {
    if (link.group !== group) {
      html += `${html === '' ? '' : '<hr>'}${link.group ? `<p class="cap">${escape(link.group)}</p>` : ''}`
      group = link.group
    }
    html += `<a class="item" href="${escape(link.href)}" x-target.push="list"${link.active ? ' aria-current="true"' : ''}>${escape(link.label)}${link.active ? icon('check', { class: 'check' }) : ''}</a>`
  }
  return html
})
