import { test } from '@japa/runner'
import { onlyFor } from '#app/access/declarations'
import { reports as remembered } from '#app/models/answer_cache'
import { Deal } from '#modules/crm/models/deal'
import { nobody, withRights } from '#tests/support/access/registry'
import { entriesOf } from '#tests/support/audit_log'
import { dealsOfTwoPlaces, lines, saveReport } from '#tests/support/reports'
import { watchStatements } from '#tests/support/statements'
import { asOwner, type TestTenant } from '#tests/support/tenants'
import type { Visitor } from '#tests/support/visitor'

const VALUES = 'rows=stage&columns=none&measures=sum:value'
const BY_STAGE = [
  ['Stage', 'Value, €'],
  ['Total', '160.00'],
  ['Fresh', '30.00'],
  ['Won', '130.00'],
]

test.group('Saved reports', (group) => {
  let alpha: TestTenant
  let manager: Visitor
  let north: Visitor
  let sam: Visitor
  let portal: Visitor
  let stranger: Visitor

  group.each.setup(async () => {
    remembered.clear()
    ;({ alpha, manager, north, sam, portal, stranger } = await dealsOfTwoPlaces())
  })

  const names = async (visitor: Visitor) =>
    [
      ...(await visitor.get('/reports')).text.matchAll(
        /m-title"><a href="\/reports\/[\w-]+">([^<]+)</g
      ),
    ].map(([, name]) => name)

  test('open as they were saved, and for nobody else', async ({ assert }) => {
    const address = await saveReport(manager, VALUES, { description: 'What is <open>' })
    assert.match(address, /^\/reports\/[\w-]{36}$/)
    const { text } = await manager.get(address)
    assert.deepEqual(lines(text), BY_STAGE)
    assert.include(text, '<h1>By stage</h1>')
    assert.include(text, 'What is &lt;open&gt;')
    assert.deepEqual(await names(manager), ['By stage'])
    for (const visitor of [north, sam, portal, stranger]) {
      assert.equal((await visitor.get(address)).status, 404)
      assert.deepEqual(await names(visitor), [])
    }
  })

  test('are looked at otherwise, and stay what they are until that is saved', async ({
    assert,
  }) => {
    const address = await saveReport(manager, VALUES)
    const other = `${address}?rows=priority&columns=none&measures=count`
    const { text } = await manager.get(other)
    assert.equal(lines(text)[0]![0], 'Priority')
    assert.deepEqual(lines((await manager.get(address)).text), BY_STAGE)
    const query = /name="query" value="([^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&')
    const changed = await manager.post(`${address}?_method=PUT`, { name: 'Priorities', query })
    assert.include(changed.text, 'The report Priorities is changed.')
    assert.equal(changed.path, address)
    assert.equal(lines(changed.text)[0]![0], 'Priority')
    const copy = await saveReport(manager, query, { name: 'Copy' })
    assert.notEqual(copy, address)
    assert.deepEqual(await names(manager), ['Copy', 'Priorities'])
  })

  test('are shared with everybody, each of whom sees what they may', async ({ assert }) => {
    const address = await saveReport(manager, VALUES, { audience: 'everyone' })
    const { text } = await north.get(address)
    assert.deepEqual(lines(text)[1], ['Total', '60.00'])
    assert.include(text, 'Shared by ')
    assert.deepEqual(await names(sam), ['By stage'])
    assert.equal((await stranger.get(address)).status, 404)
    const page = await portal.get(address)
    assert.include(page.text, 'This report is not available to you')
    assert.deepEqual(await names(portal), [])
  })

  test('are shared with groups', async ({ assert }) => {
    const groups = { 'audience': 'groups', 'groups[]': ['base.location_manager', 'test.nowhere'] }
    const address = await saveReport(manager, VALUES, groups)
    assert.equal((await north.get(address)).status, 200)
    assert.equal((await sam.get(address)).status, 404)
    const { text } = await manager.get('/reports')
    assert.include(text, 'Location manager')
    const none = { audience: 'groups', model: 'crm_deals', query: VALUES, name: 'None' }
    const refused = await manager.post('/reports', none)
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'Choose at least one group.')
  })

  test('are shared and changed by those who may', async ({ assert }) => {
    const own = await saveReport(sam, VALUES, { audience: 'everyone' })
    assert.equal((await north.get(own)).status, 404)
    assert.notInclude((await sam.get(own)).text, 'name="audience"')
    const shared = await saveReport(manager, VALUES, { audience: 'everyone' })
    assert.notInclude((await sam.get(shared)).text, `${shared}?_method`)
    for (const method of ['PUT', 'DELETE']) {
      const answer = await sam.post(`${shared}?_method=${method}`, { name: 'Mine', query: VALUES })
      assert.equal(answer.status, 404)
    }
    await north.get(shared)
    const renamed = { name: 'Ours', query: VALUES, audience: 'everyone' }
    assert.equal((await north.post(`${shared}?_method=PUT`, renamed)).status, 200)
    assert.deepEqual(await names(sam), ['By stage', 'Ours'])
    const gone = await north.post(`${shared}?_method=DELETE`)
    assert.include(gone.text, 'The report Ours is deleted.')
    assert.equal((await manager.get(shared)).status, 404)
  })

  test('have a name of their own', async ({ assert }) => {
    await saveReport(manager, VALUES)
    const save = (fields: Record<string, string>) =>
      manager.post('/reports', { model: 'crm_deals', query: VALUES, ...fields })
    const faults = {
      'By stage': 'You have saved a report under this name already.',
      ' ': 'This is needed.',
      [`${'long '.repeat(20)}`]: 'A name has at most 80 characters.',
    }
    for (const [name, fault] of Object.entries(faults)) {
      const { status, text } = await save({ name, description: 'Kept' })
      assert.equal(status, 422)
      assert.include(text, 'aria-invalid="true"', name)
      assert.include(text, fault)
      assert.include(text, '>Kept</textarea>')
      assert.deepEqual(lines(text), BY_STAGE)
    }
    const domain = encodeURIComponent('[["nowhere", "=", 1]]')
    assert.equal((await save({ name: 'Odd', query: `domain=${domain}` })).status, 422)
    assert.equal((await save({ name: 'Odd', model: 'access_rights' })).status, 404)
  })

  test('say so where what they ask about is not there, and come back with it', async ({
    assert,
  }) => {
    const address = await saveReport(manager, VALUES, { audience: 'everyone' })
    await withRights([onlyFor([nobody], Deal, ['value'])], async () => {
      const { status, text } = await manager.get(address)
      assert.equal(status, 200)
      assert.include(text, 'This report is not available to you')
      assert.include((await manager.get('/reports')).text, 'Not available')
      assert.deepEqual(await names(north), [])
      assert.equal((await manager.get(`${address}/filter`)).status, 200)
    })
    await asOwner((owner) => owner.query(`update reports set model = 'gone'`))
    remembered.clear()
    assert.include((await manager.get(address)).text, 'This report is not available to you')
    for (const page of ['filter', 'range', 'suggestions']) {
      assert.equal((await manager.get(`${address}/${page}`)).status, 404)
    }
    assert.equal((await manager.post(`${address}/export`)).status, 404)
    await asOwner((owner) => owner.query(`update reports set model = 'crm_deals'`))
    remembered.clear()
    assert.deepEqual(lines((await manager.get(address)).text), BY_STAGE)
  })

  test('are written down in the audit log', async ({ assert }) => {
    const [entry] = await entriesOf(alpha.id, () => saveReport(manager, VALUES))
    assert.containSubset(entry!.changes[0], { table_name: 'reports', action: 'insert' })
    assert.containSubset(entry!.changes[0]!.after, { name: 'By stage', query: VALUES })
  })

  test('cost no statement more than the same address', async ({ assert }) => {
    const address = await saveReport(manager, VALUES)
    for (const path of [address, '/reports']) {
      await manager.get(path)
      const sent = await watchStatements(() => manager.get(path))
      assert.isAtMost(sent.length, 4, path)
      assert.isEmpty(sent.filter(({ text }) => /\b(insert into|update|delete from)\b/i.test(text)))
    }
  })
})
