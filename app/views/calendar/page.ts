import { icon } from '../icons.ts'
import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { legend } from '../legend.ts'
import { renderHead } from '../screens/head.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import type { CalendarDay, CalendarEvent, CalendarPage } from './types.ts'

/** So many records a day of a month shows; the day alone shows all. */
const MOST_IN_CELL = 4

/** Everything of a calendar below the breadcrumbs. The part with the id `list` is exchanged. */
export function renderCalendar(page: CalendarPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const isGrid = page.span === 'month' || page.span === 'week'
  return (
    renderHead(page, t) +
    `<div id="list" class="list"><div class="tools">${renderSearchTools(page.search, t)}</div>` +
    `${bar(page, t)}${isGrid ? grid(page, t) : agenda(page, t)}${note(page)}${legend(page.legend)}${moveForm(page)}</div>`
  )
}

function bar(page: CalendarPage, t: Translate) {
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

function grid(page: CalendarPage, t: Translate) {
  const heads = page.weekdays.map(
    ({ short, long }) => `<th scope="col" title="${escape(long)}">${escape(short)}</th>`
  )
  const most = page.span === 'month' ? MOST_IN_CELL : Number.POSITIVE_INFINITY
  const rows = page.weeks.map(
    (week) => `<tr>${week.map((day) => cell(day, most, t)).join('')}</tr>`
  )
  const behaviour = page.moveAction ? ' x-data="calendar"' : ''
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

function dayLink({ href, label, name, isToday }: CalendarDay) {
  return `<a class="calendar__day" href="${escape(href)}" x-target.push="list" aria-label="${escape(name)}"${isToday ? ' aria-current="date"' : ''}>${escape(label)}</a>`
}

function newLink({ newHref, name }: CalendarDay, t: Translate) {
  if (!newHref) return ''
  return `<a class="btn btn--plain btn--sm btn--icon push calendar__new" href="${escape(newHref)}" aria-label="${t('ui.calendar.new', { day: name })}">${icon('plus')}</a>`
}

function event({ id, title, href, time, tone, colorWords }: CalendarEvent) {
  const when = time ? `<span class="num">${escape(time)}</span> ` : ''
  const words = colorWords ? `<span class="sr">, ${escape(colorWords)}</span>` : ''
  return `<li class="event cut ${tone}" data-id="${escape(id)}"><a href="${escape(href)}" title="${escape(title)}">${when}${escape(title)}${words}</a></li>`
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

/** What is posted when a record is dragged to another day; script says which. */
function moveForm({ moveAction, csrf }: CalendarPage) {
  if (!moveAction) return ''
  const action = attributes({ 'data-action': moveAction })
  return `<form id="dates" method="post" x-target="list" hidden${action}>${hiddenInputs([
    ['_csrf', csrf],
    ['to', ''],
  ])}</form>`
}
