import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

async function house() {
  await emptyDatabase()
  const alpha = await TestTenant.create('Alpha')
  await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
  await alpha.user('mia@alpha.test', ['base.manager'])
  const sam = await alpha.user('sam@alpha.test', ['crm.representative'], ['North'])
  const locationId = alpha.location('North')
  const company = await alpha.run(() => Company.create({ name: 'Harbour Works', locationId }))
  const link = { companyId: company.id, locationId }
  const [nora, otto] = await alpha.run(() =>
    Contact.createMany([
      { firstName: 'Nora', email: 'nora@example.test', ...link },
      { firstName: 'Otto', jobTitle: 'Buyer', ...link },
    ])
  )
  const href = `/crm/companies/${company.id}`
  const contacts = () =>
    alpha.run(() => Contact.query().where({ companyId: company.id }).orderBy('firstName'))
  return {
    alpha,
    sam,
    company,
    nora: nora!,
    otto: otto!,
    href,
    put: `${href}?_method=PUT`,
    contacts,
  }
}

const names = (contacts: Contact[]) => contacts.map(({ firstName }) => firstName)

test.group('Lines of a record', (group) => {
  let things: Awaited<ReturnType<typeof house>>
  group.each.setup(async () => {
    things = await house()
  })

  test('are added, changed and taken out with the record, and undone with it', async ({
    assert,
  }) => {
    const { href, put, nora, otto, contacts, alpha } = things
    const mia = await Visitor.of('mia@alpha.test')
    const page = await mia.get(href)
    assert.include(page.text, `name="contacts.${nora.id}.email"`)
    const saved = await mia.post(put, {
      ...hiddenValues(page.text),
      'industry': 'Ships',
      [`contacts.${nora.id}.jobTitle`]: 'Director',
      [`contacts.${otto.id}`]: 'remove',
      'contacts.new1.firstName': 'Ada',
      'contacts.new1.email': 'ADA@example.test',
      'contacts.new1.status': 'customer',
      'contacts.new2.firstName': '',
      'contacts.new2.status': 'lead',
    })
    assert.equal(saved.status, 200)
    assert.include(saved.text, 'The company is saved.')
    const after = await contacts()
    assert.deepEqual(names(after), ['Ada', 'Nora'])
    assert.containSubset(after[0]!.$attributes, {
      email: 'ada@example.test',
      status: 'customer',
      locationId: alpha.location('North'),
    })
    assert.equal(after[1]!.jobTitle, 'Director')
    assert.isNull((await alpha.run(() => Contact.findOrFail(otto.id))).companyId)

    const [, undo] = /action="(\/base\/audit\/[^"]+\/undo)"/.exec(saved.text)!
    await mia.post(undo!)
    const back = await contacts()
    assert.deepEqual(names(back), ['Nora', 'Otto'])
    assert.isNull(back[0]!.jobTitle)
    assert.isNull((await alpha.run(() => Company.firstOrFail())).industry)
  })

  test('come with a new record', async ({ assert }) => {
    const { alpha } = things
    const north = await Visitor.of('north@alpha.test')
    const page = await north.get('/crm/companies/new')
    const saved = await north.post('/crm/companies', {
      ...hiddenValues(page.text),
      'name': 'Mill',
      'location': alpha.location('North'),
      'contacts.new1.firstName': 'Ada',
      'contacts.new2.firstName': 'Bo',
    })
    assert.include(saved.text, 'The company is created.')
    const mill = await alpha.run(() => Company.findByOrFail('name', 'Mill'))
    const made = await alpha.run(() => Contact.query().where({ companyId: mill.id }))
    assert.deepEqual(names(made).sort(), ['Ada', 'Bo'])
  })

  test('are all refused where one is wrong, with what is wrong beside its cell', async ({
    assert,
  }) => {
    const { href, put, nora, contacts } = things
    const mia = await Visitor.of('mia@alpha.test')
    const page = await mia.get(href)
    const told = await mia.post(put, {
      ...hiddenValues(page.text),
      'industry': 'Ships',
      [`contacts.${nora.id}.email`]: 'no address',
      'contacts.new1.email': 'ada@example.test',
      'contacts.new2.firstName': 'Bo',
    })
    assert.equal(told.status, 422)
    assert.include(told.text, `href="#field-contacts.${nora.id}.email"`)
    assert.include(told.text, `id="field-contacts.${nora.id}.email-error"`)
    assert.include(told.text, 'id="field-contacts.new1.firstName-error"')
    assert.include(told.text, 'value="Bo"')
    assert.include(told.text, 'name="contacts.new3.firstName"')
    assert.deepEqual(names(await contacts()), ['Nora', 'Otto'])
  })

  test('grow by an empty line where the browser has no script', async ({ assert }) => {
    const { href, put, contacts } = things
    const mia = await Visitor.of('mia@alpha.test')
    const page = await mia.get(href)
    const grown = await mia.post(put, {
      ...hiddenValues(page.text),
      'industry': 'Ships',
      'contacts.new1.firstName': 'Ada',
      '_add': 'contacts',
    })
    assert.equal(grown.status, 200)
    assert.include(grown.text, 'value="Ships"')
    assert.include(grown.text, 'name="contacts.new2.firstName"')
    assert.deepEqual(names(await contacts()), ['Nora', 'Otto'])
  })

  test('merge with what others have changed, and ask about the same cell', async ({ assert }) => {
    const { href, put, nora, contacts } = things
    const first = await Visitor.of('north@alpha.test')
    const second = await Visitor.of('mia@alpha.test')
    const seenByFirst = hiddenValues((await first.get(href)).text)
    const seenBySecond = hiddenValues((await second.get(href)).text)
    await first.post(put, { ...seenByFirst, [`contacts.${nora.id}.jobTitle`]: 'Buyer' })
    const merged = await second.post(put, {
      ...seenBySecond,
      [`contacts.${nora.id}.email`]: 'nora@harbour.test',
    })
    assert.equal(merged.status, 200)
    assert.containSubset((await contacts())[0]!.$attributes, {
      jobTitle: 'Buyer',
      email: 'nora@harbour.test',
    })

    const told = await second.post(put, {
      ...seenBySecond,
      industry: 'Ships',
      [`contacts.${nora.id}.jobTitle`]: 'Director',
    })
    assert.equal(told.status, 409)
    for (const text of ['Contacts, Nora: Job title', 'Buyer', 'Director']) {
      assert.include(told.text, text)
    }
    const key = `resolve[contacts.${nora.id}.jobTitle]`
    assert.include(told.text, `name="${key}"`)
    const saved = await second.post(put, { ...hiddenValues(told.text), [key]: 'mine' })
    assert.equal(saved.status, 200)
    assert.equal((await contacts())[0]!.jobTitle, 'Director')
  })

  test('ask where one side has taken a line out and the other has changed it', async ({
    assert,
  }) => {
    const { href, put, nora, otto, contacts } = things
    const first = await Visitor.of('north@alpha.test')
    const second = await Visitor.of('mia@alpha.test')
    const seenByFirst = hiddenValues((await first.get(href)).text)
    const seenBySecond = hiddenValues((await second.get(href)).text)
    await first.post(put, {
      ...seenByFirst,
      [`contacts.${nora.id}.jobTitle`]: 'Buyer',
      [`contacts.${otto.id}`]: 'remove',
    })
    const told = await second.post(put, {
      ...seenBySecond,
      [`contacts.${nora.id}`]: 'remove',
      [`contacts.${otto.id}.jobTitle`]: 'Seller',
    })
    assert.equal(told.status, 409)
    assert.include(told.text, 'Taken out')
    assert.deepEqual(names(await contacts()), ['Nora'])
    const kept = hiddenValues(told.text)
    const saved = await second.post(put, {
      ...kept,
      [`resolve[contacts.${nora.id}]`]: 'theirs',
      [`resolve[contacts.${otto.id}]`]: 'mine',
    })
    assert.equal(saved.status, 200)
    const after = await contacts()
    assert.deepEqual(names(after), ['Nora', 'Otto'])
    assert.deepEqual(
      after.map(({ jobTitle }) => jobTitle),
      ['Buyer', 'Seller']
    )
  })

  test('are taken out without a question where nobody else has touched them', async ({
    assert,
  }) => {
    const { href, put, nora, otto, contacts } = things
    const first = await Visitor.of('north@alpha.test')
    const second = await Visitor.of('mia@alpha.test')
    const seenByFirst = hiddenValues((await first.get(href)).text)
    const seenBySecond = hiddenValues((await second.get(href)).text)
    await first.post(put, { ...seenByFirst, [`contacts.${nora.id}`]: 'remove' })
    const saved = await second.post(put, {
      ...seenBySecond,
      [`contacts.${nora.id}`]: 'remove',
      [`contacts.${otto.id}`]: 'remove',
    })
    assert.equal(saved.status, 200)
    assert.deepEqual(names(await contacts()), [])
  })

  test('are those of their record, and no others', async ({ assert }) => {
    const { alpha, href, put } = things
    const stranger = await alpha.run(() =>
      Contact.create({ firstName: 'Stranger', locationId: alpha.location('North') })
    )
    const mia = await Visitor.of('mia@alpha.test')
    const page = await mia.get(href)
    const base = JSON.parse(hiddenValues(page.text)._base!) as Record<string, string>
    await mia.post(put, {
      ...hiddenValues(page.text),
      _base: JSON.stringify(base),
      [`contacts.${stranger.id}.firstName`]: 'Mine',
      [`contacts.${stranger.id}`]: 'remove',
    })
    const kept = await alpha.run(() => Contact.findOrFail(stranger.id))
    assert.equal(kept.firstName, 'Stranger')
  })

  test('are changed by those only whom their own rules let', async ({ assert }) => {
    const { alpha, sam, href, put, company, nora, otto, contacts } = things
    await alpha.run(async () => {
      await company.merge({ ownerId: sam.id }).save()
      await nora.merge({ ownerId: sam.id }).save()
    })
    const by = await Visitor.of('sam@alpha.test')
    const page = await by.get(href)
    assert.include(page.text, `name="contacts.${nora.id}.email"`)
    assert.notInclude(page.text, otto.id)
    const saved = await by.post(put, {
      ...hiddenValues(page.text),
      [`contacts.${otto.id}.firstName`]: 'Mine',
      'contacts.new1.firstName': 'Ada',
    })
    assert.equal(saved.status, 200)
    assert.deepEqual(names(await contacts()), ['Ada', 'Nora', 'Otto'])
    const ada = (await contacts())[0]!
    assert.equal(ada.ownerId, sam.id)
  })

  test('cost the same however many there are', async ({ assert }) => {
    const { alpha, href, company } = things
    const mia = await Visitor.of('mia@alpha.test')
    await mia.get(href)
    const before = await watchStatements(() => mia.get(href))
    await alpha.run(() =>
      Contact.createMany(
        Array.from({ length: 60 }, (_, index) => ({
          firstName: `Row ${index}`,
          companyId: company.id,
          locationId: alpha.location('North'),
        }))
      )
    )
    await mia.get(href)
    const after = await watchStatements(() => mia.get(href))
    assert.lengthOf(after, before.length)
    const { text } = await mia.get(href)
    assert.include(text, 'All contacts')
  })
})
