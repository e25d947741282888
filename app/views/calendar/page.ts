import { attributes, escape } from '../html.ts'
import { legend } from '../legend.ts'
import { renderHead } from '../screens/head.ts'
import { dayLink, event, newLink } from './day.ts'
import { datesForm } from './dates_form.ts'
import { hours } from './hours.ts'
import { periodBar } from './period_bar.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import type { CalendarDay, CalendarPage } from './types.ts'

/** So many records a day of a month shows; the day alone shows all. */
const MOST_IN_CELL = 4

/** Everything of a calendar below the breadcrumbs. The part with the id `list` is exchanged. */
export function renderCalendar(page: CalendarPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const isGrid = page.span === 'month' || page.span === 'week'
  return (
    renderHead(page, t) +
    `<div id="list" class="list"><div class="tools">${renderSearchTools(page.search, t)}</div>` +
    `${periodBar(page, t)}${page.hours ? hours(page, page.hours, t) : isGrid ? grid(page, t) : agenda(page, t)}` +
    `${note(page)}${legend(page.legend)}${movable(page, t)}</div>`
  )
}

function grid(page: CalendarPage, t: Translate) {
  const heads = page.weekdays.map(
    ({ short, long }) => `<th scope="col" title="${escape(long)}">${escape(short)}</th>`
  )
  const most = page.span === 'month' ? MOST_IN_CELL : Number.POSITIVE_INFINITY
  const rows = page.weeks.map(
    (week) => `<tr>${week.map((day) => cell(day, most, t)).join('')}</tr>`
  )
  const behaviour = page.moveAction ? ' x-data="calendar" x-on:keydown="step"' : ''
  return `<div class="listing"><table class="calendar calendar--${page.span}" aria-label="${escape(page.period)}"${behaviour}><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function cell(day: CalendarDay, most: number, t: Translate) {
  const classes = [day.isToday && 'is-today', day.isOutside && 'is-outside'].filter(Boolean)
  const hidden = day.events.length - most
  const more =
    hidden > 0
      ? `<a class="xs" href="${escape(day.href)}" x-target.push="list">${t('ui.calendar.more', { count: hidden })}</a>`
      : ''
  return (
    `<td${attributes({ class: classes.join(' ') || null })}><div class="row">${dayLink(day)}${newLink(day, t)}</div>` +
    `<ul class="stack gap1" data-day="${day.date}">${day.events.slice(0, most).map(event).join('')}</ul>${more}</td>`
  )
}

function agenda(page: CalendarPage, t: Translate) {
  if (page.empty) return `<p class="listing quiet" role="status">${escape(page.empty)}</p>`
  const days = page.weeks.flat().filter(({ events }) => events.length > 0)
  const items = days.map(
    (day) =>
      `<section class="panel"><div class="panel__head"><h3>${escape(day.name)}</h3>${newLink(day, t)}</div><ul class="stack agenda">${day.events.map(event).join('')}</ul></section>`
  )
  return `<div class="stack">${items.join('')}</div>`
}

function note({ more }: CalendarPage) {
  return more ? `<p class="sm soft" role="status">${escape(more)}</p>` : ''
}

function movable({ moveAction, canResize, hours: byHour, csrf }: CalendarPage, t: Translate) {
  if (!moveAction) return ''
  const keys = t(byHour && canResize ? 'ui.calendar.keysResize' : 'ui.calendar.keys')
  return `<p class="sm muted">${keys}</p>${datesForm(moveAction, csrf)}`
}
