import { test } from '@japa/runner'
import {
  badgeCell,
  locationCell,
  nameCell,
  nothing,
  numberCell,
  ownerCell,
  pickCells,
  tagsCell,
  textCell,
} from '#app/views/list/cells'
import { initialsOf, toneOf } from '#app/views/people'
import { openCell } from '#app/views/list/columns'
import { renderListPage } from '#app/views/list/page'
import type { ListColumn, ListPage } from '#app/views/list/types'
import { t } from './texts.ts'
import { isOneByte } from '#tests/support/width'

const evil = '"><script>alert(1)</script>'

const name: ListColumn = {
  name: 'name',
  label: 'Name',
  sortHref: '/contacts?sort=name',
  sorted: null,
  align: 'left',
  priority: 'main',
  width: 'main',
  mobile: 'title',
}
const invoiced: ListColumn = {
  name: 'invoiced',
  label: 'Invoiced',
  sortHref: '/contacts?sort=invoiced',
  sorted: 'descending',
  align: 'right',
  priority: 'lo2',
  width: 'rest',
  mobile: 'num',
}

const archive = {
  label: 'Archive',
  action: '/archive',
  operation: 'archive',
  icon: 'archive',
  danger: false,
}

function page(changes: Partial<ListPage> = {}) {
  return renderListPage(
    {
      title: 'Contacts',
      newHref: '/contacts/new',
      newLabel: 'New contact',
      importHref: null,
      exportHref: null,
      views: [],
      searchAction: '/contacts',
      searchValue: '',
      hiddenParams: [],
      facets: [],
      filters: [],
      groupBy: [],
      columnsHref: '/crm/contacts/columns',
      editable: false,
      ordered: false,
      columns: [name, invoiced],
      rows: '<tr></tr>',
      rowCount: 1,
      totals: null,
      pager: {
        from: '1',
        to: '80',
        total: '10,000+',
        previousHref: null,
        nextHref: '/contacts?page=2',
      },
      bulk: [],
      bulkSearch: '',
      allMatching: null,
      csrf: 'token',
      empty: { title: 'No contacts yet', text: 'A contact is a person.' },
      noMatch: { title: 'No contacts match', text: '', clearHref: '/contacts', widen: null },
      ...changes,
    },
    t
  )
}

test.group('List page', () => {
  test('says how a column sorts and sorts by links', ({ assert }) => {
    const html = page()
    assert.include(html, '<th scope="col" class="r lo2" aria-sort="descending" data-column=')
    assert.match(html, /<a class="sort" id="sort-name" href="\/contacts\?sort=name"/)
    assert.lengthOf(html.match(/aria-sort/g)!, 1)
  })

  test('searches by a plain form that carries filters along', ({ assert }) => {
    const html = page({ searchValue: 'mori', hiddenParams: [['status', 'lead']] })
    assert.match(html, /<form class="facets" role="search" action="\/contacts" method="get"/)
    assert.include(html, '<input type="hidden" name="status" value="lead">')
    assert.match(
      html,
      /<input id="search" type="search" name="q" value="mori"[^>]* aria-label="Search Contacts"/
    )
  })

  test('removes a filter by a link that says which', ({ assert }) => {
    const html = page({ facets: [{ label: 'Status', value: 'lead', removeHref: '/contacts?a&b' }] })
    assert.match(html, /<a href="\/contacts\?a&amp;b"[^>]* aria-label="Remove Status lead">/)
  })

  test('shows the range and only the way that there is', ({ assert }) => {
    const html = page()
    assert.include(html, '1&#8211;80 of 10,000+')
    assert.include(html, 'id="page-next" href="/contacts?page=2"')
    assert.notInclude(html, 'page-previous')
  })

  test('ticks rows and posts them to the chosen action, guarded by the token', ({ assert }) => {
    const bulk = [{ ...archive, action: '/contacts/archive' }]
    const html = page({ bulk })
    assert.include(html, '<input type="hidden" name="_csrf" value="token">')
    assert.match(
      html,
      /<button class="btn btn--sm" formaction="\/contacts\/archive" name="operation" value="archive">/
    )
    assert.include(html, 'Select all rows on this page')
    assert.notInclude(page(), 'formaction')
    assert.notInclude(page(), 'Select all rows')
  })

  test('holds the sums under their columns', ({ assert }) => {
    const totals = { label: 'Total, 2 contacts', sums: { invoiced: '1,204.50' } }
    const html = page({ totals })
    assert.match(html, /<tfoot>.*Total, 2 contacts.*<td class="r lo2 m-state">1,204.50<\/td>/)
  })

  test('says what an empty list is for and what to do', ({ assert }) => {
    const html = page({ rows: '', rowCount: 0 })
    assert.include(html, 'No contacts yet')
    assert.include(html, 'href="/contacts/new"')
    assert.notInclude(html, '<table')
    assert.notInclude(html, 'type="search"')
  })

  test('keeps the search box where nothing matches, and offers to clear', ({ assert }) => {
    const html = page({ rows: '', rowCount: 0, searchValue: 'zzz' })
    assert.include(html, 'No contacts match')
    assert.include(html, 'Clear filters')
    assert.include(html, 'type="search"')
    assert.notInclude(html, 'No contacts yet')
  })

  test('escapes whatever comes from data or address', ({ assert }) => {
    const html = page({
      title: evil,
      searchAction: evil,
      searchValue: evil,
      hiddenParams: [[evil.replaceAll(' ', ''), evil]],
      facets: [{ label: evil, value: evil, removeHref: evil }],
      filters: [{ label: evil, href: evil, active: true, group: evil }],
      columns: [{ ...name, label: evil, sortHref: evil }],
      pager: { from: '1', to: '2', total: evil, previousHref: evil, nextHref: evil },
      bulk: [{ label: evil, action: evil, operation: evil, icon: 'x', danger: true }],
      bulkSearch: evil,
      allMatching: evil,
      views: [
        { label: evil, icon: 'list', href: evil, current: true },
        { label: evil, icon: 'list', href: evil, current: false },
      ],
      csrf: evil,
      importHref: evil,
      exportHref: evil,
      newHref: evil,
      newLabel: evil,
    })
    assert.notInclude(html, '<script')
    const nothingFound = page({
      rowCount: 0,
      searchValue: 'z',
      noMatch: { title: evil, text: evil, clearHref: evil, widen: { label: evil, href: evil } },
    })
    assert.notInclude(nothingFound, '<script')
    const empty = page({
      rowCount: 0,
      newHref: evil,
      newLabel: evil,
      empty: { title: evil, text: evil },
    })
    assert.notInclude(empty, '<script')
  })

  test('stays one byte a character around the data', ({ assert }) => {
    assert.isTrue(isOneByte(page({ bulk: [archive] })))
  })
})

test.group('List cells', () => {
  test('say nothing by a dash', ({ assert }) => {
    for (const cell of [
      textCell(null),
      textCell(''),
      badgeCell(null, 'ok'),
      numberCell(null, true),
      locationCell('', null, 1),
      ownerCell(null, '', 1),
    ]) {
      assert.equal(cell, nothing)
    }
  })

  test('escape every value', ({ assert }) => {
    const cells = [
      textCell(evil),
      badgeCell(evil, 'ok'),
      tagsCell([{ label: evil, tone: 1 }]),
      numberCell(evil, false),
      locationCell(evil, evil, 2),
      ownerCell(evil, evil, 3),
      nameCell(evil, evil, evil, 4, true),
      pickCells(t)(evil, evil),
    ]
    for (const cell of cells) assert.notInclude(cell, '<script')
  })

  test('name the tick box of a row', ({ assert }) => {
    assert.match(
      pickCells(t)('7', 'Hana & co'),
      /name="ids\[\]" value="7" aria-label="Select Hana &amp; co"/
    )
  })

  test('mute a zero', ({ assert }) => {
    assert.equal(numberCell('0.00', true), '<span class="muted">0.00</span>')
  })

  test('open with the classes of their column', ({ assert }) => {
    assert.equal(openCell(name), '<td class="main m-title">')
    assert.equal(openCell({ ...invoiced, soft: true }), '<td class="r lo2 m-num soft">')
    assert.equal(openCell({ ...name, priority: 'always', mobile: null }), '<td>')
  })
})

test.group('Initials', () => {
  test('come from the first and the last word', ({ assert }) => {
    assert.equal(initialsOf('Hana van der Mori'), 'HM')
    assert.equal(initialsOf(' Elliot  Rowe '), 'ER')
    assert.equal(initialsOf('ågot'), 'ÅG')
    assert.equal(initialsOf(''), '')
  })

  test('stand on a tone from 1 to 6 that stays the same', ({ assert }) => {
    const tones = new Set(Array.from({ length: 200 }, (_, index) => toneOf(`name ${index}`)))
    assert.deepEqual([...tones].sort(), [1, 2, 3, 4, 5, 6])
    assert.equal(toneOf('Hana Mori'), toneOf('Hana Mori'))
  })
})
