import { test } from '@japa/runner'
import { readInput } from '#app/models/field_input'
import { date, datetime } from '#app/models/fields'

test.group('Input of days and moments', () => {
  const day = date({ label: 'Day' })
  const moment = datetime({ label: 'Moment' })

  test('is taken from the first year to the last that the database writes alike', ({ assert }) => {
    for (const given of ['0001-01-01', '2026-02-28', '9999-12-31']) {
      assert.deepEqual(readInput(day, given), { value: given })
      const noon = readInput(moment, `${given}T12:00:00Z`)
      assert.deepEqual(noon, { value: `${given}T12:00:00.000Z` })
    }
  })

  test('is refused beyond, and where it is none', ({ assert }) => {
    for (const given of ['0000-01-01', '2026-02-30', '99999-01-01', '+012026-01-01', 'infinity']) {
      assert.containSubset(readInput(day, given), { fault: { key: 'ui.error.date' } }, given)
    }
    for (const given of ['0000-01-01', '99999-01-01', '+099999-01-01', '-000001-01-01', 'x']) {
      assert.containSubset(readInput(moment, given), { fault: { key: 'ui.error.date' } }, given)
    }
  })
})
