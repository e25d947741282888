import { test } from '@japa/runner'
import { onlyFor } from '#app/access/declarations'
import { typesetter } from '#app/reports/typesetter'
import { Deal } from '#modules/crm/models/deal'
import { nobody, withRights } from '#tests/support/access/registry'
import { readPdf } from '#tests/support/pdf'
import { dealsOfTwoPlaces, lines, links } from '#tests/support/reports'
import { watchStatements } from '#tests/support/statements'
import { asOwner } from '#tests/support/tenants'
import type { Visitor } from '#tests/support/visitor'

const DEALS = '/reports/new/crm_deals'

test.group('Building a report', (group) => {
  let manager: Visitor
  let north: Visitor
  let sam: Visitor
  let portal: Visitor

  group.setup(async () => {
    ;({ manager, north, sam, portal } = await dealsOfTwoPlaces())
  })

  test('begins with what one may list', async ({ assert }) => {
    const { text } = await manager.get('/')
    assert.include(text, '<a href="/reports">')
    const choice = await manager.get('/reports/new')
    assert.include(choice.text, 'href="/reports/new/crm_deals"')
    assert.notInclude(choice.text, 'href="/reports/new/access_rights"')
    assert.equal((await manager.get('/reports/new/access_rights')).status, 404)
    assert.equal((await manager.get('/reports/new/nowhere')).status, 404)
  })

  test('is not there for people from outside', async ({ assert }) => {
    const { text } = await portal.get('/')
    assert.notInclude(text, '<a href="/reports">')
    assert.equal((await portal.get(DEALS)).status, 404)
  })

  test('shows figures by rows and columns, and only those that one may see', async ({ assert }) => {
    const asked = `${DEALS}?rows=stage&columns=priority&measures=sum:value`
    assert.deepEqual(lines((await manager.get(asked)).text), [
      ['Stage', 'Low', 'High', 'Total'],
      ['Total', '140.00', '20.00', '160.00'],
      ['Fresh', '10.00', '20.00', '30.00'],
      ['Won', '130.00', '–', '130.00'],
    ])
    assert.deepEqual(lines((await north.get(asked)).text)[1], ['Total', '40.00', '20.00', '60.00'])
  })

  test('has least and greatest values beside sums and averages', async ({ assert }) => {
    const { text } = await manager.get(`${DEALS}?rows=stage&columns=none&measures=count`)
    const [least] = links(text, 'Value, least, €')
    const [heads, total] = lines((await manager.get(least!)).text)
    assert.deepEqual(heads, ['Stage', 'Number of deals', 'Value, least, €'])
    assert.deepEqual(total, ['Total', '4', '10.00'])
  })

  test('orders by figures and keeps the first, with the total of all', async ({ assert }) => {
    const asked = `${DEALS}?rows=stage,priority&columns=none&measures=sum:value`
    const [largest] = links((await manager.get(asked)).text, 'Largest first')
    const ordered = lines((await manager.get(largest!)).text).map(([label]) => label)
    assert.deepEqual(ordered, ['Stage, Priority', 'Total', 'Won', 'Low', 'Fresh', 'High', 'Low'])
    const first = await manager.get(`${DEALS}?rows=name&columns=none&measures=sum:value&limit=3`)
    assert.deepEqual(lines(first.text).slice(1), [
      ['Total', '160.00'],
      ['D', '100.00'],
      ['C', '30.00'],
      ['B', '20.00'],
    ])
    assert.include(first.text, 'One more is not shown. The total counts it.')
  })

  test('is drawn, limited to the first bars', async ({ assert }) => {
    const asked = `${DEALS}?rows=name&columns=none&measures=sum:value&show=bar&limit=3`
    const { text } = await manager.get(asked)
    const marks = [...text.matchAll(/<title>([A-Z]): /g)].map(([, name]) => name)
    assert.deepEqual(marks, ['D', 'C', 'B'])
    assert.notInclude(text, 'Other')
    const pie = await manager.get(asked.replace('bar', 'pie'))
    assert.include(pie.text, 'class="pie"')
  })

  test('keeps everything in the address of each link', async ({ assert }) => {
    const asked = `${DEALS}?rows=stage&columns=priority&measures=sum:value&limit=5&q=a`
    const { text } = await manager.get(asked)
    const [count] = links(text, 'Number of deals')
    const { searchParams } = new URL(count!, 'http://house')
    assert.equal(searchParams.get('measures'), 'sum:value,count')
    assert.equal(searchParams.get('rows'), 'stage')
    assert.equal(searchParams.get('columns'), 'priority')
    assert.equal(searchParams.get('limit'), '5')
    assert.equal(searchParams.get('q'), 'a')
  })

  test('leads to the list of just these records', async ({ assert }) => {
    const domain = JSON.stringify([['priority', '=', 'low']])
    const asked = new URLSearchParams({ rows: 'stage', columns: 'none', domain })
    const { text } = await manager.get(`${DEALS}?${asked}`)
    const found = [...text.matchAll(/<td class="r"><a class="bare" href="([^"]+)">(\d)</g)]
    assert.lengthOf(found, 3)
    for (const [, href, count] of found) {
      const address = href!.replaceAll('&amp;', '&')
      assert.match(address, /^\/crm\/deals\?/)
      assert.include((await manager.get(address)).text, ` of ${count}<`)
    }
  })

  test('is filtered by conditions, by words, by days and by suggestions', async ({ assert }) => {
    const { text } = await manager.get(`${DEALS}?rows=stage&columns=none&measures=count`)
    const link = /href="(\/reports\/new\/crm_deals\/filter\?[^"]+)"/.exec(text)![1]!
    const editor = link.replaceAll('&amp;', '&')
    const page = await manager.get(editor)
    assert.include(page.text, 'action="/reports/new/crm_deals/filter"')
    const screen = new URL(editor, 'http://house').searchParams.get('screen')!
    const rules = new URLSearchParams({
      screen,
      'do': 'apply',
      'match.0': 'all',
      'field.0.0': 'name',
      'operator.0.0': 'contains',
      'value.0.0': 'A',
    })
    const applied = await manager.get(`/reports/new/crm_deals/filter?${rules}`)
    assert.include(applied.path, 'rows=stage')
    assert.deepEqual(lines(applied.text)[1], ['Total', '1'])
    const days = new URLSearchParams({ screen, field: 'closedOn', from: '2020-01-01', until: '' })
    const within = await manager.get(`/reports/new/crm_deals/range?${days}`)
    assert.deepEqual(lines(within.text)[1], ['Total', '2'])
    assert.deepEqual(
      lines((await manager.get(`${DEALS}?q=d&columns=none&measures=count`)).text)[1],
      ['Total', '1']
    )
    const meant = await manager.get('/reports/new/crm_deals/suggestions?q=high')
    assert.include(meant.text, 'High')
    assert.equal(
      (await manager.get('/reports/new/crm_deals/filter/options?path=stage&q=fr')).status,
      200
    )
  })

  test('says so where something of it is not there', async ({ assert }) => {
    for (const part of ['rows=nowhere', 'measures=sum:name', 'filter=nothing', 'columns=zip:day']) {
      const { status, text } = await manager.get(`${DEALS}?${part}`)
      assert.equal(status, 200)
      assert.include(text, 'This report is not available to you', part)
    }
    const asked = `${DEALS}?rows=stage&measures=sum:value`
    await withRights([onlyFor([nobody], Deal, ['value'])], async () => {
      const { text } = await manager.get(asked)
      assert.include(text, 'This report is not available to you')
    })
    assert.include((await manager.get(asked)).text, '160.00')
  })

  test('says so where it counts nothing', async ({ assert }) => {
    const { text } = await manager.get(`${DEALS}?q=nothing`)
    assert.include(text, 'No deals match')
    assert.include((await manager.get(`${DEALS}?q=nothing&show=line`)).text, 'No deals match')
  })

  test('says so where it counts too much', async ({ assert, cleanup }) => {
    cleanup(async () => {
      await asOwner((owner) => owner.query('delete from crm_deals where length(name) > 1'))
    })
    await asOwner((owner) =>
      owner.query(
        `insert into crm_deals (tenant_id, name, stage_id, position)
         select tenant_id, name || n, stage_id, position from crm_deals, generate_series(1, 1300) n`
      )
    )
    const { status, text } = await manager.get(`${DEALS}?rows=name&columns=none&measures=count`)
    assert.equal(status, 200)
    assert.include(text, 'More than 5,000 figures')
  })

  test('becomes a file, for those who may export', async ({ assert }) => {
    await manager.get(DEALS)
    const query = 'rows=stage&columns=none&measures=sum:value'
    const csv = await manager.post(`${DEALS}/export?${query}`, { format: 'csv' })
    assert.equal(csv.status, 200)
    assert.deepEqual(csv.text.replace('\uFEFF', '').trim().split(/\r?\n/), [
      'Stage,"Value, €"',
      'Total,160',
      'Fresh,30',
      'Won,130',
    ])
    assert.equal((await manager.post(`${DEALS}/export?${query}`, { format: 'xlsx' })).status, 200)
    const { rows } = await asOwner((owner) =>
      owner.query(`select details from audit_entries where kind = 'export'`)
    )
    assert.equal(rows[0].details.filter.rows, 'stage')
    assert.notInclude((await sam.get(DEALS)).text, '/export')
    assert.equal((await sam.post(`${DEALS}/export?${query}`, { format: 'csv' })).status, 404)
  })

  test('is printed', async ({ assert, cleanup }) => {
    cleanup(() => typesetter.close())
    await manager.get(DEALS)
    const query = 'rows=stage,priority&columns=none&measures=sum:value,count&q=a'
    const answer = await manager.post(`${DEALS}/export?${query}`, { format: 'pdf' })
    assert.equal(answer.status, 200)
    const { text } = await readPdf(answer.bytes)
    for (const said of ['Deals', 'Stage, Priority', 'Fresh', 'Low', '10.00', 'Total', 'Search']) {
      assert.include(text, said)
    }
  })

  test('costs one question, in two waits', async ({ assert }) => {
    for (const show of ['table', 'bar']) {
      const address = `${DEALS}?rows=stage,priority,owner&columns=location&show=${show}`
      await manager.get(address)
      const sent = await watchStatements(() => manager.get(address))
      assert.isAtMost(sent.length, 4)
      assert.equal(new Set(sent.map(({ wait }) => wait)).size, 2)
    }
  })
})
