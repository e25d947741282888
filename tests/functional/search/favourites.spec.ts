import { test } from '@japa/runner'
import { favourites as remembered } from '#app/models/answer_cache'
import { Contact } from '#modules/crm/models/contact'
import { chipsOf, menuLink, menuLinksOf, plain } from '#tests/support/search_page'
import { watchStatements } from '#tests/support/statements'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const LIST = '/crm/contacts'
const PAGE = `${LIST}/favourites`
const LEADS = 'filter=leads&sort=name&columns=name,email'

async function visitor(email: string): Promise<Visitor> {
  const person = new Visitor()
  await person.logIn(email)
  return person
}

test.group('Favourites', (group) => {
  let alpha: TestTenant
  let mia: Visitor
  let sam: Visitor
  let bob: Visitor

  group.each.setup(async () => {
    await emptyDatabase()
    remembered.clear()
    alpha = await TestTenant.create('Alpha')
    const beta = await TestTenant.create('Beta')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('sam@alpha.test', ['crm.user'])
    await beta.user('bob@beta.test', ['base.administrator'])
    await alpha.run(async () => {
      await Contact.create({ firstName: 'Ada', status: 'customer' })
      await Contact.create({ firstName: 'Bo', status: 'lead' })
    })
    mia = await visitor('mia@alpha.test')
    sam = await visitor('sam@alpha.test')
    bob = await visitor('bob@beta.test')
  })

  /** Saves the search of an address as a favourite. */
  const save = async (by: Visitor, screen: string, fields: Record<string, string> = {}) => {
    await by.get(`${PAGE}?${new URLSearchParams({ screen })}`)
    return by.post(PAGE, { screen, name: 'My leads', ...fields })
  }
  const names = async (by: Visitor) =>
    menuLinksOf((await by.get(`${LIST}?default=0`)).text).map(({ text }) => text)
  const idOf = async (name: string) => {
    const { rows } = await asOwner((owner) =>
      owner.query<{ id: string }>('select id from favourites where name = $1', [name])
    )
    return rows[0]!.id
  }

  test('keep filters, order and columns, and open them again', async ({ assert }) => {
    const page = await mia.get(`${PAGE}?${new URLSearchParams({ screen: LEADS })}`)
    assert.include(page.text, '<b>Show</b><span>Leads')
    const saved = await save(mia, `${LEADS}&page=3&place=abc`)
    assert.include(saved.text, 'The search My leads is saved.')
    assert.equal(saved.path, `${LIST}?${LEADS}`)
    const link = menuLink(saved.text, 'My leads')
    assert.isTrue(link.current)
    assert.equal(link.href, `${LIST}?${LEADS}&default=0`)
    const opened = await mia.get(link.href)
    assert.include(opened.text, '>Bo</a>')
    assert.notInclude(opened.text, '>Ada</a>')
    assert.isFalse(menuLink((await mia.get(`${LIST}?filter=churned`)).text, 'My leads').current)
  })

  test('are one’s own, of the tenant and of the screen', async ({ assert }) => {
    await save(mia, LEADS)
    assert.include(await names(mia), 'My leads')
    assert.notInclude(await names(sam), 'My leads')
    assert.notInclude(await names(bob), 'My leads')
    const companies = await mia.get('/crm/companies')
    assert.notInclude(companies.text, 'My leads')
  })

  test('are shared by those who may, with everybody of the tenant', async ({ assert }) => {
    await save(mia, LEADS, { shared: '1', name: 'All leads' })
    await save(sam, LEADS, { shared: '1', name: 'Sam’s leads' })
    assert.include(await names(sam), 'All leads')
    assert.notInclude(await names(mia), 'Sam’s leads')
    assert.notInclude(await names(bob), 'All leads')
    assert.notInclude((await sam.get(PAGE)).text, 'Offer it to everybody')
  })

  test('are not offered where they ask what one may not see', async ({ assert }) => {
    const screen = new URLSearchParams({ domain: JSON.stringify([['nowhere', '=', 1]]) })
    assert.equal((await save(mia, screen.toString())).status, 422)
    await save(mia, LEADS, { shared: '1', name: 'All leads' })
    await asOwner((owner) => owner.query(`update favourites set query = $1`, [screen.toString()]))
    remembered.clear()
    assert.notInclude(await names(sam), 'All leads')
  })

  test('open a screen by themselves, with a way around them', async ({ assert }) => {
    await save(mia, LEADS, { standard: '1' })
    const opened = await mia.get(LIST)
    assert.equal(opened.path, `${LIST}?${LEADS}&default=0`)
    const [chip] = chipsOf(opened.text)
    const cleared = await mia.get(chip!.removeHref)
    assert.lengthOf(chipsOf(cleared.text), 0)
    assert.include(cleared.text, '>Ada</a>')
    const everything = await mia.get(menuLink(opened.text, 'Everything').href)
    assert.include(everything.text, '>Ada</a>')
    assert.isTrue(menuLink(everything.text, 'Everything').current)
    assert.equal((await mia.get(`${LIST}?q=ada`)).path, `${LIST}?q=ada`)
    assert.equal((await sam.get(LIST)).path, LIST)
    await save(mia, 'filter=customers', { name: 'Customers first', standard: '1' })
    assert.include((await mia.get(LIST)).path, 'filter=customers')
  })

  test('that are shared open a screen for those who choose so', async ({ assert }) => {
    await save(mia, LEADS, { shared: '1', name: 'All leads' })
    const id = await idOf('All leads')
    await sam.get(PAGE)
    await sam.post(`${PAGE}/${id}?_method=PUT`, { standard: '1', name: 'Taken over' })
    assert.include((await sam.get(LIST)).path, 'filter=leads')
    assert.equal((await mia.get(LIST)).path, LIST)
    assert.notInclude(await names(mia), 'Taken over')
    await mia.get(PAGE)
    await mia.post(`${PAGE}/${id}?_method=PUT`, { name: 'All leads' })
    assert.equal((await sam.get(LIST)).path, LIST, 'no longer shared')
  })

  test('are renamed and deleted by their owner, and not by others', async ({ assert }) => {
    await save(sam, LEADS, { name: 'Sam’s' })
    const id = await idOf('Sam’s')
    for (const stranger of [mia, bob]) {
      await stranger.get(PAGE)
      const change = await stranger.post(`${PAGE}/${id}?_method=PUT`, { name: 'Mine' })
      assert.equal(change.status, 404)
      assert.equal((await stranger.post(`${PAGE}/${id}?_method=DELETE`)).status, 404)
    }
    await sam.get(PAGE)
    await sam.post(`${PAGE}/${id}?_method=PUT`, { name: 'Renamed', standard: '1' })
    assert.include(await names(sam), 'Renamed')
    await sam.post(`${PAGE}/${id}?_method=DELETE`)
    assert.notInclude(await names(sam), 'Renamed')
    assert.equal((await sam.get(LIST)).path, LIST)
    assert.equal((await sam.post(`${PAGE}/nonsense?_method=DELETE`)).status, 404)
  })

  test('need a name that is not taken, and say so beside it', async ({ assert }) => {
    await save(mia, LEADS)
    const taken = await save(mia, LEADS)
    assert.equal(taken.status, 422)
    assert.include(taken.text, 'You have saved a search under this name already.')
    assert.include(taken.text, 'value="My leads"')
    assert.equal((await save(mia, LEADS, { name: ' ' })).status, 422)
    assert.equal((await save(mia, LEADS, { name: 'x'.repeat(61) })).status, 422)
    await save(mia, LEADS, { name: 'Second' })
    const id = await idOf('Second')
    const renamed = await mia.post(`${PAGE}/${id}?_method=PUT`, { name: 'My leads' })
    assert.equal(renamed.status, 422)
    assert.include(plain(renamed.text), 'You have saved a search under this name already.')
    assert.include(await names(mia), 'Second')
  })

  test('cost the list nothing once they are known', async ({ assert }) => {
    await mia.get(LIST)
    const without = await watchStatements(() => mia.get(LIST))
    assert.lengthOf(without, 4)
    await save(mia, LEADS, { standard: '1' })
    await mia.get(LIST)
    const sent = await watchStatements(() => mia.get(`${LIST}?${LEADS}`))
    assert.lengthOf(sent, 4)
  })
})
