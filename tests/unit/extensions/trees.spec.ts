import { test } from '@japa/runner'
import { inEnglish } from '#app/domains/reasons'
import {
  after,
  attributes,
  before,
  inside,
  remove,
  replace,
  type Change,
} from '#app/views/extension'
import { extendDashboard, extendForm, extendList, extendSearch } from '#app/views/extension'
import { dashboard, figureTile, type DashboardTree } from '#app/views/dashboards/declaration'
import { extendTree } from '#app/views/extend_tree'
import {
  form,
  list,
  search,
  section,
  statusbar,
  tab,
  tabs,
  type FormTree,
  type ListTree,
  type SearchTree,
  type View,
} from '#app/views/declarations'
import { Model } from '#app/models/model'

type Any = Change<never, never, never>

const view = form(Model, {
  header: [statusbar('state' as never)],
  sheet: [
    section('Basics', ['name', 'email'] as never),
    tabs({ notes: tab('Notes', ['remarks'] as never) }),
  ],
}) as unknown as View<never>

/** A tree in one line: `header[state] sheet[Basics(name email) tabs(notes(remarks))]`. */
function outline(tree: FormTree): string {
  const of = (items: readonly unknown[]): string =>
    items
      .map((item) => {
        if (typeof item === 'string') return item
        const { name, title, items: inner } = item as { name?: string; title?: string; items: [] }
        return `${name ?? title}${inner.length > 0 ? `(${of(inner)})` : ''}`
      })
      .join(' ')
  return `${of(tree.header)} | ${of(tree.sheet)}`
}

function extended(...changes: unknown[]) {
  const extension = extendForm(view as never, ...(changes as Any[]))
  const { tree, refused } = extendTree<FormTree>(view, [extension as never])
  return { outline: outline(tree), refused: refused.map(({ reason }) => inEnglish(reason)), tree }
}

const cases: [title: string, change: unknown, outline: string][] = [
  [
    'after a field',
    after('name' as never, ['nick'] as never),
    'Basics(name nick email) tabs(notes(remarks))',
  ],
  [
    'before a field',
    before('email' as never, ['nick'] as never),
    'Basics(name nick email) tabs(notes(remarks))',
  ],
  [
    'in the place of a field',
    replace('email' as never, ['mail'] as never),
    'Basics(name mail) tabs(notes(remarks))',
  ],
  ['without a field', remove('email' as never), 'Basics(name) tabs(notes(remarks))'],
  [
    'after a tab',
    after('notes' as never, [{ ...tab('More', []), name: 'more' }] as never),
    'Basics(name email) tabs(notes(remarks) more)',
  ],
  [
    'a tab among the tabs',
    inside('tabs' as never, { more: tab('More', ['x'] as never) } as never),
    'Basics(name email) tabs(notes(remarks) more(x))',
  ],
  [
    'a field in a tab',
    inside('notes' as never, ['x'] as never),
    'Basics(name email) tabs(notes(remarks x))',
  ],
  [
    'at the end of the sheet',
    inside('sheet' as never, ['x'] as never),
    'Basics(name email) tabs(notes(remarks)) x',
  ],
]

test.group('Extensions | trees', () => {
  for (const [title, change, sheet] of cases) {
    test(title, ({ assert }) => {
      assert.deepEqual(extended(change).outline, `state | ${sheet}`)
    })
  }

  test('something else is said about a field', ({ assert }) => {
    const { tree } = extended(attributes('email' as never, { label: 'Mail', readonly: true }))
    const [basics] = tree.sheet
    assert.deepEqual(basics!.items.at(1), {
      kind: 'field',
      name: 'email',
      items: [],
      options: { label: 'Mail', readonly: true },
    } as never)
  })

  test('a change whose anchor is gone is skipped, and the others are made', ({ assert }) => {
    const { outline: shown, refused } = extended(
      after('fax' as never, ['x'] as never),
      after('name' as never, ['nick'] as never)
    )
    assert.equal(shown, 'state | Basics(name nick email) tabs(notes(remarks))')
    assert.deepEqual(refused, ['the view has no "fax"'])
  })

  test('nothing fits inside a field', ({ assert }) => {
    const { refused } = extended(inside('name' as never, ['x'] as never))
    assert.deepEqual(refused, ['the view has no "name"'])
  })

  test('the declared view stays as it was', ({ assert }) => {
    extended(remove('email' as never))
    assert.equal(outline(view.tree as FormTree), 'state | Basics(name email) tabs(notes(remarks))')
  })

  test('columns of a list', ({ assert }) => {
    const plain = list(Model, ['name', 'email'] as never) as unknown as View<never>
    const extension = extendList(
      plain as never,
      ...([
        after('name' as never, ['nick'] as never),
        attributes('email' as never, { label: 'Mail' }),
      ] as Any[])
    )
    const { tree } = extendTree<ListTree>(plain, [extension as never])
    assert.deepEqual(
      tree.columns.map(({ name, label }) => label ?? name),
      ['name', 'nick', 'Mail']
    )
  })

  test('tiles of a dashboard', ({ assert }) => {
    const [one, two, three] = ['One', 'Two', 'Three'].map((label) => figureTile(label, Model))
    const plain = dashboard('Sales', { one: one!, two: two! })
    const extension = extendDashboard(
      plain,
      before('one', { three: three! }),
      remove('two'),
      attributes('one', { label: 'First' })
    )
    const { tree, refused } = extendTree<DashboardTree>(plain, [
      extension,
      extendDashboard(plain as never, after('gone' as never, { three: three! } as never)),
    ])
    assert.deepEqual(
      tree.tiles.map(({ name, label }) => [name, label]),
      [
        ['three', 'Three'],
        ['one', 'First'],
      ]
    )
    assert.deepEqual(
      refused.map(({ reason }) => inEnglish(reason)),
      ['the view has no "gone"']
    )
  })

  test('fields and filters of a search', ({ assert }) => {
    const plain = search(Model, { fields: ['name'] as never }) as unknown as View<never>
    const extension = extendSearch(plain as never, {
      fields: ['nick'] as never,
      filters: { new: ['New', []] },
    })
    const { tree } = extendTree<SearchTree>(plain, [extension as never])
    assert.deepEqual(tree.fields, ['name', 'nick'])
    assert.deepEqual(Object.keys(tree.filters), ['new'])
  })
})
