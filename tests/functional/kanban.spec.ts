import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import { counts, offers } from '#app/models/answer_cache'
import { Registry } from '#app/modules/registry'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { columnsOf, makeDeals } from '#tests/support/deals'
import { plain } from '#tests/support/search_page'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const BOARD = '/crm/deals?view=kanban'
const WRITES = /\b(insert into|update|delete from)\b/i
const numbered = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => ({ name: `${name} ${index + 1}` }))

test.group('Kanban', (group) => {
  let tenant: TestTenant
  let manager: Visitor

  group.setup(async () => {
    await emptyDatabase()
    return emptyDatabase
  })

  group.each.setup(async () => {
    tenant = await TestTenant.create('Alpha')
    const { email } = await tenant.user(`mia-${tenant.id}@alpha.test`, ['base.manager'])
    manager = new Visitor()
    await manager.logIn(email)
  })

  test('has a column for each stage in their order, with numbers and sums of all its records', async ({
    assert,
  }) => {
    await makeDeals(tenant, {
      New: [
        { name: 'Low', value: 100 },
        { name: 'High', value: 250.5 },
      ],
      Won: [{ name: 'Sold', value: 1000 }],
    })
    const { text } = await manager.get(BOARD)
    assert.deepEqual(columnsOf(text), [
      { name: 'New', count: '2', sum: '€ 350.50', cards: ['High', 'Low'] },
      { name: 'Qualified', count: '0', sum: '€ 0', cards: [] },
      { name: 'Proposal', count: '0', sum: '€ 0', cards: [] },
      { name: 'Negotiation', count: '0', sum: '€ 0', cards: [] },
      { name: 'Won', count: '1', sum: '€ 1,000', cards: ['Sold'] },
      { name: 'Lost', count: '0', sum: '€ 0', cards: [] },
    ])
    assert.include(text, '3 deals')
    assert.include(text, '€ 1,350.50')
  })

  test('shows more of one column, and counts what is not shown', async ({ assert }) => {
    const ids = await makeDeals(tenant, { New: numbered(45, 'New'), Won: numbered(21, 'Won') })
    const shown = async (path: string) => {
      const { text } = await manager.get(path)
      return { text, sizes: columnsOf(text).map(({ cards }) => cards.length) }
    }
    const first = await shown(BOARD)
    assert.deepEqual(first.sizes, [20, 0, 0, 0, 20, 0])
    assert.include(first.text, 'Show 20 more')
    assert.include(first.text, 'Show 1 more')
    const more = `${BOARD}&more=${ids.get('New')}:40`
    assert.deepEqual((await shown(more)).sizes, [40, 0, 0, 0, 20, 0])
    const all = await shown(`${BOARD}&more=${ids.get('New')}:60,${ids.get('Won')}:40`)
    assert.deepEqual(all.sizes, [45, 0, 0, 0, 21, 0])
    assert.notInclude(all.text, ' more</a>')
    for (const strange of ['nonsense', ':', `${ids.get('New')}:99999`, `${ids.get('New')}:-1`]) {
      assert.deepEqual((await shown(`${BOARD}&more=${strange}`)).sizes, first.sizes)
    }
  })

  test('searches, filters and keeps both in its links', async ({ assert }) => {
    await makeDeals(tenant, { New: numbered(30, 'Desk'), Won: [{ name: 'Chair' }] })
    const { text } = await manager.get(`${BOARD}&q=desk&filter=open`)
    const [first, ...others] = columnsOf(text)
    assert.equal(first!.count, '30')
    assert.deepEqual(new Set(others.map(({ count }) => count)), new Set(['0']))
    assert.match(text, /href="\/crm\/deals\?view=kanban&amp;q=desk&amp;filter=open&amp;more=/)
  })

  test('cards say what is late, in tones and in words', async ({ assert }) => {
    const day = (days: number) => DateTime.utc().plus({ days }) as never
    await makeDeals(tenant, {
      New: [
        { name: 'Late', expectedClose: day(-2), health: 'stuck', priority: 'high' },
        { name: 'Due', expectedClose: day(0) },
      ],
      Won: [{ name: 'Done', expectedClose: day(-9) }],
    })
    const { text } = await manager.get(BOARD)
    const card = (name: string) =>
      text
        .split('<article')
        .slice(1)
        .find((part) => part.includes(`>${name}</a>`))!
        .split('</article>')[0]!
    assert.match(card('Late'), /tone--bad/)
    assert.match(card('Late'), /, Health: Stuck</)
    assert.match(card('Late'), /class="bad row gap1">.*2 days late/)
    assert.match(card('Late'), /aria-label="Priority: High"/)
    assert.match(card('Due'), /class="warn row gap1">.*Today/)
    assert.notMatch(card('Done'), /late|class="bad/)
  })

  test('of a selection has a column for each option', async ({ assert }) => {
    await tenant.run(() => Contact.create({ firstName: 'Ada', status: 'customer' }))
    const { text } = await manager.get('/crm/contacts?view=kanban')
    assert.deepEqual(
      columnsOf(text).map(({ name, count, cards }) => [name, count, cards]),
      [
        ['Lead', '0', []],
        ['Prospect', '0', []],
        ['Customer', '1', ['Ada']],
        ['Churned', '0', []],
        ['Other', '0', []],
      ]
    )
  })

  test('is grouped by what the address asks for, with a column for those without', async ({
    assert,
  }) => {
    const company = await tenant.run(() => Company.create({ name: 'Acme' }))
    await makeDeals(tenant, { New: [{ name: 'Theirs', companyId: company.id }, { name: 'Free' }] })
    const byCompany = columnsOf((await manager.get(`${BOARD}&group=company`)).text)
    assert.deepEqual(
      byCompany.map(({ name, cards }) => [name, cards]),
      [
        ['No company', ['Free']],
        ['Acme', ['Theirs']],
      ]
    )
    const byPriority = columnsOf((await manager.get(`${BOARD}&group=priority`)).text)
    assert.deepEqual(
      byPriority.map(({ name, count }) => [name, count]),
      [
        ['Low', '2'],
        ['Medium', '0'],
        ['High', '0'],
        ['Urgent', '0'],
      ]
    )
  })

  test('an archived stage is there as long as deals are in it', async ({ assert }) => {
    const ids = await makeDeals(tenant, { New: [{ name: 'One' }] })
    await tenant.run(async () => {
      for (const name of ['New', 'Proposal']) {
        await (await Stage.findOrFail(ids.get(name))).merge({ active: false }).save()
      }
    })
    const names = columnsOf((await manager.get(BOARD)).text).map(({ name }) => name)
    assert.deepEqual(names, ['New', 'Qualified', 'Negotiation', 'Won', 'Lost'])
  })

  test('shows, counts and sums up what one may see, and nothing else', async ({ assert }) => {
    const rita = await tenant.user('rita@alpha.test', ['crm.representative'], ['North'])
    const [north, south] = [tenant.location('North'), tenant.location('South')]
    const values = { value: 10, locationId: north }
    await makeDeals(tenant, {
      New: [
        { ...values, name: 'Own', ownerId: rita.id },
        { ...values, name: 'Of others' },
        { ...values, name: 'Elsewhere', ownerId: rita.id, locationId: south },
      ],
    })
    const visitor = new Visitor()
    await visitor.logIn(rita.email)
    const [first] = columnsOf((await visitor.get(BOARD)).text)
    assert.deepEqual(first, { name: 'New', count: '1', sum: '€ 10', cards: ['Own'] })
  })

  test('cards that lead to what one may not see stand apart from those without', async ({
    assert,
  }) => {
    await tenant.user('nora@alpha.test', ['crm.user'], ['North'])
    const [north, south] = [tenant.location('North'), tenant.location('South')]
    const hidden = await tenant.run(() => Company.create({ name: 'Hidden', locationId: south }))
    await makeDeals(tenant, {
      New: [
        { name: 'Theirs', locationId: north, companyId: hidden.id },
        { name: 'Free', locationId: north },
      ],
    })
    const { text } = await (await Visitor.of('nora@alpha.test')).get(`${BOARD}&group=company`)
    assert.deepEqual(
      columnsOf(text).map(({ name, count, cards }) => [name, count, cards]),
      [
        ['No company', '1', ['Free']],
        ['Not visible to you', '1', ['Theirs']],
      ]
    )
    assert.notInclude(text, 'Hidden')
  })

  test('by records that one may not read at all keeps its cards', async ({ assert }) => {
    const company = await tenant.run(() => Company.create({ name: 'Acme' }))
    await makeDeals(tenant, { New: [{ name: 'Theirs', companyId: company.id }, { name: 'Free' }] })
    const { asker } = await tenant.user(`max-${tenant.id}@alpha.test`, ['base.manager'])
    const cards = await Environment.run(asker, async (environment) => {
      const records = new Records(Deal, Registry.current.access)
      const order = [{ name: 'name', descending: false }]
      const asked = { fields: ['name'], order, limit: 20 }
      const byCompany = { name: 'company', limits: new Map() }
      const [rows] = await environment.read([records.selectByColumn(asked, byCompany)])
      return rows!.map(({ name }) => name)
    })
    assert.deepEqual(cards, ['Free', 'Theirs'])
  })

  test('of more records than stand beside each other has pages of columns', async ({ assert }) => {
    const companies = await tenant.run(() =>
      Company.createMany(
        Array.from({ length: 75 }, (_, index) => ({
          name: `Co ${String(index + 1).padStart(2, '0')}`,
        }))
      )
    )
    await makeDeals(tenant, {
      New: [
        { name: 'Early', value: 1, companyId: companies[0]!.id },
        { name: 'Late', value: 2, companyId: companies[74]!.id },
        { name: 'Free', value: 4 },
      ],
    })
    const byCompany = `${BOARD}&group=company`
    const { text } = await manager.get(byCompany)
    const first = columnsOf(text)
    assert.deepEqual(
      [first[0]!.name, first[1]!.name, first[60]!.name],
      ['No company', 'Co 01', 'Co 60']
    )
    assert.lengthOf(first, 61)
    assert.deepEqual(
      first.slice(0, 2).map(({ cards }) => cards),
      [['Free'], ['Early']]
    )
    assert.include(plain(text), 'Columns 1–60 of 60+')
    assert.match(text, /3 deals &#183; <strong class="num">€ 7</)

    const [, next] = /id="page-next" href="([^"]+)"/.exec(text)!
    const second = await manager.get(plain(next!))
    const others = columnsOf(second.text)
    assert.deepEqual(
      others.map(({ name, cards }) => [name, cards]).filter(([, cards]) => cards!.length > 0),
      [
        ['No company', ['Free']],
        ['Co 75', ['Late']],
      ]
    )
    assert.lengthOf(others, 16)
    assert.include(plain(second.text), 'Columns 61–75 of 75')
    assert.include(second.text, `id="page-previous" href="${byCompany.replaceAll('&', '&amp;')}"`)
    assert.notInclude(second.text, 'id="page-next"')

    const [, deal] = /href="(\/crm\/deals\/[^/"]+)">Free</.exec(second.text)!
    const place = `${deal}/place?view=kanban&group=company&page=2`
    assert.include((await manager.get(place)).text, '>Co 70</button>')
    const values = { from: '', column: companies[69]!.id }
    const moved = await manager.post(place.replace('?', '?_method=PUT&'), values)
    assert.equal(moved.path, `${byCompany}&page=2`)
    assert.deepEqual(columnsOf(moved.text).find(({ name }) => name === 'Co 70')!.cards, ['Free'])
    const other = await manager.get(`${BOARD}&page=2`)
    assert.notInclude(other.text, 'group=priority&amp;page')
  })

  test('six statements in two waits, whatever the number of columns and cards', async ({
    assert,
  }) => {
    await tenant.run(async () => {
      for (const [index, name] of ['Seventh', 'Eighth'].entries()) {
        await Stage.create({ name, sequence: index })
      }
    })
    const few = await costOf()
    await makeDeals(tenant, { Seventh: numbered(30, 'A'), Eighth: numbered(30, 'B') })
    const many = await costOf()
    assert.isAtMost(few.length, 6)
    assert.equal(many.length, few.length)
    assert.equal(new Set(many.map(({ wait }) => wait)).size, 2)
    assert.deepEqual(
      many.filter(({ text }) => WRITES.test(text)),
      []
    )
  })

  async function costOf() {
    await manager.get(BOARD)
    counts.clear()
    offers.clear()
    return watchStatements(() => manager.get(BOARD))
  }
})
