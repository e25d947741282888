import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import type { ListPage } from './types.ts'

const mats =
  '<svg viewBox="0 0 128 96" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5"><path d="M1 1h62v30H1zM65 1h62v30H65zM1 33h30v62H1zM33 33h62v30H33zM33 65h62v30H33z"/><path d="M97 33h30v62H97z" stroke-dasharray="3 4"/></svg>'

/** Said while the list holds nothing at all: what it is for, and the one thing to do. */
export function renderEmpty(
  { empty, newHref, newLabel, importHref }: ListPage,
  t: Translate
): string {
  const links =
    (newHref
      ? `<a class="btn btn--primary" href="${escape(newHref)}">${icon('plus')}${escape(newLabel)}</a>`
      : '') +
    (importHref
      ? `<a class="btn" href="${escape(importHref)}">${icon('upload')}${t('ui.list.import')}</a>`
      : '')
  return `<section class="panel quiet">${mats}<h2 class="serif">${escape(empty.title)}</h2><p>${escape(empty.text)}</p>${links && `<div class="row row--wrap">${links}</div>`}</section>`
}

/** Said while nothing matches: where nothing matched, and how to see more. */
export function renderNoMatch({ noMatch, title }: ListPage, t: Translate): string {
  const { widen } = noMatch
  return (
    `<section class="listing quiet" aria-label="${escape(title)}"><h2>${escape(noMatch.title)}</h2>${noMatch.text && `<p role="status">${escape(noMatch.text)}</p>`}` +
    `<div class="row row--wrap"><a class="btn" href="${escape(noMatch.clearHref)}" x-target.push="list">${t('ui.list.clearFilters')}</a>` +
    (widen
      ? `<a class="btn btn--plain" href="${escape(widen.href)}" x-target.push="list">${escape(widen.label)}</a>`
      : '') +
    '</div></section>'
  )
}
