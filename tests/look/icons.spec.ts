import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { icon } from '#app/views/icons'
import { readAsset } from '#app/views/assets'
import { ModuleFolders } from '#tests/support/module_folders'
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

  test('draws an icon of Lucide that the sprite lacks where it stands', ({ assert }) => {
    assert.notInclude(readAsset('icons.svg'), 'id="rabbit"')
    const drawn = icon('rabbit', { size: 'lg' })
    assert.match(drawn, /^<svg class="i i--lg" viewBox="0 0 24 24" aria-hidden="true"><path /)
    assert.notInclude(drawn, '<use')
    for (const name of ['../icons/rabbit', 'rabbit.svg', '', 'Rabbit']) {
      assert.include(icon(name), '#box"', name)
    }
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

  test('icons of a module are found behind a link, but for those of its tests', async ({
    assert,
    cleanup,
  }) => {
    const folders = await ModuleFolders.create()
    const elsewhere = await ModuleFolders.create()
    cleanup(() => folders.remove())
    cleanup(() => elsewhere.remove())
    await elsewhere.module('linked', { icon: 'rabbit' }, { 'tests/a.spec.ts': `icon('turtle')` })
    await symlink(join(elsewhere.root, 'linked'), join(folders.root, 'linked'))

    const { used } = findIcons(root, [folders.root])
    assert.include(used, 'rabbit')
    assert.notInclude(used, 'turtle')
  })

  test('a sprite holds the drawing of each icon and no script', ({ assert }) => {
    const sprite = buildSprite(['archive', 'box'])
    assert.lengthOf(sprite.match(/<symbol /g)!, 2)
    assert.include(sprite, '<path d="M10 12h4"/>')
    assert.notMatch(sprite, /<script|stroke-width/)
  })
})
