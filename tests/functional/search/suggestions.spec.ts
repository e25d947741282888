import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import type { Suggestion } from '#app/http/search/suggestions'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const LIST = '/crm/contacts'

test.group('Suggestions of the search box', (group) => {
  let mia: Visitor
  let north: Visitor

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.administrator'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    await alpha.run(async () => {
      const acme = await Company.create({ name: 'Acme', locationId: alpha.location('North') })
      await Company.create({ name: 'Acmeissima', locationId: alpha.location('South') })
      await Contact.create({ firstName: 'Ada', companyId: acme.id, status: 'customer' })
      await Contact.create({ firstName: 'Bo', status: 'lead' })
    })
    mia = new Visitor()
    await mia.logIn('mia@alpha.test')
    north = new Visitor()
    await north.logIn('north@alpha.test')
  })

  const ask = async (visitor: Visitor, params: Record<string, string>) => {
    const { text } = await visitor.get(`${LIST}/suggestions?${new URLSearchParams(params)}`)
    return JSON.parse(text) as Suggestion[]
  }
  const said = (suggestions: Suggestion[]) =>
    suggestions.map((each) => `${each.label}: ${each.text}`)

  /** The screen after a suggestion was chosen. */
  const choose = (suggestions: Suggestion[], wanted: string) => {
    const chosen = suggestions.find((each) => `${each.label}: ${each.text}` === wanted)
    if (!chosen) throw new Error(`"${wanted}" is not among ${said(suggestions).join(' | ')}`)
    return mia.get(`${LIST}?${new URLSearchParams(chosen.change)}`)
  }

  test('offer the plain search, then texts of fields in the order of the screen', async ({
    assert,
  }) => {
    const offered = said(await ask(mia, { q: 'ada' }))
    assert.equal(offered[0], 'Search Contacts: ada')
    assert.equal(offered[1], 'Name: contains ‘ada’')
    assert.include(offered, 'E-mail: contains ‘ada’')
    assert.include(offered, 'Company: contains ‘ada’')
    assert.isAtMost(offered.length, 14)
    assert.deepEqual(await ask(mia, { q: '  ' }), [])
  })

  test('offer options, filters and ticks by their names', async ({ assert }) => {
    const offered = said(await ask(mia, { q: 'cust' }))
    assert.deepEqual(offered.slice(1, 3), ['Show: Customers', 'Status: Customer'])
  })

  test('offer days in words and as the tenant writes them', async ({ assert }) => {
    assert.include(said(await ask(mia, { q: 'this m' })), 'Created: this month')
    assert.include(said(await ask(mia, { q: '31/1/2026' })), 'Created: 31 Jan 2026')
    assert.include(said(await ask(mia, { q: '2026-01-31' })), 'Created: 31 Jan 2026')
    assert.notInclude(said(await ask(mia, { q: '1/31/2026' })).join(), 'Created')
  })

  test('offer linked records that one may read', async ({ assert }) => {
    const offered = said(await ask(mia, { q: 'acme' }))
    assert.deepEqual(offered.slice(1, 3), ['Company: Acme', 'Company: Acmeissima'])
    const fewer = said(await ask(north, { q: 'acme' }))
    assert.include(fewer, 'Company: Acme')
    assert.notInclude(fewer, 'Company: Acmeissima')
  })

  test('filter the screen, and add choices of one field to one condition', async ({ assert }) => {
    const one = await choose(await ask(mia, { q: 'cust' }), 'Status: Customer')
    assert.include(one.text, 'Ada')
    assert.notInclude(one.text, '>Bo<')
    const domain = new URL(one.path, 'http://x').searchParams.get('domain')!
    const both = await choose(await ask(mia, { q: 'lead', domain }), 'Status: Lead')
    assert.include(both.text, 'Ada')
    assert.include(both.text, '>Bo<')
    assert.include(both.text, '<b>Status</b><span>Customer or Lead</span>')
  })

  test('cost one round trip for the links, and nothing for options', async ({ assert }) => {
    await ask(mia, { q: 'cust' })
    const sent = await watchStatements(() => ask(mia, { q: 'cust' }))
    assert.equal(new Set(sent.map(({ wait }) => wait)).size, 2)
    assert.lengthOf(
      sent.filter(({ text }) => text.includes('crm_contacts')),
      0
    )
  })

  test('are there for screens that there are', async ({ assert }) => {
    assert.equal((await north.get('/crm/nowhere/suggestions?q=x')).status, 404)
    assert.equal((await north.get('/base/custom-fields/suggestions?q=x')).status, 404)
    const wrong = await north.get(`${LIST}/suggestions?q=x&domain=nonsense`)
    assert.equal(wrong.status, 422)
  })
})
