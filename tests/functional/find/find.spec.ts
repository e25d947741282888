import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const foundIn = (html: string) => /id="found">([^]*?)<\/div><\/section>/.exec(html)?.[1] ?? ''

test.group('Search over everything', (group) => {
  let alpha: TestTenant

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    const beta = await TestTenant.create('Beta')
    await beta.run(() => Contact.create({ firstName: 'Harbour', lastName: 'Foreign' }))
    await alpha.run(async () => {
      const [north, south] = [alpha.location('North'), alpha.location('South')]
      await Company.create({ name: 'Harbour Works', locationId: north })
      await Company.create({ name: 'Old Harbour', locationId: north, active: false })
      await Contact.create({ firstName: 'Nora', lastName: 'Harbour', locationId: north })
      await Contact.create({ firstName: 'Sami', lastName: 'Harbour', locationId: south })
      for (let number = 1; number <= 7; number++) {
        await Contact.create({ firstName: 'Person', lastName: `% ${number}`, locationId: north })
      }
    })
  })

  test('finds records of every kind, screens, and what can be done, by one statement', async ({
    assert,
  }) => {
    const visitor = await Visitor.of((await alpha.user('mia@alpha.test', ['base.manager'])).email)
    await visitor.get('/search?q=x')
    let found = ''
    const sent = await watchStatements(async () => {
      found = foundIn((await visitor.get('/search?q=harbour')).text)
    })
    for (const name of ['Harbour Works', 'Nora Harbour', 'Sami Harbour']) {
      assert.include(found, name)
    }
    assert.notInclude(found, 'Foreign')
    assert.notInclude(found, 'Old Harbour')
    assert.lengthOf(
      sent.filter(({ text }) => text.includes('search_ids')),
      1
    )
    const screens = foundIn((await visitor.get('/search?q=contact')).text)
    assert.match(screens, /href="\/crm\/contacts"[^]*href="\/crm\/contacts\/new"/)
    const many = foundIn((await visitor.get('/search?q=person')).text)
    assert.include(many, 'href="/crm/contacts?q=person"')
    assert.lengthOf(many.match(/href="\/crm\/contacts\/[0-9a-f-]{36}"/g)!, 5)
  })

  test('finds a telephone number however it is written', async ({ assert }) => {
    await alpha.run(async () => {
      const locationId = alpha.location('North')
      await Contact.create({ firstName: 'Greta', phone: '+441614960573', locationId })
      await Contact.create({ firstName: 'Hugo', phone: '0161 496 0573', locationId })
      await Contact.create({ firstName: 'Ines', phone: '+441614960574', locationId })
    })
    const visitor = await Visitor.of((await alpha.user('tel@alpha.test', ['base.manager'])).email)
    const firstNames = (text: string) => ['Greta', 'Hugo', 'Ines'].filter((n) => text.includes(n))
    const both = ['0161 496 0573', '(0161) 496-0573', '0161/496.0573', '161 496 0573']
    for (const written of [...both, '+44 (0)161 496 0573', '00441614960573', '+441614960573']) {
      const q = encodeURIComponent(written)
      const wanted = both.includes(written) ? ['Greta', 'Hugo'] : ['Greta']
      const { text } = await visitor.get(`/crm/contacts?q=${q}`)
      assert.deepEqual(firstNames(text), wanted, `the list of ${written}`)
      const palette = foundIn((await visitor.get(`/search?q=${q}`)).text)
      assert.deepEqual(firstNames(palette), wanted, `the search for ${written}`)
    }
    const offered = (await visitor.get('/crm/contacts/suggestions?q=0161%20496%200573')).text
    assert.match(offered, /"label":"Phone"[^}]*1614960573/)
  })

  test('finds nothing of other places, and nothing that a rule hides', async ({ assert }) => {
    const north = await Visitor.of(
      (await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])).email
    )
    const found = foundIn((await north.get('/search?q=harbour')).text)
    assert.include(found, 'Nora Harbour')
    assert.notInclude(found, 'Sami')
    const rep = await Visitor.of((await alpha.user('rep@alpha.test', ['crm.representative'])).email)
    assert.notInclude(foundIn((await rep.get('/search?q=harbour')).text), 'Nora')
  })

  test('takes whatever is typed as text', async ({ assert }) => {
    const visitor = await Visitor.of(
      (await alpha.user('ann@alpha.test', ['base.administrator'])).email
    )
    const evil = await visitor.get(`/search?q=${encodeURIComponent('"><script>')}`)
    assert.equal(evil.status, 200)
    assert.notInclude(evil.text, '"><script>')
    const percent = foundIn((await visitor.get('/search?q=%25')).text)
    assert.include(percent, 'Person % 1')
    assert.notInclude(percent, 'Nora')
    const nul = foundIn((await visitor.get('/search?q=Nor%00a')).text)
    assert.include(nul, 'Nora')
    const empty = foundIn((await visitor.get('/search')).text)
    assert.include(empty, 'href="/crm/contacts"')
  })
})
