import { badgeCell, locationCell, nameCell, pickCells, tagsCell, textCell } from '../list/cells.ts'
import { openCell } from '../list/columns.ts'
import { renderListPage } from '../list/page.ts'
import type { ListColumn, ListPage } from '../list/types.ts'
import type { Translate } from '../texts.ts'
import { head, HERE, LONG, loading, names, noMatch, search, type Shelf } from './sample.ts'

const column = (name: string, changes: Partial<ListColumn> = {}): ListColumn => ({
  name,
  label: name,
  sortHref: HERE,
  sorted: null,
  align: 'left',
  priority: 'always',
  width: 'rest',
  mobile: null,
  ...changes,
})

const columns = [
  column('Name', { sorted: 'ascending', priority: 'main', width: 'main', mobile: 'title' }),
  column('Location', { mobile: 'meta' }),
  column('Status', { mobile: 'state' }),
  column('Tags', { priority: 'lo', sortHref: null }),
  column('Job title', { priority: 'lo2' }),
  column('Value, €', { align: 'right', width: 's' }),
]

function rowsOf(t: Translate, people: readonly string[]): string {
  const pick = pickCells(t)
  return people
    .map((name, at) => {
      const cells = [
        nameCell(name, HERE, name.slice(0, 1), (at % 6) + 1, at % 2 === 0),
        locationCell('N', 'North', 1),
        badgeCell('Customer', (['ok', 'warn', 'bad', 'info', 'accent', null] as const)[at % 6]!),
        tagsCell([
          { label: 'Trade fair', tone: 1 },
          { label: LONG, tone: 2 },
        ]),
        textCell(at === 0 ? null : 'Buyer'),
        '1,204.50',
      ]
      const drawn = cells.map((cell, index) => `${openCell(columns[index]!)}${cell}</td>`)
      return `<tr>${pick(String(at), name)}${drawn.join('')}</tr>`
    })
    .join('')
}

function listOf(people: readonly string[], changes: Partial<ListPage>, t: Translate): string {
  const count = String(people.length)
  return renderListPage(
    {
      ...head,
      ...search(false),
      columnsHref: HERE,
      columns,
      editable: false,
      ordered: false,
      rows: rowsOf(t, people),
      rowCount: people.length,
      totals: { label: `Total, ${count} deals`, sums: { 'Value, €': '3,613.50' } },
      pager: { from: '1', to: count, total: count, previousHref: null, nextHref: null },
      bulk: [
        { label: 'Archive', action: HERE, operation: 'archive', icon: 'archive', danger: false },
        { label: 'Delete', action: HERE, operation: 'delete', icon: 'trash-2', danger: true },
      ],
      bulkSearch: '',
      allMatching: null,
      csrf: '',
      empty: { title: 'No deals yet', text: 'A deal is something that somebody may buy.' },
      noMatch: { ...noMatch, widen: { label: 'Show all locations', href: HERE } },
      ...changes,
    },
    t
  )
}

/** A list in every state. */
export const listSamples: Shelf = {
  filled: (t) => listOf(names, search(), t),
  one: (t) => listOf(names.slice(0, 1), {}, t),
  many: (t) =>
    listOf(
      Array.from({ length: 40 }, (_, at) => `Person ${at + 1}`),
      {
        pager: { from: '41', to: '80', total: '10,000+', previousHref: HERE, nextHref: HERE },
        allMatching: 'Select all 10,000+',
      },
      t
    ),
  empty: (t) => listOf([], {}, t),
  noResult: (t) => listOf([], search(), t),
  loading: loading((t) => listOf(names, {}, t)),
}
