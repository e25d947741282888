import { test } from '@japa/runner'
import { icon } from '#app/views/icons'
import { readAsset } from '#app/views/assets'
import { buildSprite, findIcons } from '../../resources/build/icons.ts'

const root = new URL('../..', import.meta.url).pathname

test.group('Icons', () => {
  test('refers to a symbol of the sprite', ({ assert }) => {
    const [, href, name] = icon('search').match(
      /<use href="(\/assets\/icons-[\w-]+\.svg)#([\w-]+)"/
    )!
    assert.equal(name, 'search')
    assert.isNotEmpty(href)
    assert.include(readAsset('icons.svg'), '<symbol id="search"')
  })

  test('shows a box for an icon that there is not', ({ assert }) => {
    assert.include(icon('no-such-thing"><script>'), '#box"')
  })

  test('is hidden from assistive technology unless it has a label', ({ assert }) => {
    assert.include(icon('x'), 'aria-hidden="true"')
    const labelled = icon('x', { label: 'Close "all"' })
    assert.include(labelled, 'role="img" aria-label="Close &quot;all&quot;"')
    assert.notInclude(labelled, 'aria-hidden')
  })

  test('every icon that the product names is one of Lucide and in the sprite', ({ assert }) => {
    const { used, unknown } = findIcons(root)
    assert.deepEqual([...unknown], [])
    for (const name of used) assert.include(readAsset('icons.svg'), `id="${name}"`)
  })

  test('a sprite holds the drawing of each icon and no script', ({ assert }) => {
    const sprite = buildSprite(['archive', 'box'])
    assert.lengthOf(sprite.match(/<symbol /g)!, 2)
    assert.include(sprite, '<path d="M10 12h4"/>')
    assert.notMatch(sprite, /<script|stroke-width/)
  })
})
