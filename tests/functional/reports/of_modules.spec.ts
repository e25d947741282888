import { test } from '@japa/runner'
import { onlyFor } from '#app/access/declarations'
import { reports as remembered } from '#app/models/answer_cache'
import { Deal } from '#modules/crm/models/deal'
import { nobody, withRights } from '#tests/support/access/registry'
import { dealsOfTwoPlaces, lines } from '#tests/support/reports'
import type { Visitor } from '#tests/support/visitor'

const PIPELINE = '/reports/crm.pipeline'

test.group('Reports of modules', (group) => {
  let manager: Visitor
  let sam: Visitor
  let portal: Visitor

  group.setup(async () => {
    remembered.clear()
    ;({ manager, sam, portal } = await dealsOfTwoPlaces())
  })

  test('are there for everybody who may see them', async ({ assert }) => {
    for (const visitor of [manager, sam]) {
      const { text } = await visitor.get('/reports')
      assert.include(text, `href="${PIPELINE}"`)
      assert.include(text, 'Pipeline by stage and owner')
    }
    const { text } = await manager.get(PIPELINE)
    assert.include(text, 'From CRM.')
    assert.deepEqual(lines(text)[0], ['Stage, Owner', 'Value, €', 'Number of deals'])
    assert.deepEqual(lines(text)[1], ['Total', '30.00', '2'])
    assert.notInclude((await portal.get('/reports')).text, PIPELINE)
  })

  test('all show something, or say that there is nothing', async ({ assert }) => {
    const { text } = await manager.get('/reports')
    const addresses = [...text.matchAll(/href="(\/reports\/crm\.\w+)"/g)].map(([, href]) => href!)
    assert.isAtLeast(addresses.length, 4)
    for (const address of addresses) {
      const page = await manager.get(address)
      assert.equal(page.status, 200, address)
      assert.notInclude(page.text, 'This report is not available', address)
    }
  })

  test('are changed by nobody, and saved as one’s own', async ({ assert }) => {
    const { text } = await manager.get(PIPELINE)
    assert.notInclude(text, `${PIPELINE}?_method`)
    const query = /name="query" value="([^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&')
    for (const method of ['PUT', 'DELETE']) {
      const answer = await manager.post(`${PIPELINE}?_method=${method}`, { name: 'Mine', query })
      assert.equal(answer.status, 404)
    }
    await manager.get(PIPELINE)
    const own = await manager.post('/reports', { model: 'crm_deals', name: 'Mine', query })
    assert.match(own.path, /^\/reports\/[\w-]{36}$/)
    assert.deepEqual(lines(own.text)[1], ['Total', '30.00', '2'])
  })

  test('are tiles of dashboards', async ({ assert }) => {
    await manager.get('/dashboards')
    const address = (await manager.post('/dashboards')).path.replace(/\?.*/, '')
    const edited = await manager.get(`${address}?edit=1`)
    assert.include(edited.text, 'value="report.crm.wonByMonth"')
    const added = await manager.post(`${address}/tiles`, { tile: 'report.crm.wonByMonth' })
    assert.include(added.text, 'href="/reports/crm.wonByMonth">Won by month</a>')
  })

  test('are not there for those who may not see all of them', async ({ assert }) => {
    await withRights([onlyFor([nobody], Deal, ['value'])], async () => {
      assert.notInclude((await manager.get('/reports')).text, PIPELINE)
      assert.include((await manager.get(PIPELINE)).text, 'This report is not available to you')
    })
  })
})
