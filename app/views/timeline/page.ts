import { datesForm } from '../calendar/dates_form.ts'
import { periodBar } from '../calendar/period_bar.ts'
import { attributes, escape } from '../html.ts'
import { legend } from '../legend.ts'
import { renderHead } from '../screens/head.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import type { TimelineBar, TimelinePage, TimelineRow } from './types.ts'

/** Height of a line of bars, and of what stands above the first and below the last, in pixels. */
const LANE = 26
const ROOM = 4

/** Everything of a timeline below the breadcrumbs. The part with the id `list` is exchanged. */
export function renderTimeline(page: TimelinePage, translate: Translate): string {
  const t = escapedTexts(translate)
  const more = page.more ? `<p class="sm soft" role="status">${escape(page.more)}</p>` : ''
  return (
    renderHead(page, t) +
    `<div id="list" class="list"><div class="tools">${renderSearchTools(page.search, t)}</div>${periodBar(page, t)}` +
    `${page.empty ? `<p class="listing quiet" role="status">${escape(page.empty)}</p>` : table(page)}` +
    `${more}${legend(page.legend)}${movable(page, t)}</div>`
  )
}

function table(page: TimelinePage) {
  const { period, by, days, canMove, canResize, datesAction } = page
  const behaviour = attributes({
    'x-data': datesAction ? 'timeline' : null,
    'x-on:pointerdown': datesAction ? 'grab' : null,
    'x-on:dragstart.prevent': datesAction !== null,
    'x-on:click.capture': datesAction ? 'settle' : null,
    'x-on:keydown': datesAction ? 'step' : null,
    'data-days': days,
    'data-move': canMove,
    'data-resize': canResize,
  })
  return (
    `<div class="listing"><div class="tablebox" tabindex="0" role="region" aria-label="${escape(period)}"${behaviour}>` +
    `<table class="table table--stick timeline"><thead><tr><th scope="col">${escape(by)}</th><td>${axis(page)}</td></tr></thead>` +
    `<tbody>${page.rows.map((row) => line(row, page)).join('')}</tbody></table></div></div>`
  )
}

function axis({ ticks }: TimelinePage) {
  const texts = ticks.map(
    ({ label, left }) => `<text class="faint" x="${left}%" dx="4" y="20">${escape(label)}</text>`
  )
  return `<svg class="chart" height="32" aria-hidden="true">${texts.join('')}</svg>`
}

function line({ label, count, lanes, bars }: TimelineRow, { ticks, now, canResize }: TimelinePage) {
  const grid = ticks.map(({ left }) => `<line x1="${left}%" x2="${left}%" y2="100%"/>`)
  const today = now === null ? '' : `<line class="now" x1="${now}%" x2="${now}%" y2="100%"/>`
  return (
    `<tr><th scope="row"><span class="row"><span class="cut">${escape(label)}</span><span class="n">${escape(count)}</span></span></th>` +
    `<td><svg class="chart day" height="${lanes * LANE + 2 * ROOM}" role="group" aria-label="${escape(label)}">` +
    `${grid.join('')}${today}${bars.map((each) => bar(each, canResize)).join('')}</svg></td></tr>`
  )
}

function bar(item: TimelineBar, canResize: boolean) {
  const { id, title, href, tone, colorWords, left, width, lane, dates, from, to } = item
  const place = attributes({
    'class': 'block',
    'x': `${left}%`,
    'y': ROOM + lane * LANE,
    'width': `${width}%`,
    'height': LANE - 2,
    'data-id': id,
    'data-from': from || null,
    'data-to': to || null,
  })
  const words = [dates, colorWords].filter(Boolean).join(', ')
  const grip = canResize && to ? '<span class="grip grip--side"></span>' : ''
  return `<foreignObject${place}><div class="event cut ${tone}"><a href="${escape(href)}" title="${escape(`${title}, ${dates}`)}">${escape(title)}<span class="sr">, ${escape(words)}</span></a>${grip}</div></foreignObject>`
}

function movable({ datesAction, canMove, canResize, csrf }: TimelinePage, t: Translate) {
  if (!datesAction) return ''
  const both = canMove ? 'ui.calendar.keysResize' : 'ui.timeline.keys'
  return `<p class="sm muted">${t(canResize ? both : 'ui.calendar.keys')}</p>${datesForm(datesAction, csrf)}`
}
