import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { columnsOf, makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const BOARD = '/crm/deals?view=kanban'

test.group('Kanban | new cards and columns', (group) => {
  let tenant: TestTenant
  let ids: Map<string, string>

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    ids = await makeDeals(tenant, { Proposal: [{ name: 'Old' }] })
    return emptyDatabase
  })

  async function visitorWith(name: string, role: string) {
    await tenant.user(`${name}@alpha.test`, [role], ['North'])
    const visitor = new Visitor()
    await visitor.logIn(`${name}@alpha.test`)
    return visitor
  }

  test('a card is made in a column, on top of it, with the defaults of a form', async ({
    assert,
  }) => {
    const manager = await visitorWith('mia', 'base.manager')
    const board = await manager.get(`${BOARD}&filter=open`)
    const [, action] = /<form class="card card--new" method="post" action="([^"]+)"/.exec(
      board.text
    )!
    const values = { name: 'New wall', value: '1,250.50', stage: ids.get('Proposal')! }
    const made = await manager.post(action!.replaceAll('&amp;', '&'), values)
    assert.equal(made.path, `${BOARD}&filter=open`)
    assert.include(made.text, 'The deal is created.')
    const proposal = columnsOf(made.text).find(({ name }) => name === 'Proposal')
    assert.deepEqual(proposal!.cards, ['New wall', 'Old'])
    const deal = await tenant.run(() => Deal.findByOrFail('name', 'New wall'))
    assert.equal(deal.value, 1250.5)
    assert.equal(deal.locationId, tenant.location('North'))
    assert.exists(deal.ownerId)
  })

  test('a card is made with the records that are named, and told what follows', async ({
    assert,
  }) => {
    const [acme, ada] = await tenant.run(async () => {
      const company = await Company.create({ name: 'Acme' })
      return [company, await Contact.create({ firstName: 'Ada', companyId: company.id })] as const
    })
    const manager = await visitorWith('moe', 'base.manager')
    const { text } = await manager.get(BOARD)
    const [, changes] = /<form class="card card--new"[^>]* data-changes="([^"]+)"/.exec(text)!
    const said = { href: '/crm/deals/changes', names: ['contact'] }
    assert.equal(changes, JSON.stringify(said).replaceAll('"', '&quot;'))
    const own = [...text.matchAll(/ id="(new-[^"]+)"/g)].map(([, id]) => id)
    assert.equal(new Set(own).size, own.length)

    const values = { name: 'Named', stage: ids.get('Proposal')!, contact: '', contact_text: 'ada' }
    const told = await manager.post('/crm/deals/changes?changed=contact', values)
    assert.deepEqual(JSON.parse(told.text), { company: { value: acme.id, label: 'Acme' } })
    const unclear = await manager.post('/crm/deals/cards?view=kanban', {
      ...values,
      contact_text: 'nobody',
    })
    assert.equal(unclear.status, 422)
    await manager.get(BOARD)
    await manager.post('/crm/deals/cards?view=kanban', values)
    const deal = await tenant.run(() => Deal.findByOrFail('name', 'Named'))
    assert.deepEqual([deal.contactId, deal.companyId], [ada.id, null])
  })

  test('what is refused comes back on the form, with what was typed', async ({ assert }) => {
    const manager = await visitorWith('mat', 'base.manager')
    await manager.get(BOARD)
    const refused = await manager.post('/crm/deals/cards?view=kanban', {
      name: 'Negative',
      value: '-3',
      stage: ids.get('New')!,
    })
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'value="Negative"')
    assert.match(refused.text, /id="field-value-error"/)
    assert.equal((await manager.post('/crm/stages/cards', { name: 'Nowhere' })).status, 404)
  })

  test('those who may write the stages change them there, others do not', async ({ assert }) => {
    const ways = [`"/crm/deals/board/${ids.get('Proposal')}`, 'action="/crm/deals/board?']
    const manager = (await (await visitorWith('mel', 'base.manager')).get(BOARD)).text
    for (const way of ways) assert.include(manager, way)
    const seller = (await (await visitorWith('sam', 'crm.user')).get(BOARD)).text
    assert.include(seller, 'action="/crm/deals/cards')
    for (const way of ways) assert.notInclude(seller, way)
    const reader = await visitorWith('sue', 'base.support')
    assert.notInclude((await reader.get(BOARD)).text, '/cards')
    await reader.get(BOARD)
    assert.equal((await reader.post('/crm/deals/cards', { name: 'No' })).status, 403)
  })

  test('contacts are made by what they need', async ({ assert }) => {
    const manager = await visitorWith('max', 'base.manager')
    const { text } = await manager.get('/crm/contacts?view=kanban')
    const form = text.split('<form class="card card--new"')[1]!.split('</form>')[0]!
    assert.include(form, 'name="firstName"')
    assert.notInclude(form, 'name="name"')
    const made = await manager.post('/crm/contacts/cards?view=kanban', {
      firstName: 'Ada',
      status: 'prospect',
    })
    const prospects = columnsOf(made.text).find(({ name }) => name === 'Prospect')
    assert.deepEqual(prospects!.cards, ['Ada'])
  })
})
