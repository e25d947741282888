import { renderCalendar } from '../calendar/page.ts'
import type { CalendarDay, CalendarEvent, CalendarPage } from '../calendar/types.ts'
import { renderTimeline } from '../timeline/page.ts'
import {
  head,
  HERE,
  legend,
  LONG,
  names,
  search,
  states,
  type Sample,
  type Shelf,
} from './sample.ts'

const event = (title: string, at: number): CalendarEvent => ({
  id: String(at),
  title,
  href: HERE,
  time: at % 2 === 0 ? '09:30' : null,
  tone: `k${(at % 6) + 1}`,
  colorWords: 'On the way',
})

const span = ['Month', 'Week', 'Day'].map((label, at) => ({
  label,
  href: HERE,
  current: at === 0,
}))

const period = {
  period: 'November 2026',
  spans: span,
  previousHref: HERE,
  nextHref: HERE,
  todayHref: HERE,
}

function dayOf(number: number, events: CalendarEvent[]): CalendarDay {
  const day = String(number).padStart(2, '0')
  return {
    date: `2026-11-${day}`,
    name: `${number} November 2026`,
    label: String(number),
    href: HERE,
    newHref: HERE,
    isToday: number === 11,
    isOutside: number < 3,
    events,
  }
}

const month =
  (eventsOf: (day: number) => CalendarEvent[], changes: Partial<CalendarPage> = {}): Sample =>
  (t) =>
    renderCalendar(
      {
        ...head,
        ...period,
        search: search(false),
        span: 'month',
        weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((short) => ({
          short,
          long: short,
        })),
        weeks: [0, 1, 2, 3].map((week) =>
          [1, 2, 3, 4, 5, 6, 7].map((day) => dayOf(week * 7 + day, eventsOf(week * 7 + day)))
        ),
        hours: null,
        empty: null,
        more: null,
        legend,
        moveAction: null,
        canResize: false,
        slots: null,
        csrf: '',
        ...changes,
      },
      t
    )

const onDays = (day: number) => (day % 5 === 0 ? names.map(event) : [])

const timeline =
  (titles: readonly string[]): Sample =>
  (t) =>
    renderTimeline(
      {
        ...head,
        ...period,
        search: search(false),
        by: 'Owner',
        rows: ['Hana Mori', LONG].map((label) => ({
          label,
          count: String(titles.length),
          lanes: Math.max(titles.length, 1),
          bars: titles.map((title, at) => ({
            ...event(title, at),
            left: at * 12,
            width: 30 + at * 10,
            lane: at,
            dates: '3 – 18 Nov 2026',
            from: '',
            to: '',
          })),
        })),
        ticks: ['1 Nov', '8 Nov', '15 Nov', '22 Nov'].map((label, at) => ({
          label,
          left: at * 25,
        })),
        now: 40,
        days: 28,
        empty: titles.length === 0 ? 'Nothing is planned in November.' : null,
        more: null,
        legend,
        datesAction: null,
        canMove: false,
        canResize: false,
        csrf: '',
      },
      t
    )

export const calendarSamples: Shelf = {
  ...states(
    month(onDays),
    month((day) => (day === 11 ? [event('Visit', 1)] : [])),
    month(() => [])
  ),
  many: month(() => [...names, ...names].map(event), { more: 'Only the first 500 are shown.' }),
  agenda: month(onDays, { span: 'agenda' }),
  agendaEmpty: month(() => [], { span: 'agenda', empty: 'Nothing in November.' }),
}
export const timelineSamples = states(timeline(names), timeline(['Visit']), timeline([]))
