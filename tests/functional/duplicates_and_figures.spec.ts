import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

test.group('Forms | duplicates and figures', (group) => {
  const north = new Visitor()
  const south = new Visitor()
  let alpha: TestTenant
  let company: string
  let ada: string

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
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

  test('a duplicate takes along the lines that are declared to be copied', async ({
    assert,
    cleanup,
  }) => {
    const { options } = Company.fields.contacts
    Object.assign(options, { copy: true })
    cleanup(() => void Reflect.deleteProperty(options, 'copy'))
    const plain = await north.get('/crm/companies/new')
    assert.notInclude(plain.text, 'name="_copy"')
    const form = await north.get(`/crm/companies/new?copy=${company}`)
    assert.include(form.text, 'Copied along when it is saved: Contacts.')
    const fields = { ...hiddenValues(form.text), name: 'Borealis' }
    const sent = await watchStatements(() => north.post('/crm/companies', fields))
    const inserts = sent.filter(({ text }) => text.startsWith('insert into "crm_contacts"'))
    assert.lengthOf(inserts, 1)
    const copies = await alpha.run(async () => {
      const copy = await Company.findByOrFail('name', 'Borealis')
      return Contact.query().where({ companyId: copy.id }).orderBy('firstName')
    })
    assert.deepEqual(
      copies.map(({ firstName, email }) => [firstName, email]),
      [
        ['Ada', null],
        ['Ada', null],
        ['Bo', null],
      ]
    )
    assert.equal(copies[0]!.locationId, alpha.location('North'))
    const hidden = await alpha.run(() =>
      Company.create({ name: 'Deep', locationId: alpha.location('South') })
    )
    const refused = await north.post('/crm/companies', { ...fields, _copy: hidden.id, name: 'Try' })
    assert.equal(refused.status, 404)
    assert.isNull(await alpha.run(() => Company.findBy('name', 'Try')))
  })

  test('who makes a record that may be there already is told, as far as they see it', async ({
    assert,
  }) => {
    const [inNorth, inSouth] = [alpha.location('North'), alpha.location('South')]
    const phone = '+442079460123'
    await alpha.run(() =>
      Contact.createMany([
        { firstName: 'Eve', phone, locationId: inNorth },
        { firstName: 'Fay', phone, locationId: inSouth },
        { firstName: 'Gus', phone, locationId: inNorth, active: false },
      ])
    )
    const make = async (fields: { firstName: string; company?: string; phone?: string }) => {
      await north.get('/crm/contacts/new')
      const { text } = await north.post('/crm/contacts', { location: inNorth, ...fields })
      const [, told] = /<div class="toast"([^]*?)<\/p>/.exec(text)!
      return told!
    }
    const links = (told: string) =>
      [...told.matchAll(/<a class="wrap" href="\/crm\/contacts\/[^"]+">([^<]+)</g)].map(
        ([, name]) => name
      )

    const samePhone = await make({ firstName: 'Hal', phone: '+44 20 7946 0123' })
    assert.include(samePhone, 'The contact is created. It may be there already:')
    assert.deepEqual(links(samePhone), ['Eve'])
    assert.deepEqual(links(await make({ firstName: 'Bo', company })), ['Bo'])
    for (const other of [
      { firstName: 'Bo' },
      { firstName: 'Ida', company },
      { firstName: 'Cy', company },
    ]) {
      const told = await make(other)
      assert.include(told, 'data-kind="ok"')
      assert.deepEqual(links(told), [])
    }
  })

  test('what one may not see cannot be duplicated', async ({ assert }) => {
    assert.equal((await south.get(`/crm/contacts/new?copy=${ada}`)).status, 404)
    assert.equal((await south.get('/crm/contacts/new?copy=nothing')).status, 404)
  })
})
