import { renderActivityMatrix } from '../activity_matrix/page.ts'
import { renderCalendar } from '../calendar/page.ts'
import type { CalendarDay, CalendarEvent, CalendarPage } from '../calendar/types.ts'
import { renderCohort } from '../cohort/page.ts'
import { renderKanban } from '../kanban/board.ts'
import type { KanbanColumn } from '../kanban/types.ts'
import { renderPivotPage } from '../pivot/page.ts'
import { renderTimeline } from '../timeline/page.ts'
import { badgeCell } from '../list/cells.ts'
import {
  head,
  HERE,
  loading,
  LONG,
  names,
  noMatch,
  search,
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

const legend = [
  { label: 'On the way', tone: 'k1' },
  { label: 'At risk', tone: 'k2' },
]

const card = (title: string, at: number) =>
  `<article class="card tone--${at % 2 === 0 ? 'ok' : 'bad'}" id="card-${title.length}-${at}"><h3><a href="${HERE}">${title}</a></h3><p class="soft sm">Brightwater</p><div>${badgeCell('At risk', 'bad')}</div></article>`

function column(label: string, titles: readonly string[], at: number): KanbanColumn {
  return {
    key: label,
    label,
    count: String(titles.length),
    sum: '€ 25,000',
    isFolded: at === 3,
    progress: {
      label: '60 % on the way, 40 % at risk',
      parts: [
        { tone: 'ok', percent: 60 },
        { tone: 'bad', percent: 40 },
      ],
    },
    cards: titles.map(card).join(''),
    empty: 'No deals here.',
    more: titles.length > 9 ? { label: '20 more', href: HERE } : null,
    editHref: HERE,
  }
}

const board =
  (cards: readonly (readonly string[])[]): Sample =>
  (t) =>
    renderKanban(
      {
        ...head,
        search: search(false),
        label: 'Deals by stage',
        total: '26 deals',
        sum: '€ 75,000',
        columns: ['New', LONG, 'Won', 'Lost'].map((label, at) =>
          column(label, cards[at] ?? [], at)
        ),
        legend,
        canMove: { between: false, within: false },
        choices: [],
        csrf: '',
        quickCreate: null,
        newColumn: null,
        columnsAction: null,
      },
      t
    )

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

const figure = (value: number) => ({ value, text: String(value), href: HERE })

const pivot =
  (rows: readonly string[]): Sample =>
  (t) =>
    renderPivotPage(
      {
        head,
        search: search(false),
        title: 'Value by stage and month',
        rowMenu: [{ label: 'Stage', href: HERE, active: true }],
        columnMenu: [{ label: 'Month', href: HERE, active: true }],
        measures: [{ label: 'Value', href: HERE, active: true }],
        flipHref: HERE,
        file: { action: HERE, csrf: '' },
        corner: 'Stage',
        heads: [
          [
            { label: 'October', span: 1 },
            { label: 'November', span: 1 },
          ],
        ],
        rows: rows.map((label, at) => ({
          label,
          depth: at === 0 ? 0 : 1,
          isGroup: at > 0,
          toggle: at === 0 ? null : { href: HERE, isOpen: at === 1 },
          cells: [figure(1200 * at), figure(40)],
        })),
        instead:
          rows.length > 0 ? null : { ...noMatch, link: { label: 'Clear filters', href: HERE } },
      },
      t
    )

const cohort =
  (labels: readonly string[]): Sample =>
  (t) =>
    renderCohort(
      {
        head,
        search: search(false),
        title: 'Deals by month: how many are closed so many months later',
        axis: 'Made (month)',
        measure: 'Number of deals',
        modes: ['Closed', 'Open'].map((label, at) => ({ label, href: HERE, current: at === 0 })),
        units: [{ label: 'Month', href: HERE, active: true }],
        measures: [{ label: 'Number', href: HERE, active: true }],
        spans: ['0', '+1', '+2'],
        rows: labels.map((label, row) => ({
          label,
          total: '24',
          href: HERE,
          cells: [0, 1, 2].map((at) =>
            at + row > 2
              ? null
              : { percent: 30 * (at + 1), text: `${30 * (at + 1)} %`, figure: '8', href: HERE }
          ),
        })),
        all: null,
        notes: [],
        noMatch,
      },
      t
    )

const matrix =
  (titles: readonly string[]): Sample =>
  (t) =>
    renderActivityMatrix(
      {
        ...head,
        search: search(false),
        label: 'Deals and what is planned',
        records: 'Deal',
        types: [
          { label: 'Call', symbol: 'phone' }, // icons
          { label: 'To do', symbol: 'check' }, // icons
        ],
        rows: titles.map((title, at) => ({
          title,
          href: HERE,
          detail: 'Brightwater',
          cells: [0, 1].map((type) => ({
            planHref: HERE,
            planLabel: `Plan: ${title}`,
            next:
              type === 1
                ? null
                : {
                    href: HERE,
                    tone: (['bad', 'warn', 'ok'] as const)[at % 3]!,
                    day: '21 Nov 2026',
                    label: '21 Nov 2026: Ask for the drawing',
                    further: at === 0 ? '+2' : '',
                  },
          })),
        })),
        more: null,
        noMatch,
      },
      t
    )

const states = (filled: Sample, one: Sample, none: Sample): Shelf => ({
  filled,
  one,
  empty: none,
  loading: loading(filled),
})

const twenty = Array.from({ length: 20 }, (_, at) => `Deal ${at + 1}`)

export const kanbanSamples: Shelf = {
  ...states(board([names, ['Zulu']]), board([['Zulu']]), board([])),
  many: board([twenty, twenty, names]),
}
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
export const pivotSamples = states(pivot(['Total', 'New', LONG]), pivot(['Total']), pivot([]))
export const cohortSamples = states(cohort(['Sep', 'Oct', LONG]), cohort(['Sep']), cohort([]))
export const activitySamples = states(matrix(names), matrix(['Visit']), matrix([]))
