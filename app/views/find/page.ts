import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import { escapedTexts, type Translate } from '../texts.ts'

/** Somewhere to go. */
export interface FoundEntry {
  label: string
  /** What it is, where the group does not say so. */
  detail: string
  href: string
  symbol: string
}

export interface FoundGroup {
  title: string
  entries: readonly FoundEntry[]
}

/** What was found, in groups. */
export interface FindPage {
  text: string
  groups: readonly FoundGroup[]
}

/** The page of the search over everything. The command palette shows its `found` part. */
export function renderFindPage({ text, groups }: FindPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const input = attributes({
    class: 'in',
    type: 'search',
    name: 'q',
    value: text,
    maxlength: 200,
    autofocus: true,
  })
  return (
    `<div class="head"><h1>${t('ui.find.title')}</h1></div>` +
    `<form class="row" action="/search" method="get" role="search"><input${input} aria-label="${t('ui.find.label')}"><button class="btn btn--primary">${icon('search')}${t('ui.find.search')}</button></form>` +
    `<section class="panel" aria-label="${t('ui.find.results')}"><div class="panel__body stack gap3" id="found">${results({ text, groups }, t)}</div></section>`
  )
}

function results({ text, groups }: FindPage, t: Translate): string {
  if (groups.length === 0) return `<p class="soft">${t('ui.find.nothing', { text })}</p>`
  return groups
    .map(({ title, entries }) => {
      const items = entries.map(
        ({ label, detail, href, symbol }) =>
          `<li><a class="item" href="${escape(href)}">${icon(symbol)}<span class="cut">${escape(label)}${detail && ` <span class="muted sm">${escape(detail)}</span>`}</span></a></li>`
      )
      return `<section><h2 class="cap">${escape(title)}</h2><ul>${items.join('')}</ul></section>`
    })
    .join('')
}
