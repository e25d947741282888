import { test } from '@japa/runner'
import { renderChart } from '#app/views/graph/chart'
import { scaleOf, stacked } from '#app/views/graph/scale'
import { chartTable } from '#app/views/graph/table'
import type { Chart } from '#app/views/graph/types'
import { escapedTexts } from '#app/views/texts'
import { t } from './texts.ts'

const texts = escapedTexts(t)
const evil = '"><script>alert(1)</script>'

function chart(changes: Partial<Chart> = {}): Chart {
  const cell = (value: number | null) => ({
    value,
    text: value === null ? '–' : String(value),
    href: value === null ? null : `/contacts?domain=${value}`,
  })
  const point = (label: string, values: (number | null)[]) => ({
    label,
    short: label,
    cells: values.map(cell),
    total: cell(values.reduce<number>((sum, value) => sum + (value ?? 0), 0)),
  })
  return {
    type: 'bar',
    stacked: false,
    isTime: true,
    title: 'Contacts by month',
    axis: 'Month',
    summary: 'Contacts by month. The most is 7: May.',
    series: ['Lead', 'Customer'],
    points: [point('April', [2, 0]), point('May', [3, 4]), point('June', [null, 1])],
    tick: String,
    ...changes,
  }
}

const kinds: Chart[] = [
  chart(),
  chart({ stacked: true }),
  chart({ isTime: false }),
  chart({ isTime: false, stacked: true }),
  chart({ type: 'line' }),
  chart({ type: 'area', stacked: true }),
  chart({ type: 'pie' }),
]

test.group('Charts', () => {
  test('have no style and no colour of their own', ({ assert }) => {
    for (const each of kinds) {
      assert.notMatch(renderChart(each), /style=|fill="|stroke="|#[0-9a-f]{3}/)
    }
  })

  test('say their result, and lead to the records of each mark', ({ assert }) => {
    for (const each of kinds) {
      const html = renderChart(each)
      assert.include(html, `aria-label="${each.summary}"`)
      const value = each.type === 'pie' ? 7 : 4
      assert.include(html, `href="/contacts?domain=${value}"`)
      assert.match(html, new RegExp(`<title>May(, Customer)?: ${value}</title>`))
    }
  })

  test('draw nothing where there is nothing', ({ assert }) => {
    assert.lengthOf(renderChart(chart()).match(/<rect/g)!, 4)
    assert.notInclude(renderChart(chart({ points: [] })), 'NaN')
    for (const each of kinds) assert.notMatch(renderChart(each), /NaN|Infinity|undefined/)
  })

  test('write what they are given as text', ({ assert }) => {
    const points = [{ ...chart().points[0]!, label: evil, short: evil }]
    for (const each of kinds) {
      const html = renderChart({ ...each, points, series: [evil, evil], summary: evil })
      assert.notInclude(html, '<script')
      assert.notInclude(chartTable({ ...each, points, title: evil, axis: evil }, texts), '<script')
    }
  })

  test('stand as a table too', ({ assert }) => {
    const html = chartTable(chart(), t)
    assert.lengthOf(html.match(/<tr>/g)!, 4)
    assert.include(html, '<th scope="row" class="main">May</th>')
    assert.include(html, '<a class="bare" href="/contacts?domain=4">4</a>')
  })
})

test.group('Scales', () => {
  test('have round steps, four at most, and hold zero', ({ assert }) => {
    assert.deepEqual(scaleOf([3, 48]).ticks, [0, 20, 40, 60])
    assert.deepEqual(scaleOf([0.2, 0.7]).ticks, [0, 0.2, 0.4, 0.6, 0.8])
    assert.deepEqual(scaleOf([-30, 50]).ticks, [-40, -20, 0, 20, 40, 60])
    assert.deepEqual(scaleOf([]).ticks.at(0), 0)
    assert.isAtMost(scaleOf([1, 9_999_999]).ticks.length, 6)
  })

  test('say where a figure lies', ({ assert }) => {
    const scale = scaleOf([0, 80])
    assert.equal(scale.at(0), 0)
    assert.equal(scale.at(scale.greatest), 1)
  })

  test('stack what is above zero and what is below', ({ assert }) => {
    assert.deepEqual(stacked([2, -1, null, 3, -4]), [
      [0, 2],
      [0, -1],
      [2, 2],
      [2, 5],
      [-1, -5],
    ])
  })
})
