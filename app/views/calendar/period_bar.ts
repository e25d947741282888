import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import type { Translate } from '../texts.ts'
import type { PeriodBar } from './types.ts'

/** The name of the stretch that is shown, the way to others, and how long it is. */
export function periodBar(page: PeriodBar, t: Translate): string {
  const step = (href: string, drawing: string, label: string) =>
    `<a class="btn btn--icon" href="${escape(href)}" x-target.push="list" aria-label="${label}" title="${label}">${drawing}</a>`
  const spans = page.spans.map(
    ({ label, href, current }) =>
      `<a href="${escape(href)}" x-target.push="list"${current ? ' aria-current="true"' : ''}>${escape(label)}</a>`
  )
  return (
    `<div class="row row--wrap"><a class="btn" href="${escape(page.todayHref)}" x-target.push="list">${t('ui.calendar.today')}</a>` +
    step(page.previousHref, icon('chevron-left'), t('ui.calendar.previous')) +
    step(page.nextHref, icon('chevron-right'), t('ui.calendar.next')) +
    `<h2 aria-live="polite">${escape(page.period)}</h2><div class="switch push" role="group" aria-label="${t('ui.calendar.span')}">${spans.join('')}</div></div>`
  )
}
