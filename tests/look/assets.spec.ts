import { gzipSync } from 'node:zlib'
import { globSync, readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { assetPath, assetTags, readAsset } from '#app/views/assets'

const kilobyte = 1024
const zipped = (entry: string) => gzipSync(readAsset(entry)).length

test.group('Assets', () => {
  test('the JavaScript of a page stays under 60 KB, zipped', ({ assert }) => {
    const size = zipped('resources/js/app.js') + zipped('resources/js/theme.js')
    assert.isBelow(size, 60 * kilobyte)
  })

  test('the CSS of a page stays under 48 KB, and 30 KB zipped', ({ assert }) => {
    assert.isBelow(readAsset('resources/css/app.css').length, 48 * kilobyte)
    assert.isBelow(zipped('resources/css/app.css'), 30 * kilobyte)
  })

  test('the styles keep light-dark() and refer to no data: address', ({ assert }) => {
    const css = readAsset('resources/css/app.css')
    assert.include(css, 'light-dark(')
    assert.notInclude(css, 'data:')
  })

  test('the tags are served from here and hold nothing inline', ({ assert }) => {
    const tags = assetTags()
    assert.lengthOf(tags.match(/(?:src|href)="\/assets\/[\w-]+\.(?:js|css|svg)"/g)!, 4)
    assert.notMatch(tags, /<script[^>]*>[^<]|style=/)
  })

  test('an entry that was not built is an error that says what to do', ({ assert }) => {
    assert.throws(() => assetPath('resources/js/nothing.js'), /npm run build/)
  })

  test('templates of pages, and renderers, write no inline style or script', ({ assert }) => {
    const files = globSync(['resources/views/**/*.edge', 'app/views/**/*.ts'], {
      cwd: new URL('../..', import.meta.url),
      exclude: ['resources/views/mails/**'],
    })
    assert.isNotEmpty(files)
    for (const file of files) {
      const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
      assert.notMatch(source, /\sstyle="|<script>|\son(?:click|load|change|submit)=/, file)
    }
  })
})
