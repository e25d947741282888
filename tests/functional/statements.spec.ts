import { test } from '@japa/runner'
import { counts, offers } from '#app/models/answer_cache'
import { Contact } from '#modules/crm/models/contact'
import { Company } from '#modules/crm/models/company'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { watchStatements, type Sent } from '#tests/support/statements'
import { Visitor } from '#tests/support/visitor'

const WRITES = /\b(insert into|update|delete from)\b/i

/** Statements and waits of one page, asked for by somebody who has just been here. */
async function costOf(visitor: Visitor, path: string): Promise<{ sent: Sent[]; waits: number }> {
  await visitor.get(path)
  counts.clear()
  offers.clear()
  let status = 0
  const sent = await watchStatements(async () => {
    status = (await visitor.get(path)).status
  })
  if (status !== 200) throw new Error(`${path} answered ${status}`)
  return { sent, waits: new Set(sent.map(({ wait }) => wait)).size }
}

test.group('Statements of a page', (group) => {
  let manager: Visitor
  let restricted: Visitor
  let contact: Contact

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    await alpha.run(async () => {
      for (let index = 0; index < 90; index++) {
        const company = await Company.create({
          name: `Company ${index}`,
          locationId: alpha.location('North'),
        })
        contact = await Contact.create({
          firstName: `Row ${index}`,
          locationId: alpha.location('North'),
          companyId: company.id,
        })
      }
    })
    manager = new Visitor()
    await manager.logIn('mia@alpha.test')
    restricted = new Visitor()
    await restricted.logIn('north@alpha.test')
  })

  test('a list: six at most, in two waits, and nothing is written', async ({ assert }) => {
    for (const visitor of [manager, restricted]) {
      const { sent, waits } = await costOf(visitor, '/crm/contacts')
      assert.isAtMost(sent.length, 6)
      assert.equal(waits, 2)
      assert.deepEqual(
        sent.filter(({ text }) => WRITES.test(text)),
        []
      )
    }
  })

  test('a list whose number is known: four', async ({ assert }) => {
    await manager.get('/crm/contacts')
    const sent = await watchStatements(() => manager.get('/crm/contacts'))
    assert.lengthOf(sent, 4)
  })

  test('a search: one wait more', async ({ assert }) => {
    const { sent, waits } = await costOf(manager, '/crm/contacts?q=row')
    assert.isAtMost(sent.length, 8)
    assert.equal(waits, 3)
  })

  test('a form: two waits, and nothing is written', async ({ assert }) => {
    const { sent, waits } = await costOf(manager, `/crm/contacts/${contact.id}`)
    assert.isAtMost(sent.length, 12)
    assert.equal(waits, 2)
    assert.deepEqual(
      sent.filter(({ text }) => WRITES.test(text)),
      []
    )
  })

  test('a form whose choices are known: five, one of them for its conversation', async ({
    assert,
  }) => {
    await manager.get(`/crm/contacts/${contact.id}`)
    const sent = await watchStatements(() => manager.get(`/crm/contacts/${contact.id}`))
    assert.lengthOf(sent, 5)
  })

  test('a new form with a default that is looked up: eight waits, and nothing is written', async ({
    assert,
  }) => {
    const { sent, waits } = await costOf(manager, '/crm/deals/new')
    assert.isAtMost(sent.length, 17)
    assert.isAtMost(waits, 8)
    assert.deepEqual(
      sent.filter(({ text }) => WRITES.test(text)),
      []
    )
  })

  test('a list and a form: one byte a character around the data', async ({ assert }) => {
    for (const path of ['/crm/contacts', `/crm/contacts/${contact.id}`]) {
      const { text } = await manager.get(path)
      assert.deepEqual(text.match(/.{0,60}[^\u0000-\u00ff]/g), null, path)
    }
  })

  test('what is remembered is forgotten by a write', async ({ assert }) => {
    assert.include((await manager.get('/crm/companies')).text, 'of 90')
    await manager.get('/crm/companies/new')
    await manager.post('/crm/companies', { name: 'Company 91' })
    assert.include((await manager.get('/crm/companies')).text, 'of 91')
  })

  test('home: three waits, with what is to be done next', async ({ assert }) => {
    const { sent, waits } = await costOf(manager, '/')
    assert.isAtMost(sent.length, 11)
    assert.isAtMost(waits, 3)
  })
})
