import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import type { ListPager } from './types.ts'

/** Which rows are shown, of how many, and the way to the ones before and after. */
export function renderPager(pager: ListPager, rowCount: number, t: Translate): string {
  if (rowCount === 0) return ''
  const { from, to, total, groups } = pager
  const range =
    groups === undefined
      ? t('ui.list.range', { from, to, total })
      : t('ui.list.groupRange', { from, to, total: groups })
  return pagerWith(range, pager, t)
}

/** The same with other words for what is shown. */
export function pagerWith(
  range: string,
  pager: Pick<ListPager, 'previousHref' | 'nextHref'>,
  t: Translate
): string {
  return (
    `<div class="pager"><span role="status">${range}</span><span class="switch" role="group" aria-label="${t('ui.list.pages')}">` +
    step('page-previous', pager.previousHref, t('ui.list.previousPage'), icon('chevron-left')) +
    step('page-next', pager.nextHref, t('ui.list.nextPage'), icon('chevron-right')) +
    '</span></div>'
  )
}

function step(id: string, href: string | null, label: string, arrow: string) {
  return href === null
    ? `<span class="off">${arrow}</span>`
    : `<a id="${id}" href="${escape(href)}" x-target.push="list" aria-label="${label}">${arrow}</a>`
}
