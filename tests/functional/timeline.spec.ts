import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { Deal } from '#modules/crm/models/deal'
import { makeDeals } from '#tests/support/deals'
import { menuLink, menuLinksOf } from '#tests/support/search_page'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const TIMELINE = '/crm/deals?view=timeline'

/** The bars of each row with their place and width in percent, and their line. */
function rowsOf(html: string) {
  const rows = html.split('<tr><th scope="row">').slice(1)
  return rows.map((part): [string, Record<string, number[]>] => {
    const bars = part.matchAll(
      /x="([\d.]+)%" y="(\d+)" width="([\d.]+)%".*?<a [^>]*title="([^"]*), [^"]*"/g
    )
    return [
      /class="cut">([^<]*)</.exec(part)![1]!,
      Object.fromEntries(
        [...bars].map(([, x, y, width, title]) => [title, [x, width, y].map(Number)])
      ),
    ]
  })
}

test.group('Timeline', (group) => {
  let tenant: TestTenant
  let mia: TestUser
  let manager: Visitor
  let ids: Map<string, string>

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    mia = await tenant.user('mia@alpha.test', ['base.manager'])
    await tenant.user('north@alpha.test', ['base.location_manager'], ['North'])
    await tenant.user('sue@alpha.test', ['base.support'])
    const on = (name: string, from: string, to: string | null) => ({
      name,
      createdAt: DateTime.fromISO(from, { zone: 'utc' }),
      expectedClose: to as never,
      ownerId: mia.id,
    })
    ids = await makeDeals(tenant, {
      New: [
        { ...on('Whole', '2026-10-01', '2026-10-31'), health: 'stuck' },
        on('Beside', '2026-10-16', '2026-11-20'),
        { ...on('Later', '2026-11-02', '2026-11-02'), ownerId: null },
        on('Open', '2026-10-20', null),
        { ...on('South', '2026-10-05', '2026-10-08'), locationId: tenant.location('South') },
        on('Far', '2027-03-01', '2027-03-04'),
      ],
      Won: [on('Over', '2026-09-01', '2026-09-30')],
    })
    manager = await Visitor.of('mia@alpha.test')
    return emptyDatabase
  })

  test('draws records from one day to another, row by row', async ({ assert }) => {
    const { text } = await manager.get(`${TIMELINE}&span=month&day=2026-10-18`)
    assert.include(text, 'October 2026')
    const [[owner, bars]] = rowsOf(text) as [[string, Record<string, number[]>]]
    assert.equal(owner, 'Mia Tester')
    assert.deepEqual(bars.Whole, [0, 100, 4])
    assert.deepEqual(bars.South, [12.9, 12.9, 30])
    assert.approximately(bars.Beside![0]!, (15 / 31) * 100, 0.01)
    assert.approximately(bars.Open![1]!, 100 / 31, 0.01)
    assert.notProperty(bars, 'Over')
    assert.notProperty(bars, 'Far')
    assert.match(
      text,
      /class="event cut tone--bad"[^]*?Whole<span class="sr">, 1\s*–\s*31 Oct 2026, Stuck/
    )
  })

  test('rows go by what the address groups by, those without a value last', async ({ assert }) => {
    const { text } = await manager.get(`${TIMELINE}&day=2026-10-18&group=stage`)
    assert.deepEqual(
      rowsOf(text).map(([label]) => label),
      ['New']
    )
    const owners = rowsOf((await manager.get(`${TIMELINE}&day=2026-10-18`)).text)
    assert.deepEqual(
      owners.map(([label]) => label),
      ['Mia Tester', 'No owner']
    )
    const states = rowsOf((await manager.get(`${TIMELINE}&day=2026-10-18&group=health`)).text)
    assert.deepEqual(
      states.map(([label]) => label),
      ['Stuck', 'No health']
    )
  })

  test('the field of the rows is chosen in the menu, one at a time', async ({ assert }) => {
    const { text } = await manager.get(`${TIMELINE}&group=stage`)
    assert.isTrue(menuLink(text, 'Stage').current)
    assert.isFalse(menuLink(text, 'Owner').current)
    assert.notInclude(
      menuLinksOf(text).map((link) => link.text),
      'Tags'
    )
    const { path } = await manager.get(menuLink(text, 'Health').href)
    assert.equal(path, `${TIMELINE}&group=health`)
    const declared = await manager.get(menuLink(text, 'Stage').href)
    assert.equal(declared.path, TIMELINE)
    assert.isTrue(menuLink(declared.text, 'Owner').current)
  })

  test('goes over a week, a month, a quarter and a year, and from one to the next', async ({
    assert,
  }) => {
    const spans = {
      week: '2026-10-26',
      month: '2026-11-01',
      quarter: '2027-01-01',
      year: '2027-01-01',
    }
    for (const [span, next] of Object.entries(spans)) {
      const { status, text } = await manager.get(`${TIMELINE}&span=${span}&day=2026-10-20`)
      assert.equal(status, 200)
      assert.include(text, `day=${next}`, span)
    }
    for (const day of ['nonsense', '2026-99-99', '9999-12-31']) {
      assert.equal((await manager.get(`${TIMELINE}&day=${day}&span=nonsense`)).status, 200)
    }
    const none = (await manager.get(`${TIMELINE}&day=2030-01-01`)).text
    assert.include(none, 'No deals on these days')
  })

  test('shows what somebody may see, and searches as every view', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    const seen = (await north.get(`${TIMELINE}&day=2026-10-18`)).text
    assert.notInclude(seen, 'South, ')
    assert.include(seen, 'Whole, ')
    const found = rowsOf((await manager.get(`${TIMELINE}&day=2026-10-18&q=whole`)).text)
    assert.deepEqual(Object.keys(found[0]![1]), ['Whole'])
  })

  test('the end of a record is changed, and its start where that may be written', async ({
    assert,
  }) => {
    const path = `/crm/deals/${ids.get('Beside')}/dates?_method=PUT&view=timeline&day=2026-10-18`
    const shown = (await manager.get(`${TIMELINE}&day=2026-10-18`)).text
    assert.include(shown, ' data-resize')
    assert.notInclude(shown, ' data-move')
    const changed = await manager.post(path, { end: '2026-11-24' })
    assert.equal(changed.path, `${TIMELINE}&day=2026-10-18`)
    const deal = () => tenant.run(() => Deal.findOrFail(ids.get('Beside')))
    assert.equal((await deal()).expectedClose!.toISODate(), '2026-11-24')
    assert.match((await manager.post(path, { end: '2026-10-01' })).text, /role="alert"/)
    assert.match((await manager.post(path, { to: '2026-10-01' })).text, /role="alert"/)
    const sue = await Visitor.of('sue@alpha.test')
    const read = (await sue.get(`${TIMELINE}&day=2026-10-18`)).text
    assert.notInclude(read, ' data-resize')
    assert.match((await sue.post(path, { end: '2026-11-25' })).text, /role="alert"/)
    assert.equal((await deal()).expectedClose!.toISODate(), '2026-11-24')
  })

  test('puts records that people order into that order, those without one last', async ({
    assert,
  }) => {
    const address = `${TIMELINE}&span=quarter&day=2026-09-18&group=stage`
    const names = async () => rowsOf((await manager.get(address)).text).map(([name]) => name)
    const order = (first: string, second: string) =>
      tenant.run(async (environment) => {
        const write = 'update crm_stages set sequence = $2 where name = $1'
        await environment.query(write, [first, 1])
        await environment.query(write, [second, 2])
      })
    await makeDeals(tenant, { New: [{ name: 'Early', createdAt: DateTime.utc(2026, 8, 1) }] })
    await order('Won', 'New')
    assert.deepEqual(await names(), ['Won', 'New'])
    await order('New', 'Won')
    assert.deepEqual(await names(), ['New', 'Won'])
  })

  test('six statements at most', async ({ assert }) => {
    const sent = await watchStatements(() => manager.get(`${TIMELINE}&day=2026-10-18`))
    assert.isAtMost(sent.length, 6)
  })
})
