import { test } from '@japa/runner'
import { counts, offers } from '#app/models/answer_cache'
import { CustomField } from '#modules/base/models/custom_field'
import { Company } from '#modules/crm/models/company'
import { Deal } from '#modules/crm/models/deal'
import { columnsOf, withBoard } from '#tests/support/deals'
import { chipsOf, menuLink, menuLinksOf, plain } from '#tests/support/search_page'
import { watchStatements } from '#tests/support/statements'
import { TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const BOARD = '/crm/deals?view=kanban'
const TIER = `${BOARD}&group=x_tier`
const RESELLER = `${BOARD}&group=x_reseller`
const GOLD = 'gold, of the best'

const fields = [
  {
    label: 'Tier',
    kind: 'selection',
    choices: `silver = Silver\nlost = Lost\n${GOLD}`,
    sequence: 1,
  },
  { label: 'Reseller', kind: 'many2one', target: 'crm_companies', sequence: 2 },
  { label: 'Renewal', kind: 'date', sequence: 3 },
] as const

test.group('Kanban | columns of custom fields', (group) => {
  const deals = { New: ['D', 'C', 'B', 'A'].map((name) => ({ name })) }
  const board = withBoard(group, 'base.manager', deals)

  group.each.setup(async () => {
    const { ids, tenant } = board
    await tenant.run(async () => {
      for (const field of fields) await CustomField.create({ ...field, model: 'crm_deals' })
      for (const [name, place] of [
        ['Zenith', 'South'],
        ['Aurora', 'North'],
      ] as const) {
        const company = await Company.create({ name, locationId: tenant.location(place) })
        ids.set(name, company.id)
      }
    })
    await tenant.user('nora@alpha.test', ['crm.user'], ['North'])
  })

  /** Gives deals values of their custom fields. */
  const keep = (values: Readonly<Record<string, Record<string, unknown>>>) =>
    board.tenant.run(async () => {
      for (const [name, kept] of Object.entries(values)) {
        await (await Deal.findOrFail(board.ids.get(name))).merge({ customFields: kept }).save()
      }
    })
  const place = (name: string, query: string, values: Record<string, string>) =>
    board.manager.post(
      `/crm/deals/${board.ids.get(name)}/place?_method=PUT&${query.split('?')[1]}`,
      values
    )
  const cards = (html: string) =>
    columnsOf(html).map(({ name, cards: own }) => [name, own.join('')])
  const tierOf = (name: string) =>
    board.tenant.run(
      async () => (await Deal.findOrFail(board.ids.get(name))).customFields?.x_tier ?? null
    )

  test('are its options in their order, behind those without one', async ({ assert }) => {
    await keep({
      A: { x_tier: GOLD },
      B: { x_tier: 'silver' },
      C: { x_tier: 'no option any more' },
    })
    const { text } = await board.manager.get(TIER)
    assert.deepEqual(cards(text), [
      ['No tier', 'CD'],
      ['Silver', 'B'],
      ['Lost', ''],
      [GOLD, 'A'],
    ])
    assert.deepEqual(
      columnsOf(text).map(({ count }) => count),
      ['2', '1', '0', '1']
    )
    const columns = [...text.matchAll(/<section class="col" id="([^"]*)"/g)].map(([, id]) => id)
    assert.deepEqual(columns, [
      'col-none',
      'col-silver',
      'col-lost',
      'col-gold%2C%20of%20the%20best',
    ])
  })

  test('are the records that it leads to, as far as one may see them', async ({ assert }) => {
    const north = board.tenant.location('North')
    await board.tenant.run(async () => {
      for (const name of ['A', 'B', 'C', 'D']) {
        await (await Deal.findOrFail(board.ids.get(name))).merge({ locationId: north }).save()
      }
    })
    await keep({
      A: { x_reseller: board.ids.get('Zenith') },
      B: { x_reseller: board.ids.get('Aurora') },
    })
    assert.deepEqual(cards((await board.manager.get(RESELLER)).text), [
      ['No reseller', 'CD'],
      ['Aurora', 'B'],
      ['Zenith', 'A'],
    ])
    const nora = await Visitor.of('nora@alpha.test')
    const seen = await nora.get(RESELLER)
    assert.deepEqual(cards(seen.text), [
      ['No reseller', 'CD'],
      ['Not visible to you', 'A'],
      ['Aurora', 'B'],
    ])
    assert.notInclude(seen.text, 'Zenith')
  })

  test('are left by cards whose record one may not see, and taken by none', async ({ assert }) => {
    const { ids } = board
    await keep({ A: { x_reseller: ids.get('Zenith') } })
    const nora = await Visitor.of('nora@alpha.test')
    const { text } = await nora.get(RESELLER)
    assert.deepEqual(cards(text), [
      ['No reseller', 'BCD'],
      ['Not visible to you', 'A'],
      ['Aurora', ''],
    ])
    assert.notInclude(text.split('data-column="?"')[1]!.split('</section>')[0]!, 'card--new')
    const move = (name: string, from: string, column: string) =>
      nora.post(`/crm/deals/${ids.get(name)}/place?_method=PUT&${RESELLER.split('?')[1]}`, {
        from,
        column,
      })
    const page = await nora.get(`/crm/deals/${ids.get('A')}/place?${RESELLER.split('?')[1]}`)
    assert.include(page.text, 'name="from" value="?"')
    const refused = await move('B', '', '?')
    assert.match(refused.text, /role="alert".*You may not move this deal/)
    const late = await move('A', '', ids.get('Aurora')!)
    assert.match(late.text, /role="alert".*Somebody else has moved this deal meanwhile/)
    const moved = await move('A', '?', ids.get('Aurora')!)
    assert.include(moved.text, 'The deal is moved.')
    assert.deepEqual(cards(moved.text), [
      ['No reseller', 'BCD'],
      ['Aurora', 'A'],
    ])
  })

  test('are chosen in the menu among fields that can be columns, one at a time', async ({
    assert,
  }) => {
    const { text } = await board.manager.get(`${BOARD}&filter=open`)
    assert.isTrue(menuLink(text, 'Stage').current)
    const offered = menuLinksOf(text).map((link) => link.text)
    assert.includeMembers(offered, ['Owner', 'Priority', 'Tier', 'Reseller'])
    for (const none of ['Tags', 'Expected close', 'Renewal']) assert.notInclude(offered, none)

    const byTier = await board.manager.get(menuLink(text, 'Tier').href)
    assert.equal(byTier.path, `${BOARD}&filter=open&group=x_tier`)
    assert.isTrue(menuLink(byTier.text, 'Tier').current)
    assert.isFalse(menuLink(byTier.text, 'Stage').current)
    const byReseller = await board.manager.get(menuLink(byTier.text, 'Reseller').href)
    assert.equal(columnsOf(byReseller.text)[0]!.name, 'No reseller')
    const [, chip] = chipsOf(byReseller.text)
    assert.equal(chip!.text, 'Group by: Reseller')
    for (const href of [chip!.removeHref, menuLink(byReseller.text, 'Reseller').href]) {
      const declared = await board.manager.get(href)
      assert.equal(declared.path, `${BOARD}&filter=open`)
      assert.equal(columnsOf(declared.text)[0]!.name, 'New')
    }
  })

  test('take cards, with an entry in the log, and give them back', async ({ assert }) => {
    await board.manager.get(TIER)
    const moved = await place('B', TIER, { from: '', column: GOLD })
    assert.equal(moved.path, TIER)
    assert.include(moved.text, 'The deal is moved.')
    assert.deepEqual(cards(moved.text).at(-1), [GOLD, 'B'])
    const [, undo] = /<form method="post" action="(\/base\/audit\/[^"]+\/undo)"/.exec(moved.text)!
    await board.manager.post(undo!)
    assert.isNull(await tierOf('B'))
    const history = plain(
      (await board.manager.get(`/crm/deals/${board.ids.get('B')}/history`)).text
    )
    assert.include(history, GOLD)

    await place('B', TIER, { from: '', column: 'silver' })
    const late = await place('B', TIER, { from: '', column: 'lost' })
    assert.match(late.text, /role="alert".*Somebody else has moved this deal meanwhile/)
    const strange = await place('B', TIER, { from: 'silver', column: 'bronze' })
    assert.match(strange.text, /role="alert"/)
    assert.equal(await tierOf('B'), 'silver')
    await place('B', TIER, { from: 'silver', column: '' })
    assert.isNull(await tierOf('B'))
    const linked = await place('A', RESELLER, { from: '', column: board.ids.get('Zenith')! })
    assert.deepEqual(cards(linked.text).at(-1), ['Zenith', 'A'])
    await keep({ D: { x_tier: 'no option any more' } })
    await place('D', TIER, { from: '', column: 'lost' })
    assert.equal(await tierOf('D'), 'lost')
  })

  test('take cards on a page of its own, and new ones', async ({ assert }) => {
    await keep({ A: { x_tier: 'lost' } })
    const page = await board.manager.get(
      `/crm/deals/${board.ids.get('A')}/place?${TIER.split('?')[1]}`
    )
    assert.match(page.text, /<button class="btn" name="column" value="lost" disabled>Lost</)
    assert.include(page.text, `value="${GOLD}">${GOLD}</button>`)
    const made = await board.manager.post(`/crm/deals/cards?${TIER.split('?')[1]}`, {
      name: 'New',
      x_tier: GOLD,
    })
    assert.equal(made.path, TIER)
    assert.deepEqual(cards(made.text).at(-1), [GOLD, 'New'])
  })

  test('show more of one, whatever the option is called', async ({ assert }) => {
    await board.tenant.run(async () => {
      for (let index = 0; index < 23; index++) {
        await Deal.create({ name: `Golden ${index}`, customFields: { x_tier: GOLD } })
      }
    })
    const { text } = await board.manager.get(TIER)
    assert.equal(columnsOf(text).at(-1)!.cards.length, 20)
    const [, href] = /href="([^"]*&amp;more=[^"]*)"/.exec(text)!
    const more = await board.manager.get(plain(href!))
    assert.equal(columnsOf(more.text).at(-1)!.cards.length, 23)
    for (const strange of ['%25zz:40', '%25ff:40']) {
      assert.equal((await board.manager.get(`${TIER}&more=${strange}`)).status, 200)
    }
  })

  test('say that cards stay there for those who may not change the field', async ({ assert }) => {
    await board.tenant.user('sue@alpha.test', ['base.support'])
    const sue = await Visitor.of('sue@alpha.test')
    const { text } = await sue.get(TIER)
    assert.include(plain(text), 'You may not change “Tier”, so cards stay in their columns.')
    assert.notInclude(text, '/place')
    assert.notInclude(text, 'data-between="true"')
    assert.notInclude((await board.manager.get(TIER)).text, 'You may not change')
  })

  test('of another tenant are not known', async ({ assert }) => {
    const beta = await TestTenant.create('Beta')
    await beta.user('ben@beta.test', ['base.manager'])
    const ben = await Visitor.of('ben@beta.test')
    const { text } = await ben.get(TIER)
    assert.equal(columnsOf(text)[0]!.name, 'New')
    assert.notInclude(text, 'Tier')
  })

  test('six statements in two waits, whatever the number of columns and cards', async ({
    assert,
  }) => {
    const costs = async () => [await costOf(TIER), await costOf(RESELLER)]
    const few = await costs()
    await board.tenant.run(async () => {
      for (let index = 0; index < 12; index++) {
        const { id } = await Company.create({ name: `Company ${index}` })
        const customFields = { x_tier: 'silver', x_reseller: id }
        await Deal.create({ name: `Deal ${index}`, customFields })
      }
    })
    const many = await costs()
    for (const [at, statements] of many.entries()) {
      assert.isAtMost(statements.length, 6)
      assert.equal(statements.length, few[at]!.length)
      assert.equal(new Set(statements.map(({ wait }) => wait)).size, 2)
    }
  })

  async function costOf(path: string) {
    await board.manager.get(path)
    counts.clear()
    offers.clear()
    return watchStatements(() => board.manager.get(path))
  }
})
