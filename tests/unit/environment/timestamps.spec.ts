import { test } from '@japa/runner'
import { parseMoment } from '#app/environment/timestamps'

test.group('Moments from PostgreSQL', () => {
  test('are read to the millisecond: {0}')
    .with([
      ['2026-11-21 09:05:00+00', '2026-11-21T09:05:00.000Z'],
      ['2026-11-21 09:05:00.2+00', '2026-11-21T09:05:00.200Z'],
      ['2026-11-21 09:05:00.25+00', '2026-11-21T09:05:00.250Z'],
      ['2026-11-21 09:05:00.123456+00', '2026-11-21T09:05:00.123Z'],
      ['2024-02-29 23:59:59.999999+00', '2024-02-29T23:59:59.999Z'],
      ['1969-12-31 23:59:59.5+00', '1969-12-31T23:59:59.500Z'],
    ])
    .run(({ assert }, [text, moment]) => {
      assert.equal(parseMoment(text!).toISOString(), moment)
    })

  test('may lie in other time zones and far away: {0}')
    .with([
      ['2026-11-21 10:05:00.123+01', '2026-11-21T09:05:00.123Z'],
      ['2026-11-21 05:35:00-03:30', '2026-11-21T09:05:00.000Z'],
      ['0099-12-31 23:00:00+00', '0099-12-31T23:00:00.000Z'],
      ['0044-03-15 10:00:00+00 BC', '-000043-03-15T10:00:00.000Z'],
      ['10000-01-01 00:00:00+00', '+010000-01-01T00:00:00.000Z'],
    ])
    .run(({ assert }, [text, moment]) => {
      assert.equal(parseMoment(text!).toISOString(), moment)
    })

  test('may be endless', ({ assert }) => {
    assert.equal(Number(parseMoment('infinity')), Infinity)
    assert.equal(Number(parseMoment('-infinity')), -Infinity)
  })
})
