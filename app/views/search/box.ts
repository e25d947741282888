import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import type { SearchFacet, SearchTools } from './types.ts'

/** The search box with a chip for each filter that is on. Without script it is a plain form. */
export function searchBox(search: SearchTools, t: Translate): string {
  const label = t('ui.list.search', { title: search.title })
  const input = attributes({
    'id': 'search',
    'type': 'search',
    'name': search.searchName ?? 'q',
    'value': search.searchValue,
    'autocomplete': 'off',
    'data-shortcut': '/',
    'aria-keyshortcuts': '/',
  })
  const form = attributes({
    'class': 'facets',
    'role': 'search',
    'action': search.searchAction,
    'method': 'get',
    'x-data': 'searchBox',
    'x-on:input': 'type',
    'x-on:keydown': 'key',
    'x-on:focusout': 'leave',
    'data-suggestions': search.suggestionsHref,
    'x-target.push': 'list',
  })
  const suggested = search.suggestionsHref
    ? ` data-suggestions-label="${t('ui.search.suggestions')}"`
    : ''
  return (
    `<form${form}${suggested} aria-label="${label}">${hiddenInputs(search.hiddenParams)}${icon('search')}` +
    search.facets.map((facet) => facetChip(facet, t)).join('') +
    `<input${input} aria-label="${label}" placeholder="${t('ui.list.searchPlaceholder')}"></form>`
  )
}

function hiddenInputs(params: SearchTools['hiddenParams']) {
  return params
    .map(([name, value]) => `<input${attributes({ type: 'hidden', name, value })}>`)
    .join('')
}

function facetChip({ label, value, removeHref }: SearchFacet, t: Translate) {
  const remove = t('ui.list.removeFilter', { filter: `${label} ${value}` })
  return `<span class="facet"><b>${escape(label)}</b><span>${escape(value)}</span><a href="${escape(removeHref)}" x-target.push="list" aria-label="${remove}">${icon('x')}</a></span>`
}
