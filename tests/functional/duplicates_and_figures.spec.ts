import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

test.group('Forms | duplicates and figures', (group) => {
  const north = new Visitor()
  const south = new Visitor()
  let company: string
  let ada: string

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('nora@alpha.test', ['crm.manager'], ['North'])
    await alpha.user('sol@alpha.test', ['crm.manager'], ['South'])
    const [inNorth, inSouth] = [alpha.location('North'), alpha.location('South')]
    await alpha.run(async () => {
      company = (await Company.create({ name: 'Aurora' })).id
      const made = await Contact.createMany([
        { firstName: 'Ada', email: 'ada@aurora.test', companyId: company, locationId: inNorth },
        { firstName: 'Bo', companyId: company, locationId: inNorth },
        { firstName: 'Cy', companyId: company, locationId: inSouth },
        { firstName: 'Di', companyId: company, locationId: inNorth, active: false },
      ])
      ada = made[0]!.id
    })
    await north.logIn('nora@alpha.test')
    await south.logIn('sol@alpha.test')
  })

  test('a figure counts what the asker sees, without archived records', async ({ assert }) => {
    const counted = async (visitor: Visitor) => {
      const { text } = await visitor.get(`/crm/companies/${company}`)
      return /<b>(\d+)<\/b>Contacts/.exec(text)?.[1]
    }
    assert.equal(await counted(north), '2')
    assert.equal(await counted(south), '1')
  })

  test('a figure leads to the list of its records', async ({ assert }) => {
    const { text } = await north.get(`/crm/companies/${company}`)
    const [, href] = /<a href="(\/crm\/contacts\?domain=[^"]+)">/.exec(text)!
    const list = await north.get(href!.replaceAll('&amp;', '&'))
    assert.equal(list.status, 200)
    assert.include(list.text, 'Ada')
    assert.include(list.text, 'Bo')
    assert.include(list.text, 'Aurora')
    assert.notInclude(list.text, 'Cy')
  })

  test('a duplicate begins with the values that are not there only once', async ({ assert }) => {
    const { text } = await north.get(`/crm/contacts/${ada}`)
    assert.include(text, `/crm/contacts/new?copy=${ada}`)
    const copy = await north.get(`/crm/contacts/new?copy=${ada}`)
    assert.equal(copy.status, 200)
    assert.match(copy.text, /name="firstName"[^>]* value="Ada"/)
    assert.notInclude(copy.text, 'ada@aurora.test')
    const saved = await north.post('/crm/contacts', { firstName: 'Ada', company })
    assert.equal(saved.status, 200)
    assert.notEqual(saved.path, `/crm/contacts/${ada}`)
  })

  test('what one may not see cannot be duplicated', async ({ assert }) => {
    assert.equal((await south.get(`/crm/contacts/new?copy=${ada}`)).status, 404)
    assert.equal((await south.get('/crm/contacts/new?copy=nothing')).status, 404)
  })
})
