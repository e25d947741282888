import { attributes, escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import { dayLink, event, newLink } from './day.ts'
import type { CalendarPage, HourBlock, HourDay, HourGrid } from './types.ts'

/** Height of an hour in pixels; the script and the styles know it, too. */
const HOUR = 48

/**
 * A week or a day by the hour. Places are attributes of SVG: the content policy allows no style of
 * a single element. `t` gives texts for HTML.
 */
export function hours(page: CalendarPage, grid: HourGrid, t: Translate): string {
  const { moveAction, canResize, slots, period, weekdays } = page
  const box = attributes({
    'class': 'listing hours',
    'x-data': 'hours',
    'x-on:pointerdown': 'grab',
    'x-on:dragstart.prevent': true,
    'x-on:keydown': moveAction ? 'step' : null,
    'x-on:click.capture': 'settle',
    'data-move': moveAction !== null,
    'data-resize': moveAction !== null && canResize,
    'data-new': slots?.href,
    'data-start': slots?.start,
    'data-end': slots?.end,
  })
  const table = attributes({
    'class': `calendar calendar--${page.span} calendar--hours`,
    'aria-label': period,
    'x-data': moveAction ? 'calendar' : null,
    'x-on:keydown': moveAction ? 'step' : null,
  })
  const heads = grid.days.map((day, index) => head(day, weekdays[index]!, t))
  return (
    `<div${box}><table${table}><thead><tr><td></td>${heads.join('')}</tr>` +
    `<tr><th scope="row">${t('ui.calendar.allDay')}</th>${grid.days.map(allDay).join('')}</tr></thead>` +
    `<tbody><tr><th scope="row">${axis(grid, t)}</th>${grid.days.map((day) => column(day, page, grid)).join('')}</tr></tbody></table></div>`
  )
}

function head(day: HourDay, { short, long }: CalendarPage['weekdays'][number], t: Translate) {
  const today = attributes({ class: day.isToday ? 'is-today' : null })
  return `<th scope="col"${today}><div class="row"><span title="${escape(long)}">${escape(short)}</span>${dayLink(day)}${newLink(day, t)}</div></th>`
}

function allDay({ date, events }: HourDay) {
  return `<td><ul class="stack gap1" data-day="${date}">${events.map(event).join('')}</ul></td>`
}

function axis({ hours: rows, first }: HourGrid, t: Translate) {
  const items = rows.map(({ time, again, label }, row) => {
    const item = attributes({
      'data-time': time,
      'data-again': again,
      'class': row === first ? 'is-first' : null,
    })
    return `<li${item}>${escape(label)}</li>`
  })
  return `<span class="sr">${t('ui.calendar.hours')}</span><ol>${items.join('')}</ol>`
}

function column(day: HourDay, { canResize }: CalendarPage, { hours: rows }: HourGrid) {
  const lines = rows.map((_, row) => `<line x2="100%" y1="${row * HOUR}" y2="${row * HOUR}"/>`)
  const gaps = day.gaps.map((row) => rect('f0', row))
  const slots = day.slots.map((href, row) =>
    href
      ? `<a href="${escape(href)}" tabindex="-1" aria-hidden="true">${rect('slot', row)}</a>`
      : ''
  )
  const now = day.now === null ? '' : line('now', day.now)
  return (
    `<td><svg class="chart day" height="${rows.length * HOUR}" role="group" aria-label="${escape(day.name)}" data-date="${day.date}">` +
    `${gaps.join('')}${slots.join('')}${lines.join('')}${day.blocks.map((item) => block(item, canResize)).join('')}${now}</svg></td>`
  )
}

const rect = (name: string, row: number) =>
  `<rect class="${name}" y="${row * HOUR}" width="100%" height="${HOUR}"/>`

function line(name: string, row: number) {
  const y = Math.round(row * HOUR)
  return `<line class="${name}" x2="100%" y1="${y}" y2="${y}"/>`
}

function block(item: HourBlock, canResize: boolean) {
  const { id, title, href, time, tone, colorWords, starts, ends } = item
  const place = attributes({
    'class': 'block',
    'x': `${round(item.left)}%`,
    'y': Math.round(item.top * HOUR),
    'width': `${round(item.width)}%`,
    'height': Math.round(item.height * HOUR),
    'data-id': id,
    'data-starts': starts,
  })
  const words = colorWords ? `<span class="sr">, ${escape(colorWords)}</span>` : ''
  const name = `${time} ${title}`
  const grip = canResize && ends ? '<span class="grip"></span>' : ''
  return `<foreignObject${place}><div class="event ${tone}"><a href="${escape(href)}" title="${escape(name)}"><span class="num">${escape(time)}</span> ${escape(title)}${words}</a>${grip}</div></foreignObject>`
}

function round(percent: number) {
  return Math.round(percent * 100) / 100
}
