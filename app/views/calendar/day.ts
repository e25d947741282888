import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import type { Translate } from '../texts.ts'
import type { CalendarDay, CalendarEvent } from './types.ts'

/** The number of a day, which leads to the day alone. */
export function dayLink({ href, label, name, isToday }: CalendarDay) {
  return `<a class="calendar__day" href="${escape(href)}" x-target.push="list" aria-label="${escape(name)}"${isToday ? ' aria-current="date"' : ''}>${escape(label)}</a>`
}

/** What makes a record on a day. */
export function newLink({ newHref, name }: CalendarDay, t: Translate) {
  if (!newHref) return ''
  return `<a class="btn btn--plain btn--sm btn--icon push calendar__new" href="${escape(newHref)}" aria-label="${t('ui.calendar.new', { day: name })}">${icon('plus')}</a>`
}

/** A record as a line. */
export function event({ id, title, href, time, tone, colorWords }: CalendarEvent) {
  const when = time ? `<span class="num">${escape(time)}</span> ` : ''
  const words = colorWords ? `<span class="sr">, ${escape(colorWords)}</span>` : ''
  return `<li class="event cut ${tone}" data-id="${escape(id)}"><a href="${escape(href)}" title="${escape(title)}">${when}${escape(title)}${words}</a></li>`
}
