import { test } from '@japa/runner'
import { defineData } from '#app/models/data'
import {
  boolean,
  date,
  email,
  integer,
  many2one,
  selection,
  text,
  type Has,
} from '#app/models/fields'
import { Model } from '#app/models/model'
import { shippedRows } from '#app/modules/shipped_rows'

class Stage extends Model {
  static override table = 'deals_stages'
  static override label = { one: 'stage', many: 'stages' }
  static override fields = {
    name: text({ label: 'Name', required: true, size: 10 }),
    kind: selection({
      label: 'Kind',
      required: true,
      default: 'open',
      options: { open: 'Open', won: 'Won' },
    }),
    sequence: integer({ label: 'Sequence' }),
    since: date({ label: 'Since' }),
    mail: email({ label: 'E-mail' }),
    total: integer({ label: 'Total', generated: true }),
    active: boolean({ label: 'Active', default: true }),
    next: many2one(() => Stage, { label: 'Next' }),
  }
}
interface Stage extends Has<typeof Stage> {}

const rowsOf = (records: Record<string, object>) =>
  shippedRows('deals', [defineData(Stage, records)])

test.group('Shipped records', () => {
  test('become columns, with what the model gives by itself', ({ assert }) => {
    const given = { name: 'Won', sequence: 7, mail: 'ANN@X.ORG', next: null, since: '2026-01-31' }
    const [row] = rowsOf({ won: given })
    assert.deepEqual(row, {
      name: 'won',
      table_name: 'deals_stages',
      place: 0,
      given: { name: 'Won', sequence: 7, mail: 'ann@x.org', next_id: null, since: '2026-01-31' },
      links: {},
      defaults: { kind: 'open', active: true },
    })
  })

  test('stand behind those to which they lead', ({ assert }) => {
    const rows = rowsOf({
      one: { name: 'One', next: 'two' },
      two: { name: 'Two', next: 'crm.three' },
      loop: { name: 'Loop', next: 'deals.loop' },
    })
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['two', 'one', 'loop']
    )
    const link = { table: 'deals_stages', required: false }
    assert.deepEqual(rows[0]!.links, { next_id: { module: 'crm', name: 'three', ...link } })
    assert.deepEqual(rows[1]!.links, { next_id: { module: 'deals', name: 'two', ...link } })
  })

  test('are refused by name where they are faulty', ({ assert }) => {
    const faults: [Record<string, object>, RegExp][] = [
      [{ a: { sequence: 1 } }, /deals\.a: name is missing/],
      [
        { a: { name: 'Much too long a name' } },
        /deals\.a: name is not accepted \(ui\.error\.size\)/,
      ],
      [{ a: { name: 'A', sequence: 1.5 } }, /deals\.a: sequence is not accepted/],
      [{ a: { name: 'A', kind: 'lost' } }, /deals\.a: kind is not accepted/],
      [{ a: { name: 'A', nmae: 'B' } }, /deals\.a: "nmae" is no field of stages/],
      [
        { a: { name: 'A', total: 3 } },
        /deals\.a: "total" is no field of stages that can be filled/,
      ],
      [{ 'A b': { name: 'A' } }, /deals\.A b: a name is made of/],
    ]
    for (const [records, reason] of faults) assert.throws(() => rowsOf(records), reason)
    const twice = defineData(Stage, { a: { name: 'A' } })
    assert.throws(() => shippedRows('deals', [twice, twice]), /two records called "a"/)
  })
})
