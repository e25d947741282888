import { test } from '@japa/runner'
import * as fields from '#app/models/fields'
import { shelves } from '#app/views/gallery/shelves'
import { renderGallery } from '#app/views/gallery/page'
import { Registry } from '#app/modules/registry'
import { t } from './texts.ts'

/** Every kind of field that a model can declare, found by declaring one. */
function kindsOfFields(): string[] {
  const given = { label: 'Any', options: {} }
  const declared = Object.values(fields).map((declare) =>
    (declare as (...all: unknown[]) => { kind?: string })(given, given, given)
  )
  return declared.flatMap(({ kind }) => (kind ? [kind] : []))
}

const views = () => [
  'list',
  'form',
  ...[...Registry.current.actions.values()].flatMap(({ views: all }) => [...all.keys()]),
]

test.group('Gallery', () => {
  test('every kind of field and of view has its place', ({ assert }) => {
    const kinds = kindsOfFields()
    assert.includeMembers(kinds, ['text', 'many2one', 'groups'])
    assert.includeMembers(Object.keys(shelves.fields!), kinds)
    assert.includeMembers(Object.keys(shelves), views())
  })

  test('every sample is drawn, and every one is led to', ({ assert }) => {
    const index = renderGallery('Gallery')
    for (const [shelf, samples] of Object.entries(shelves)) {
      assert.isNotEmpty(Object.keys(samples), shelf)
      for (const [name, draw] of Object.entries(samples)) {
        assert.include(index, `href="/_gallery/${shelf}/${name}"`)
        assert.isAbove(draw(t).length, 50, `${shelf} ${name}`)
      }
    }
  })

  test('views show what is empty, what is one and what is being fetched', ({ assert }) => {
    for (const view of views().filter((each) => each !== 'form')) {
      assert.includeMembers(Object.keys(shelves[view]!), ['one', 'empty', 'loading'], view)
      assert.include(shelves[view]!.loading!(t), 'aria-busy="true"', view)
    }
  })
})
