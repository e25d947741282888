import { test } from '@japa/runner'
import { offers } from '#app/models/answer_cache'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { chipsOf, menuLink, menuLinksOf, plain, withDomain } from '#tests/support/search_page'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const LIST = '/crm/contacts'

test.group('The chips of a search', (group) => {
  let mia: Visitor
  let north: Visitor
  let acme: Company
  let secret: Company

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.administrator'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    await alpha.run(async () => {
      acme = await Company.create({ name: 'Acme', locationId: alpha.location('North') })
      secret = await Company.create({ name: 'Hidden Ltd', locationId: alpha.location('South') })
      await Contact.create({ firstName: 'Ada', companyId: acme.id, status: 'customer' })
      await Contact.create({ firstName: 'Bo', companyId: secret.id, status: 'lead' })
    })
    mia = new Visitor()
    await mia.logIn('mia@alpha.test')
    north = new Visitor()
    await north.logIn('north@alpha.test')
  })

  test('name the records of a domain by their titles', async ({ assert }) => {
    const { text } = await mia.get(withDomain(LIST, [['company', 'in', [acme.id, secret.id]]]))
    assert.deepEqual(
      chipsOf(text).map((chip) => chip.text),
      ['Company: Acme or Hidden Ltd']
    )
  })

  test('name no record that one may not read', async ({ assert }) => {
    const { text } = await north.get(withDomain(LIST, [['company', 'in', [acme.id, secret.id]]]))
    assert.deepEqual(
      chipsOf(text).map((chip) => chip.text),
      [`Company: Acme or record …${secret.id.slice(-8)}`]
    )
    assert.notInclude(text, 'Hidden Ltd')
  })

  test('read titles with one statement, and none where no record is named', async ({ assert }) => {
    const cost = async (path: string) => {
      await mia.get(path)
      offers.clear()
      return (await watchStatements(() => mia.get(path))).length
    }
    const plainCost = await cost(withDomain(LIST, [['status', '=', 'lead']]))
    const named = await cost(withDomain(LIST, [['company', 'in', [acme.id, secret.id]]]))
    assert.equal(named - plainCost, 3, 'BEGIN, titles, COMMIT')
    await mia.get(withDomain(LIST, [['company', '=', acme.id]]))
    const again = await watchStatements(() =>
      mia.get(withDomain(LIST, [['company', '=', acme.id]]))
    )
    assert.lengthOf(again, plainCost)
  })

  test('are taken away one by one', async ({ assert }) => {
    const domain = [
      ['status', '=', 'customer'],
      ['company', '=', acme.id],
    ]
    const page = await mia.get(`${withDomain(LIST, domain)}&filter=recent&q=ada`)
    const chips = chipsOf(page.text)
    assert.deepEqual(
      chips.map((chip) => chip.text),
      ['Show: Created in the last 30 days', 'Status: Customer', 'Company: Acme']
    )
    const less = await mia.get(chips[1]!.removeHref)
    assert.deepEqual(
      chipsOf(less.text).map((chip) => chip.text),
      ['Show: Created in the last 30 days', 'Company: Acme']
    )
    assert.include(less.text, 'name="q" value="ada"')
  })

  test('take no character that the database has none for', async ({ assert }) => {
    for (const path of ['?q=%00Ada', '?view=kanban&q=A%00', '/suggestions?q=%00A']) {
      assert.equal((await mia.get(LIST + path)).status, 200, path)
    }
    const kept = await mia.post(`${LIST}/favourites`, { name: '\0' })
    assert.equal(kept.status, 422)
  })

  test('that cannot be understood are told of, with a way to the screen without them', async ({
    assert,
  }) => {
    const { status, text } = await mia.get(withDomain(LIST, [['nowhere', '=', 1]]))
    assert.equal(status, 422)
    assert.include(text, 'nowhere')
    assert.include(text, `href="${LIST}"`)
    assert.include(text, 'Open without filters')
    const missing = await mia.get(`${LIST}/nowhere`)
    assert.notInclude(missing.text, 'Open without filters')
  })

  test('are told where nothing matches', async ({ assert }) => {
    const nothing = await mia.get(
      `${withDomain(LIST, [['firstName', 'ilike', 'zzz']])}&filter=leads`
    )
    assert.include(
      plain(nothing.text),
      'Nothing meets the filters that are on: Show: Leads and First name: contains ‘zzz’.'
    )
    const searched = await mia.get(`${LIST}?q=ada&filter=leads`)
    assert.include(
      plain(searched.text),
      'Nothing contains “ada” and meets the filters that are on: Show: Leads.'
    )
    assert.include(plain((await mia.get(`${LIST}?q=zzz`)).text), 'Nothing contains “zzz”.')
  })

  test('offer groups by declared fields, by others and by custom ones', async ({ assert }) => {
    await mia.get('/base/custom-fields/new')
    await mia.post('/base/custom-fields', {
      label: 'Tier',
      model: 'crm_contacts',
      kind: 'selection',
      choices: 'gold = Gold',
      sequence: '10',
    })
    const first = await mia.get(LIST)
    const names = menuLinksOf(first.text).map((link) => link.text)
    assert.includeMembers(names, ['Status', 'Company', 'Created', 'Tier'])
    assert.notIncludeMembers(names, ['Notes', 'First name'])
    const byTier = await mia.get(menuLink(first.text, 'Tier').href)
    const both = await mia.get(menuLink(byTier.text, 'Created').href)
    assert.deepEqual(
      chipsOf(both.text).map((chip) => chip.text),
      ['Group by: Tier', 'Group by: Created by month']
    )
    const byYear = await mia.get(menuLink(both.text, 'Created by year').href)
    assert.equal(chipsOf(byYear.text)[1]!.text, 'Group by: Created by year')
    assert.isTrue(menuLink(byYear.text, 'Created by year').current)
    const less = await mia.get(menuLink(byYear.text, 'Tier').href)
    assert.deepEqual(
      chipsOf(less.text).map((chip) => chip.text),
      ['Group by: Created by year']
    )
  })
})
