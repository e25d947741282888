import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { columnsOf, makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const BOARD = '/crm/deals?view=kanban'

test.group('Kanban | moving', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  let ids: Map<string, string>

  group.setup(async () => {
    await emptyDatabase()
    return emptyDatabase
  })

  group.each.setup(async () => {
    tenant = await TestTenant.create('Alpha')
    manager = await visitorWith('mia', ['base.manager'])
    ids = await makeDeals(tenant, {
      New: ['E', 'D', 'C', 'B', 'A'].map((name) => ({ name })),
      Won: [{ name: 'Z' }],
    })
    await manager.get(BOARD)
  })

  async function visitorWith(name: string, groups: string[]) {
    const { email } = await tenant.user(`${name}-${tenant.id}@alpha.test`, groups)
    const visitor = new Visitor()
    await visitor.logIn(email)
    return visitor
  }

  const place = (name: string, values: Record<string, string>, query = 'view=kanban') =>
    manager.post(`/crm/deals/${ids.get(name)}/place?_method=PUT&${query}`, values)
  const cardsIn = (html: string, column: string) =>
    columnsOf(html)
      .find(({ name }) => name === column)!
      .cards.join('')

  test('to another column: on top of it, or behind a card', async ({ assert }) => {
    const [New, Won] = [ids.get('New')!, ids.get('Won')!]
    const onTop = await place('C', { from: New, column: Won })
    assert.equal(onTop.path, BOARD)
    assert.equal(cardsIn(onTop.text, 'New'), 'ABDE')
    assert.equal(cardsIn(onTop.text, 'Won'), 'CZ')
    const between = await place('A', { from: New, column: Won, after: ids.get('C')! })
    assert.equal(cardsIn(between.text, 'Won'), 'CAZ')
    const last = await place('B', { from: New, column: Won, after: ids.get('Z')! })
    assert.equal(cardsIn(last.text, 'Won'), 'CAZB')
    const deal = await tenant.run(() => Deal.findOrFail(ids.get('C')))
    assert.exists(deal.closedOn)
  })

  test('within its column: behind a card, to the top, one up, one down', async ({ assert }) => {
    const from = ids.get('New')!
    const order = async (name: string, values: Record<string, string>) =>
      cardsIn((await place(name, { from, ...values })).text, 'New')
    assert.equal(await order('A', { after: ids.get('C')! }), 'BCADE')
    assert.equal(await order('E', { after: '' }), 'EBCAD')
    assert.equal(await order('C', { step: 'up' }), 'ECBAD')
    assert.equal(await order('C', { step: 'up' }), 'CEBAD')
    assert.equal(await order('C', { step: 'up' }), 'CEBAD')
    assert.equal(await order('B', { step: 'down' }), 'CEABD')
    assert.equal(await order('D', { step: 'down' }), 'CEABD')
    for (let times = 0; times < 12; times++) {
      await order('D', { after: ids.get('C')! })
      await order('B', { after: ids.get('C')! })
    }
    assert.equal(await order('A', { after: '' }), 'ACBDE')
  })

  test('is one entry of the log, which the message undoes', async ({ assert }) => {
    const moved = await place('C', { from: ids.get('New')!, column: ids.get('Won')! })
    assert.include(moved.text, 'The deal is moved.')
    const [, undo] = /<form method="post" action="(\/base\/audit\/[^"]+\/undo)"/.exec(moved.text)!
    await manager.post(undo!)
    assert.equal(cardsIn((await manager.get(BOARD)).text, 'New'), 'ABCDE')
  })

  test('keeps the search of the board', async ({ assert }) => {
    const { path } = await place('C', { step: 'up' }, 'view=kanban&q=c&filter=open')
    assert.equal(path, `${BOARD}&q=c&filter=open`)
  })

  test('without a word about a column leaves the card in its own', async ({ assert }) => {
    const { text } = await place('A', { step: 'down' })
    assert.equal(cardsIn(text, 'New'), 'BACDE')
  })

  test('is refused where somebody else has moved the card meanwhile', async ({ assert }) => {
    await place('C', { from: ids.get('New')!, column: ids.get('Won')! })
    const late = await place('C', { from: ids.get('New')!, column: ids.get('Lost')! })
    assert.match(late.text, /role="alert".*Somebody else has moved this deal meanwhile/)
    assert.equal(cardsIn(late.text, 'Won'), 'CZ')
  })

  test('into what is no column is refused, and says why', async ({ assert }) => {
    const other = await TestTenant.create('Beta')
    const theirs = (await makeDeals(other, {})).get('Won')!
    for (const column of [theirs, 'nowhere', ids.get('A')!]) {
      const answer = await place('C', { from: ids.get('New')!, column })
      assert.equal(answer.status, column === 'nowhere' ? 422 : 200, column)
      assert.equal(cardsIn((await manager.get(BOARD)).text, 'New'), 'ABCDE')
    }
  })

  test('is for those whom a rule lets change the record', async ({ assert }) => {
    manager = await visitorWith('tim', ['base.team_manager'])
    const board = await manager.get(BOARD)
    assert.equal(cardsIn(board.text, 'New'), 'ABCDE')
    const refused = await place('C', { from: ids.get('New')!, column: ids.get('Won')! })
    assert.match(refused.text, /role="alert".*You may not move this deal/)
    assert.equal(cardsIn(refused.text, 'New'), 'ABCDE')
    assert.equal((await manager.get(`/crm/deals/${ids.get('C')}/place?view=kanban`)).status, 403)
    const reader = await visitorWith('sue', ['base.support'])
    assert.notInclude((await reader.get(BOARD)).text, '/place')
  })

  test('works on a page of its own, without script', async ({ assert }) => {
    const board = await manager.get(`${BOARD}&q=c`)
    const [, href] = /href="(\/crm\/deals\/[^"]+\/place[^"]+)"/.exec(board.text)!
    const page = await manager.get(href!.replaceAll('&amp;', '&'))
    assert.equal(page.status, 200)
    assert.include(page.text, '<h1>Move “C”</h1>')
    const [, action] = /<form class="panel stack place" method="post" action="([^"]+)"/.exec(
      page.text
    )!
    const moved = await manager.post(action!.replaceAll('&amp;', '&'), {
      from: ids.get('New')!,
      column: ids.get('Lost')!,
    })
    assert.equal(moved.path, `${BOARD}&q=c`)
    assert.equal(cardsIn(moved.text, 'Lost'), 'C')
  })

  test('of boards without an order changes the column alone', async ({ assert }) => {
    const { id } = await tenant.run(() => Contact.create({ firstName: 'Ada' }))
    const path = `/crm/contacts/${id}/place?_method=PUT&view=kanban`
    const moved = await manager.post(path, { from: 'lead', column: 'customer' })
    assert.equal(cardsIn(moved.text, 'Customer'), 'Ada')
    const within = await manager.post(path, { from: 'customer', step: 'up' })
    assert.match(within.text, /role="alert".*You may not move this contact/)
    const strange = await manager.post(path, { from: 'customer', column: 'nonsense' })
    assert.match(strange.text, /role="alert"/)
    assert.equal(cardsIn(strange.text, 'Customer'), 'Ada')
    const page = await manager.get(`/crm/contacts/${id}/place?view=kanban`)
    assert.notInclude(page.text, 'Move up')
  })

  test('is nothing that screens without a board know', async ({ assert }) => {
    const stage = `/crm/stages/${ids.get('New')}/place`
    assert.equal((await manager.get(stage)).status, 404)
    assert.equal((await manager.post(`${stage}?_method=PUT`, {})).status, 404)
  })
})
