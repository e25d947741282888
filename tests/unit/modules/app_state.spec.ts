import { test } from '@japa/runner'
import { reason } from '#app/domains/reasons'
import { appOf } from '#app/http/apps/app_state'
import type { ModuleSummary } from '#app/modules/modules_service'

const gone: ModuleSummary = {
  name: 'fleet',
  title: 'Fleet',
  version: '1.0.0',
  state: 'installed',
  depends: [],
  reason: reason('filesGone'),
  needsRestart: false,
  summary: '',
  icon: 'package',
  dataVersion: '1.0.0',
  skipped: [],
}

test.group('Apps | what can be done next', () => {
  const shown = (change: Partial<ModuleSummary>) => {
    const { state, operations } = appOf({ ...gone, ...change }, [], (key) => key)
    return [state, ...operations.map(({ kind }) => kind)]
  }

  test('with a module whose files are gone', ({ assert }) => {
    assert.deepEqual(shown({}), ['faulty', 'uninstall'])
    assert.deepEqual(shown({ state: 'disabled' }), ['disabled', 'uninstall'])
    assert.deepEqual(shown({ state: 'archived' }), ['archived', 'purge'])
  })

  test('with one that a restart puts right', ({ assert }) => {
    assert.deepEqual(shown({ needsRestart: true }), ['restart', 'disable', 'uninstall'])
  })
})
