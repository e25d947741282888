import { test } from '@japa/runner'
import { CustomField } from '#modules/base/models/custom_field'
import { Company } from '#modules/crm/models/company'
import { AccessRight } from '#modules/base/models/access_right'
import { ApiClient } from '#tests/support/api_client'
import { dealsOfTwoPlaces, lines, links, saveReport } from '#tests/support/reports'
import { asOwner, type TestTenant } from '#tests/support/tenants'
import type { Visitor } from '#tests/support/visitor'

const REPORT = '/reports/new/crm_deals'

const fields = [
  { label: 'Licence fee', kind: 'money' },
  { label: 'Seats', kind: 'integer' },
  { label: 'Hours a week', kind: 'decimal' },
  { label: 'Tier', kind: 'selection', choices: 'silver = Silver\ngold = Gold' },
  { label: 'Renewal', kind: 'date' },
  { label: 'Reseller', kind: 'many2one', target: 'crm_companies' },
  { label: 'Tried', kind: 'boolean' },
] as const

/** What stands in the cells of the row that sums a list up. */
function foot(html: string): string[] {
  const row = /<tfoot>(.*?)<\/tfoot>/s.exec(html)![1]!
  return [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)]
    .map(([, cell]) => cell!.replaceAll(/<[^>]+>/g, '').trim())
    .filter(Boolean)
}

test.group('Figures of custom fields', (group) => {
  let house: Awaited<ReturnType<typeof dealsOfTwoPlaces>>
  let alpha: TestTenant
  let manager: Visitor
  let reseller: string

  const keep = (name: string, values: Record<string, unknown>) =>
    asOwner((owner) =>
      owner.query('update crm_deals set custom_fields = $2 where name = $1', [name, values])
    )

  group.setup(async () => {
    house = await dealsOfTwoPlaces()
    ;({ alpha, manager } = house)
    reseller = await alpha.run(async () => {
      for (const field of fields) {
        await CustomField.create({ ...field, model: 'crm_deals', indexed: true })
      }
      return (await Company.create({ name: 'Aurora' })).id
    })
    await keep('A', {
      x_licence_fee: 10.1,
      x_seats: 3,
      x_hours_a_week: 1.5,
      x_tier: 'gold',
      x_renewal: '2026-03-31',
      x_reseller: reseller,
      x_tried: true,
    })
    await keep('B', { x_licence_fee: 20.2, x_seats: 5, x_tier: 'silver', x_renewal: '2026-04-01' })
    await keep('C', { x_licence_fee: 'what a field of another kind has left', x_tier: 'bronze' })
    await keep('D', { x_licence_fee: 100, x_seats: 1, x_tier: 'gold' })
  })

  const report = async (query: string, visitor = manager) =>
    lines((await visitor.get(`${REPORT}?${query}`)).text).slice(1)

  test('are offered by graphs, pivots, reports and cohorts, and drawn', async ({ assert }) => {
    for (const view of ['graph', 'pivot', 'cohort']) {
      const { text } = await manager.get(`/crm/deals?view=${view}`)
      assert.isNotEmpty(links(text, 'Seats'), view)
      const { status, text: shown } = await manager.get(links(text, 'Licence fee, €')[0]!)
      assert.equal(status, 200, view)
      assert.include(shown, 'Licence fee, €')
    }
    const { text } = await manager.get(REPORT)
    for (const label of ['Hours a week', 'Hours a week, average', 'Seats, least']) {
      assert.isNotEmpty(links(text, label), label)
    }
    const graph = await manager.get('/crm/deals?view=graph&group=x_tier&measure=sum:x_licence_fee')
    const marks = [...graph.text.matchAll(/<title>([^<]+: [^<]+)<\/title>/g)]
    assert.deepEqual(
      marks.map(([, mark]) => mark),
      ['Silver: 20.20', 'Gold: 110.10']
    )
  })

  test('are exact, of all ways, and leave out what does not fit the kind', async ({ assert }) => {
    const measures = [
      'sum:x_licence_fee',
      'avg:x_licence_fee',
      'min:x_seats',
      'max:x_seats',
      'sum:x_hours_a_week',
    ]
    assert.deepEqual(await report(`rows=x_tier&columns=none&measures=${measures.join()}`), [
      ['Total', '130.30', '43.43', '1', '5', '1.50'],
      ['Silver', '20.20', '20.20', '5', '5', '0.00'],
      ['Gold', '110.10', '55.05', '1', '3', '1.50'],
      ['bronze', '0.00', '–', '–', '–', '0.00'],
    ])
  })

  test('stand beside groups of custom fields of every kind', async ({ assert }) => {
    const by = (rows: string) => report(`rows=${rows}&columns=none&measures=sum:x_seats`)
    assert.deepEqual(await by('x_renewal:quarter'), [
      ['Total', '9'],
      ['Quarter 1, 2026', '3'],
      ['Quarter 2, 2026', '5'],
      ['No renewal', '1'],
    ])
    assert.deepEqual(await by('x_reseller'), [
      ['Total', '9'],
      ['Aurora', '3'],
      ['No reseller', '6'],
    ])
    assert.deepEqual(await by('x_tried,x_tier'), [
      ['Total', '9'],
      ['No', '6'],
      ['Silver', '5'],
      ['Gold', '1'],
      ['bronze', '0'],
      ['Yes', '3'],
      ['Gold', '3'],
    ])
  })

  test('lead to the list of just the records', async ({ assert }) => {
    for (const rows of ['x_tier', 'x_renewal:month', 'x_reseller', 'x_tried']) {
      const { text } = await manager.get(`${REPORT}?rows=${rows}&columns=none&measures=count`)
      const found = [...text.matchAll(/<td class="r"><a class="bare" href="([^"]+)">(\d)</g)]
      assert.isAbove(found.length, 2)
      for (const [, href, count] of found) {
        const list = await manager.get(href!.replaceAll('&amp;', '&'))
        assert.include(list.text, ` of ${count}<`, rows)
      }
    }
  })

  test('stand under lists and beside their groups', async ({ assert }) => {
    const columns = 'columns=name,x_seats,x_licence_fee'
    assert.deepEqual(foot((await manager.get(`/crm/deals?${columns}`)).text), ['9', '130.30'])
    const { text } = await manager.get(`/crm/deals?${columns}&group=x_tier`)
    const heads = [...text.matchAll(/<tr class="group.*?<\/tr>/gs)].map(([row]) =>
      [...row.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, cell]) => cell!.trim())
    )
    assert.deepEqual(heads, [
      ['5', '20.20'],
      ['4', '110.10'],
      ['0', '0.00'],
    ])
    assert.deepEqual(foot((await house.north.get(`/crm/deals?${columns}`)).text), ['8', '30.30'])
  })

  test('are in saved reports and the API', async ({ assert }) => {
    const query = 'rows=x_tier&columns=none&measures=sum:x_seats'
    const path = await saveReport(manager, query, { audience: 'everyone' })
    const { status, body } = await (await ApiClient.of(house.users.nora)).get(path)
    assert.equal(status, 200)
    const { groups } = body.data as { groups: { rows: unknown[]; measures: unknown }[] }
    assert.deepEqual(
      groups.map(({ rows, measures }) => [rows[0] ?? null, measures]),
      [
        [null, { 'sum:x_seats': 8 }],
        ['silver', { 'sum:x_seats': 5 }],
        ['gold', { 'sum:x_seats': 3 }],
        ['bronze', { 'sum:x_seats': 0 }],
      ]
    )
  })

  test('are not there for who may not see the field, nor in another tenant', async ({ assert }) => {
    const query = 'rows=x_tier&columns=none&measures=sum:x_seats'
    const saved = await saveReport(manager, query, { name: 'Seats', audience: 'everyone' })
    const right = await alpha.run(() =>
      AccessRight.create({
        name: 'Seats',
        kind: 'field',
        model: 'crm_deals',
        fields: 'x_seats, x_tier',
      })
    )
    const before = await house.sam.get(REPORT)
    assert.isNotEmpty(links(before.text, 'Seats'))
    await asOwner(async (owner) => {
      await owner.query(
        `insert into access_right_groups (tenant_id, right_id, group_name) values ($1, $2, 'base.manager')`,
        [alpha.id, right.id]
      )
      await owner.query('update access_rights set in_force = true where id = $1', [right.id])
    })
    for (const visitor of [house.sam, house.stranger]) {
      for (const address of [REPORT, '/crm/deals?view=graph', '/crm/deals?view=pivot']) {
        const { text } = await visitor.get(address)
        assert.isEmpty(links(text, 'Seats'), address)
        assert.isEmpty(links(text, 'Tier'), address)
      }
      const { text } = await visitor.get(`${REPORT}?${query}`)
      assert.notInclude(text, 'Seats')
      assert.notInclude(text, 'Silver')
      const list = await visitor.get('/crm/deals?columns=name,value,x_seats&group=x_tier')
      assert.notInclude(list.text, 'Seats')
    }
    assert.notInclude((await house.sam.get(saved)).text, 'Silver')
    const { status } = await (await ApiClient.of(house.users.sam)).get(saved)
    assert.equal(status, 404)
    assert.deepEqual((await report(query))[0], ['Total', '9'])
  })
})
