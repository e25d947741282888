import { globSync, readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { icon } from '#app/views/icons'

const folder = new URL('../../resources/css/', import.meta.url)

/** Where left and right are meant, whatever the language. */
const MEANT = 'direction.css'

/** A property that has a side in its name, or a value that is one. */
const physical = /-(?:left|right)(?:-radius)?\s*:|(?<![\w-])(?:left|right)\s*:|:\s*(?:left|right)\b/

/** Shorthands whose right and left differ, such as `margin: 0 1px 2px 3px`. */
const lopsided = /(?<![\w-])(?:margin|padding|inset)\s*:\s*([^;}]+)/g

function sidesDiffer(value: string): boolean {
  const sides = value
    .replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '()')
    .trim()
    .split(/\s+/)
  return sides.length === 4 && sides[1] !== sides[3]
}

/** What speaks of left or right in a style sheet, each with its line. */
function physicalIn(css: string): string[] {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .split('\n')
    .flatMap((line) => {
      const uneven = [...line.matchAll(lopsided)].some(([, value]) => sidesDiffer(value!))
      return physical.test(line) || uneven ? [line.trim()] : []
    })
}

test.group('Direction', () => {
  test('a style that knows left from right is found', ({ assert }) => {
    for (const rule of [
      'a{margin-left:1px}',
      'a{left:0}',
      'a{text-align:right}',
      'a{float: left}',
      'a{border-top-left-radius:1px}',
      'a{padding:1px 2px 3px 4px}',
      'a{inset:0 calc(1px + 2px) 0 0}',
    ]) {
      assert.lengthOf(physicalIn(rule), 1, rule)
    }
    for (const rule of ['a{margin-inline-start:1px}', 'a{padding:1px 2px 3px}', '.a-left{top:0}']) {
      assert.isEmpty(physicalIn(rule), rule)
    }
  })

  test('the styles say start and end, so that they hold from right to left as well', ({
    assert,
  }) => {
    const files = globSync('*.css', { cwd: folder }).filter((file) => file !== MEANT)
    assert.isAbove(files.length, 8)
    for (const file of files) {
      assert.deepEqual(physicalIn(readFileSync(new URL(file, folder), 'utf8')), [], file)
    }
  })

  test('icons that point along the line turn with it, others do not', ({ assert }) => {
    for (const name of ['chevron-left', 'arrow-right', 'undo-2', 'log-out']) {
      assert.include(icon(name), 'i--way', name)
    }
    for (const name of ['chevron-down', 'x', 'logs']) assert.notInclude(icon(name), 'i--way', name)
  })
})
