import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { daysOf, isWhen, spanOf } from '#app/domains/moments'
import { firstWeekdayOf } from '#app/domains/weeks'

const now = DateTime.fromISO('2026-03-29T11:15:00Z')
const utc = (moment: DateTime) => moment.toUTC().toISO({ suppressMilliseconds: true })

test.group('Domains | moments', () => {
  test('{0} in {1} is from {2} to {3}')
    .with([
      ['now', 'UTC', '2026-03-29T11:15:00Z', '2026-03-29T11:15:00Z'],
      ['today', 'UTC', '2026-03-29T00:00:00Z', '2026-03-30T00:00:00Z'],
      ['today', 'Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
      ['today', 'Pacific/Auckland', '2026-03-29T11:00:00Z', '2026-03-30T11:00:00Z'],
      ['this_week', 'UTC', '2026-03-23T00:00:00Z', '2026-03-30T00:00:00Z'],
      ['this_week', 'Pacific/Auckland', '2026-03-29T11:00:00Z', '2026-04-05T12:00:00Z'],
      ['this_month', 'UTC', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'],
      ['yesterday', 'Europe/Berlin', '2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z'],
      ['tomorrow', 'UTC', '2026-03-30T00:00:00Z', '2026-03-31T00:00:00Z'],
      ['last_7_days', 'UTC', '2026-03-23T00:00:00Z', '2026-03-30T00:00:00Z'],
      ['last_30_days', 'Europe/Berlin', '2026-02-27T23:00:00Z', '2026-03-29T22:00:00Z'],
      ['last_week', 'UTC', '2026-03-16T00:00:00Z', '2026-03-23T00:00:00Z'],
      ['next_month', 'UTC', '2026-04-01T00:00:00Z', '2026-05-01T00:00:00Z'],
      ['last_month', 'Europe/Berlin', '2026-01-31T23:00:00Z', '2026-02-28T23:00:00Z'],
      ['this_quarter', 'UTC', '2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z'],
      ['last_quarter', 'UTC', '2025-10-01T00:00:00Z', '2026-01-01T00:00:00Z'],
      ['this_year', 'America/New_York', '2026-01-01T05:00:00Z', '2027-01-01T05:00:00Z'],
      ['next_year', 'UTC', '2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z'],
      ['-30d', 'UTC', '2026-02-27T00:00:00Z', '2026-02-28T00:00:00Z'],
      ['+2w', 'UTC', '2026-04-12T00:00:00Z', '2026-04-13T00:00:00Z'],
      ['-1m', 'UTC', '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z'],
      ['-1y', 'UTC', '2025-03-29T00:00:00Z', '2025-03-30T00:00:00Z'],
      ['2026-01-31', 'America/New_York', '2026-01-31T05:00:00Z', '2026-02-01T05:00:00Z'],
      ['2026-01-31T10:00', 'America/New_York', '2026-01-31T15:00:00Z', '2026-01-31T15:00:00Z'],
      ['2026-01-31T10:00:30Z', 'America/New_York', '2026-01-31T10:00:30Z', '2026-01-31T10:00:30Z'],
      ['2026-01-31T10:00+02:00', 'UTC', '2026-01-31T08:00:00Z', '2026-01-31T08:00:00Z'],
    ] as const)
    .run(({ assert }, [word, timeZone, start, end]) => {
      const span = spanOf(word, { now, timeZone })
      assert.deepEqual([utc(span.start), utc(span.end)], [start, end])
    })

  test('weeks begin with the day that people know', ({ assert }) => {
    const clock = { now, timeZone: 'UTC', firstWeekday: firstWeekdayOf('ja') }
    const days = (word: string) => {
      const { start, end } = spanOf(word, clock)
      return [start.toISODate(), end.toISODate()]
    }
    assert.deepEqual(days('this_week'), ['2026-03-29', '2026-04-05'])
    assert.deepEqual(days('last_week'), ['2026-03-22', '2026-03-29'])
    assert.equal(firstWeekdayOf('de'), 1)
    assert.equal(firstWeekdayOf('en'), 1)
  })

  test('a moment is a whole day for a day', ({ assert }) => {
    const span = daysOf('2026-01-31T22:30Z', { now, timeZone: 'Europe/Berlin' })
    assert.deepEqual([span.start.toISODate(), span.end.toISODate()], ['2026-01-31', '2026-02-01'])
    const late = daysOf('2026-01-31T23:30Z', { now, timeZone: 'Europe/Berlin' })
    assert.equal(late.start.toISODate(), '2026-02-01')
  })

  test('{0} is no moment')
    .with([
      'the other day',
      'last_3_days',
      'Today',
      '30d',
      '-d',
      '-1h',
      '-10000d',
      '-1000y',
      '2026-2-3',
      '2026-02-29',
      '2026-01-31T',
      '2026-01-31T10',
      '2026-01-31 10:00',
      '0001-01-01',
      '9999-01-01',
      '+275760-09-13',
      'toString',
      '__proto__',
      '',
    ])
    .run(({ assert }, text) => {
      assert.isFalse(isWhen(text))
    })

  test('a DateTime is one if it is real', ({ assert }) => {
    assert.isTrue(isWhen(now))
    assert.isFalse(isWhen(DateTime.invalid('broken')))
    assert.isFalse(isWhen(DateTime.fromMillis(8.64e15)))
    assert.isFalse(isWhen(Date.now()))
  })
})
