import { test } from '@japa/runner'
import { field, form, list, Model, section, tab, tabs, text, type Has } from '#app/addon'
import type { Contribution } from '#app/modules/contributions/contribution'
import { contributionChanges } from '#app/modules/contributions/differences'
import { markOf } from '#app/modules/contributions/essence'
import { treeDetails } from '#app/modules/contributions/tree_details'

class Note extends Model {
  static override table = 'test_notes'
  static override label = { one: 'note', many: 'notes' }
  static override fields = {
    name: text({ label: 'Name' }),
    body: text({ label: 'Body' }),
    place: text({ label: 'Place' }),
  }
}

interface Note extends Has<typeof Note> {}

const viewOf = (view: { tree: object }): Contribution[] => [
  { kind: 'view', key: 'note', name: 'notes', details: treeDetails(view.tree) },
]

const changed = (before: { tree: object }, after: { tree: object }) => {
  const [change] = contributionChanges(viewOf(before), viewOf(after))
  return (change?.differences ?? []).map(({ effect, name }) => `${effect} ${name}`)
}

test.group('Modules | what versions bring', () => {
  test('is the same where the same is declared', ({ assert }) => {
    const columns = () => list(Note, ['name', 'body'], { filter: [['name', '=', 'a']] })
    assert.deepEqual(changed(columns(), columns()), [])
    assert.deepEqual(contributionChanges(viewOf(columns()), viewOf(columns())), [])
  })

  test('says which columns come, go and move, and what else a list says', ({ assert }) => {
    const old = list(Note, ['name', 'body'])
    assert.deepEqual(changed(old, list(Note, ['name', 'place'])), [
      'added columns › place',
      'removed columns › body',
    ])
    assert.deepEqual(changed(old, list(Note, ['body', 'name'])), ['changed sequence'])
    assert.deepEqual(changed(old, list(Note, ['name', 'body'], { order: 'name' })), [
      'added order › name',
      'removed order › id',
    ])
    const filtered = (value: string) => list(Note, ['name'], { filter: [['name', '=', value]] })
    assert.deepEqual(changed(filtered('a'), filtered('b')), ['changed filter'])
  })

  test('says where in a form something is different', ({ assert }) => {
    const formOf = (title: string, label: string) =>
      form(Note, {
        sheet: [
          section('Note', ['name']),
          tabs({ more: tab(title, ['body', field('place', { label })]) }),
        ],
      })
    assert.deepEqual(changed(formOf('More', 'Place'), formOf('More', 'Where')), [
      'changed sheet › tabs › More › place',
    ])
    assert.include(
      changed(formOf('More', 'Place'), formOf('Less', 'Place')),
      'added sheet › tabs › Less'
    )
  })

  test('tells things of the same name apart', ({ assert }) => {
    const twice = form(Note, { sheet: [section('Note', ['name']), section('Note', ['body'])] })
    const once = form(Note, { sheet: [section('Note', ['name'])] })
    assert.deepEqual(changed(twice, once), [
      'removed sheet › Note 2',
      'removed sheet › Note › body',
    ])
  })

  test('is marked by all that is declared, and asks nothing that is found out later', ({
    assert,
  }) => {
    const lazy = Object.defineProperty({}, 'options', {
      enumerable: true,
      get: (): never => {
        throw new Error('asked')
      },
    })
    assert.equal(markOf(lazy), markOf(lazy))
    const within: { self?: object } = {}
    within.self = within
    assert.equal(markOf(within), markOf(within))
    assert.notEqual(markOf({ run: () => 1 }), markOf({ run: () => 2 }))
    assert.notEqual(markOf({ model: Note }), markOf({ model: Model }))
    assert.notEqual(markOf(new Date(0)), markOf(new Date(86_400_000)))
  })
})
