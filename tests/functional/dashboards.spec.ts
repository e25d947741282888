import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { onlyFor } from '#app/access/declarations'
import { Registry } from '#app/modules/registry'
import { chartTile } from '#app/views/dashboards/declaration'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { nobody, rightsModule, withRights } from '#tests/support/access/registry'
import { watchStatements } from '#tests/support/statements'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

/** The figures of a page with what has changed. */
function figures(html: string): Record<string, string> {
  const found = html.matchAll(/<section class="kpi"><h2>([^<]+)<\/h2>(.*?)<\/section>/gs)
  return Object.fromEntries(
    [...found].map(([, name, body]) => [
      name!,
      body!
        .replace(/<form.*<\/form>/s, '')
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    ])
  )
}

const titles = (html: string) =>
  [
    ...html.matchAll(
      /<section class="(?:kpi|panel span\d)"[^>]*>(?:<header[^>]*>)?<h2[^>]*>([^<]+)</g
    ),
  ].map(([, title]) => title!)

test.group('Dashboards', (group) => {
  let manager: Visitor
  let north: Visitor
  let stranger: Visitor

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    const mia = await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    const beta = await TestTenant.create('Beta')
    await beta.user('bob@beta.test', ['base.manager'])
    await alpha.run(async () => {
      const won = await Stage.create({ name: 'Won', sequence: 2, outcome: 'won' })
      const today = DateTime.now().setZone('UTC')
      const before = today.startOf('month').minus({ days: 3 })
      const base = { position: 'a', stageId: won.id, ownerId: mia.id }
      await Deal.createMany([
        { ...base, name: 'A', value: 200, closedOn: today, locationId: alpha.location('North') },
        { ...base, name: 'B', value: 100, closedOn: today, locationId: alpha.location('South') },
        { ...base, name: 'C', value: 200, closedOn: before },
      ])
      await Contact.createMany([{ firstName: 'Ada' }, { firstName: 'Bo' }])
    })
    const logIn = async (email: string) => {
      const visitor = new Visitor()
      await visitor.logIn(email)
      return visitor
    }
    manager = await logIn('mia@alpha.test')
    north = await logIn('north@alpha.test')
    stranger = await logIn('bob@beta.test')
  })

  /** Makes a dashboard of the visitor's own and returns its address. */
  async function begin(visitor: Visitor): Promise<string> {
    await visitor.get('/dashboards')
    return (await visitor.post('/dashboards')).path.replace(/\?.*/, '')
  }

  test('show what modules offer, with what has changed', async ({ assert }) => {
    assert.include((await manager.get('/')).text, 'href="/dashboards"')
    const { status, text } = await manager.get('/dashboards')
    assert.equal(status, 200)
    assert.deepEqual(figures(text), {
      'Won': '€ 300 50.0% vs last month',
      'Deals won': '2 100.0% vs last month',
      'Deals lost': '0',
      'New contacts': '2',
    })
    assert.match(text, /<a [^>]+>mia[^<]*<\/a><\/th><td class="r">300/i)
  })

  test('are about a stretch of time', async ({ assert }) => {
    const { text } = await manager.get('/dashboards?range=last_month')
    assert.equal(figures(text).Won, '€ 200')
    assert.equal(
      figures((await manager.get('/dashboards?range=nonsense')).text)['Deals won'],
      '2 100.0% vs last month'
    )
  })

  test('lead to the records of a figure', async ({ assert }) => {
    const { text } = await manager.get('/dashboards')
    const href = /<a class="bare" href="(\/crm\/deals[^"]+)">2</
      .exec(text)![1]!
      .replaceAll('&amp;', '&')
    assert.include((await manager.get(href)).text, ' of 2<')
  })

  test('are arranged: tiles added, moved, resized, taken out', async ({ assert }) => {
    const address = await begin(manager)
    const read = async () => titles((await manager.get(`${address}?edit=1`)).text)
    const all = await read()
    await manager.post(`${address}/tiles/crm.wonDeals?_method=DELETE`)
    assert.deepEqual(
      await read(),
      all.filter((title) => title !== 'Deals won')
    )
    await manager.post(`${address}/tiles`, { tile: 'crm.wonDeals' })
    assert.include(await read(), 'Deals won')
    await manager.post(`${address}/tiles/crm.newContacts?_method=PUT`, { move: '-1' })
    assert.deepEqual((await read()).slice(0, 4), ['Won', 'New contacts', 'Deals lost', 'Deals won'])
    const [won, fresh, ...others] = await read()
    await manager.post(`${address}/tiles/crm.wonDeals?_method=PUT`, { move: '-1' })
    const [lost, sold, ...panels] = others
    assert.deepEqual(await read(), [won, fresh, sold, lost, ...panels])
    await manager.post(`${address}/tiles/crm.pipeline?_method=PUT`, { move: '-1' })
    assert.deepEqual(await read(), [won, fresh, sold, lost, ...panels])
    await manager.post(`${address}/tiles/crm.pipeline?_method=PUT`, { size: '3' })
    assert.include(
      (await manager.get(address)).text,
      'class="panel span3" aria-labelledby="crm-pipeline"'
    )
    assert.equal((await manager.post(`${address}/tiles`, { tile: 'crm.nowhere' })).status, 404)
    assert.equal((await manager.post(`${address}/tiles/nothing?_method=DELETE`)).status, 404)
    await manager.post(`${address}?_method=PUT`, { name: '' })
    assert.include((await manager.get(address)).text, '<h1>Dashboard</h1>')
    await manager.post(`${address}?_method=DELETE`)
    assert.equal((await manager.get(address)).status, 404)
  })

  test('are their owner’s until shared, and show what the reader may see', async ({ assert }) => {
    const address = await begin(manager)
    assert.equal((await north.get(address)).status, 404)
    await manager.post(`${address}?_method=PUT`, { name: 'Sales <b>', shared: '1' })
    const { status, text } = await north.get(address)
    assert.equal(status, 200)
    assert.include(text, '<h1>Sales &lt;b&gt;</h1>')
    assert.equal(figures(text).Won, '€ 200')
    assert.notInclude(text, `action="${address}`)
    assert.notInclude((await north.get(`${address}?edit=1`)).text, `action="${address}`)
    for (const visitor of [north, stranger]) {
      await visitor.get('/dashboards')
      for (const path of [
        `${address}?_method=PUT`,
        `${address}?_method=DELETE`,
        `${address}/tiles`,
      ]) {
        const answer = await visitor.post(path, { name: 'Mine', tile: 'crm.wonValue' })
        assert.equal(answer.status, 404, path)
      }
    }
    assert.equal((await stranger.get(address)).status, 404)
    assert.notInclude((await stranger.get('/dashboards')).text, 'Sales &lt;b')
  })

  test('have no tile of a field that the asker may not see', async ({ assert }) => {
    await withRights([onlyFor([nobody], Deal, ['value'])], async () => {
      const { status, text } = await manager.get(await begin(manager))
      assert.equal(status, 200)
      assert.notProperty(figures(text), 'Won')
      assert.notInclude(text, 'Leaderboard')
      assert.include(text, 'Deals won')
    })
  })

  test('of a module are copied when they are changed, compared and reset', async ({ assert }) => {
    const comes = await north.get('/dashboards/crm.sales')
    assert.include(comes.text, '<h1>Sales</h1>')
    assert.include(comes.text, 'As your apps bring it.')
    assert.include(comes.text, 'From your apps')
    const copy = await north.post('/dashboards', { from: 'crm.sales' })
    const address = copy.path.replace(/\?.*/, '')
    assert.match(address, /^\/dashboards\/[\w-]{36}$/)
    assert.equal((await north.post('/dashboards', { from: 'crm.sales' })).path, copy.path)
    const untouched = (await north.get(address)).text
    assert.include(untouched, 'Yours, made from “Sales” of your apps.<')
    assert.notInclude(untouched, 'From your apps')

    await north.get(copy.path)
    await north.post(`${address}/tiles/crm.wonDeals?_method=DELETE`)
    await north.post(`${address}/tiles/crm.newContacts?_method=PUT`, { move: '-1' })
    const changed = (await north.get(address)).text
    assert.include(changed, 'Left out: Deals won. Arranged in another way.')
    assert.include(titles((await manager.get('/dashboards/crm.sales')).text), 'Deals won')

    await north.get(copy.path)
    const reset = await north.post(`${address}?_method=DELETE`)
    assert.equal(reset.path, '/dashboards/crm.sales')
    assert.include(reset.text, 'is as your apps bring it again')
    assert.include(titles(reset.text), 'Deals won')
    assert.equal((await north.get('/dashboards/crm.nowhere')).status, 404)
    await north.get('/dashboards')
    assert.equal((await north.post('/dashboards', { from: 'crm.nowhere' })).status, 404)
  })

  test('put moments together by month where a tile says no span', async ({ assert }) => {
    const created = chartTile('Created', Contact, { by: ['createdAt'] })
    const before = Registry.current
    Registry.swap(new Registry([...before.modules, { ...rightsModule([]), tiles: { created } }]))
    try {
      const address = await begin(manager)
      await manager.post(`${address}/tiles`, { tile: 'test.created' })
      const { status, text } = await manager.get(address)
      assert.equal(status, 200)
      const month = DateTime.now().setZone('UTC').setLocale('en-GB').toFormat('LLLL yyyy')
      assert.include(text, `<title>${month}: 2</title>`)
    } finally {
      Registry.swap(before)
    }
  })

  test('read all tiles in one wait, and write nothing', async ({ assert }) => {
    const address = await begin(manager)
    await manager.get(address)
    const sent = await watchStatements(() => manager.get(address))
    assert.isAtMost(new Set(sent.map(({ wait }) => wait)).size, 3)
    assert.isEmpty(sent.filter(({ text }) => /\b(insert into|update|delete from)\b/i.test(text)))
    const rows = await asOwner((owner) => owner.query('select count(*)::int from dashboards'))
    assert.isAbove(rows.rows[0].count, 0)
  })
})
