import { renderActivityMatrix } from '../activity_matrix/page.ts'
import { renderKanban } from '../kanban/board.ts'
import type { KanbanColumn } from '../kanban/types.ts'
import { badgeCell } from '../list/cells.ts'
import {
  head,
  HERE,
  legend,
  LONG,
  names,
  noMatch,
  search,
  states,
  type Sample,
  type Shelf,
} from './sample.ts'

const card = (title: string, at: number) =>
  `<article class="card tone--${at % 2 === 0 ? 'ok' : 'bad'}" id="card-${title.length}-${at}"><h3><a href="${HERE}">${title}</a></h3><p class="soft sm">Brightwater</p><div>${badgeCell('At risk', 'bad')}</div></article>`

function column(label: string, titles: readonly string[], at: number): KanbanColumn {
  return {
    key: label,
    label,
    isNamed: true,
    count: String(titles.length),
    sum: '€ 25,000',
    isFolded: at === 3,
    progress: {
      label: '60% on the way, 40% at risk',
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
        pager: null,
        columns: ['New', LONG, 'Won', 'Lost'].map((label, at) =>
          column(label, cards[at] ?? [], at)
        ),
        legend,
        canMove: { between: false, within: false },
        fixed: null,
        choices: [],
        csrf: '',
        quickCreate: null,
        newColumn: null,
        columnsAction: null,
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

const twenty = Array.from({ length: 20 }, (_, at) => `Deal ${at + 1}`)

export const kanbanSamples: Shelf = {
  ...states(board([names, ['Zulu']]), board([['Zulu']]), board([])),
  many: board([twenty, twenty, names]),
}
export const activitySamples = states(matrix(names), matrix(['Visit']), matrix([]))
