import { test } from '@japa/runner'
import { planLines } from '#app/modules/operations/plan_lines'
import type { Plan } from '#app/modules/operations/operation'

function planWith(bindings: unknown[], rows: number): Plan {
  const operation = { kind: 'install' as const, module: 'visits' }
  const statement = { operation, sql: 'select 1', bindings, rows, milliseconds: 1 }
  return {
    digest: 'abc',
    operations: [operation],
    statements: [{ ...statement, locks: [], rewrites: [] }],
    tables: [{ module: 'visits', name: 'visits', effect: 'archived', rows, bytes: 8192 }],
    columns: [],
    changes: [],
    comparisons: [],
    conflicts: [],
  }
}

test.group('A plan in a terminal', () => {
  test('shows short values whole and cuts long ones', ({ assert }) => {
    const short = planLines(planWith(['x'.repeat(300)], 2)).join('\n')
    assert.include(short, `with ["${'x'.repeat(300)}"]`)
    const long = planLines(planWith(['x'.repeat(20_000)], 2)).join('\n')
    assert.include(long, '… (20,004 characters, all of them with --json)')
    assert.isBelow(long.length, 1000)
  })

  test('counts one and many', ({ assert }) => {
    const one = planLines(planWith([], 1)).join('\n')
    assert.include(one, '1 row, 1.0 ms')
    assert.include(one, 'visits: archived, 1 row, 8.0 kB')
    assert.include(one, '1 statement in one transaction.')
    assert.include(planLines(planWith([], 1234)).join('\n'), '1,234 rows, 1.0 ms')
  })
})
