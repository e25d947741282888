import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { Company } from '#modules/crm/models/company'
import { plain } from '#tests/support/search_page'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

const LIST = '/crm/contacts'
const COLUMNS = '?columns=name,email,status,company,createdAt'

/** The controls of a row, by their names. */
function controls(html: string): string[] {
  const row = html.slice(html.indexOf('<tr class="editing">'))
  return [...row.matchAll(/<(?:input|select)[^>]* name="(\w+)"/g)].map(([, name]) => name!)
}

test.group('Editing in a list', (group) => {
  let alpha: TestTenant
  let mia: Visitor
  let ada: Contact

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('south@alpha.test', ['base.location_manager'], ['South'])
    await alpha.user('support@alpha.test', ['base.support'])
    await alpha.run(async () => {
      const locationId = alpha.location('North')
      const { id: companyId } = await Company.create({ name: 'Acme', locationId })
      ada = await Contact.create({
        firstName: 'Ada',
        email: 'ada@example.test',
        companyId,
        locationId,
      })
    })
    mia = await Visitor.of('mia@alpha.test')
  })

  const path = (search = COLUMNS) => `${LIST}/${ada.id}/row${search}`
  const put = (search = COLUMNS) => `${path(search)}${search ? '&' : '?'}_method=PUT`
  const fresh = () => alpha.run(() => Contact.findOrFail(ada.id))

  test('offers controls for the shown columns that may be written', async ({ assert }) => {
    const { text, status } = await mia.get(path())
    assert.equal(status, 200)
    assert.deepEqual(controls(text), ['email', 'status', 'company'])
    assert.lengthOf(text.slice(text.indexOf('<tr class="editing">')).match(/<td><\/td>/g)!, 2)
    const own = controls((await mia.get(path(''))).text)
    assert.includeMembers(own, ['email', 'phone', 'location', 'status', 'owner'])
  })

  test('says with which of its columns others change, and where that is asked', async ({
    assert,
  }) => {
    const changes = (html: string) => /<form id="row"[^>]* data-changes="([^"]+)"/.exec(html)?.[1]
    const said = { href: `${LIST}/changes?record=${ada.id}`, names: ['company'] }
    const { text } = await mia.get(path())
    assert.equal(changes(text), JSON.stringify(said).replaceAll('"', '&quot;'))
    assert.isUndefined(changes((await mia.get(path('?columns=name,email'))).text))
  })

  test('saves what was changed, and leads back to the same place of the list', async ({
    assert,
  }) => {
    const hidden = hiddenValues((await mia.get(path())).text)
    const saved = await mia.post(put(), { ...hidden, status: 'customer' })
    assert.equal(saved.path, `${LIST}${COLUMNS}`)
    assert.include(saved.text, 'The contact is saved.')
    assert.match(saved.text, /action="\/base\/audit\/[\w-]+\/undo"/)
    const record = await fresh()
    assert.equal(record.status, 'customer')
    assert.equal(record.email, 'ada@example.test')
  })

  test('says beside the cell what is wrong, and keeps what was typed', async ({ assert }) => {
    const hidden = hiddenValues((await mia.get(path())).text)
    const refused = await mia.post(put(), { ...hidden, email: 'nobody', status: 'customer' })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /value="nobody"/)
    assert.match(refused.text, /id="field-email-error"/)
    assert.equal((await fresh()).status, 'lead')
  })

  test('shows both values where somebody else has saved, and then takes one’s own', async ({
    assert,
  }) => {
    const hidden = hiddenValues((await mia.get(path())).text)
    await alpha.run(async () => {
      const other = await Contact.findOrFail(ada.id)
      await other.merge({ email: 'theirs@example.test', jobTitle: 'Captain' }).save()
    })
    const typed = { email: 'mine@example.test', status: 'customer' }
    const told = await mia.post(put(), { ...hidden, ...typed })
    assert.equal(told.status, 409)
    assert.include(
      plain(told.text),
      'has saved theirs@example.test meanwhile. Saving again keeps yours: mine@example.test.'
    )
    assert.equal((await fresh()).email, 'theirs@example.test')
    const saved = await mia.post(put(), { ...hiddenValues(told.text), ...typed })
    assert.include(saved.text, 'The contact is saved.')
    const record = await fresh()
    assert.deepEqual(
      [record.email, record.status, record.jobTitle],
      ['mine@example.test', 'customer', 'Captain']
    )
  })

  test('writes nothing that has no control in the row', async ({ assert }) => {
    const hidden = hiddenValues((await mia.get(path())).text)
    await mia.post(put(), { ...hidden, firstName: 'Eva', phone: '+49301234567', email: '' })
    const record = await fresh()
    assert.deepEqual([record.firstName, record.phone, record.email], ['Ada', null, null])
  })

  test('is not for those who may not see or not write the record, nor for other lists', async ({
    assert,
  }) => {
    const south = await Visitor.of('south@alpha.test')
    assert.equal((await south.get(path())).status, 404)
    await south.get(LIST)
    assert.equal((await south.post(put(), { email: 'x@example.test' })).status, 404)
    const support = await Visitor.of('support@alpha.test')
    const list = await support.get(LIST)
    assert.notInclude(list.text, 'x-data="rows"')
    assert.equal((await support.get(path())).status, 404)
    assert.include((await mia.get(LIST)).text, 'x-data="rows"')
    assert.notInclude((await mia.get('/base/locations')).text, 'x-data="rows"')
    const id = alpha.location('North')
    assert.equal((await mia.get(`/base/locations/${id}/row`)).status, 404)
    assert.equal((await mia.get(`${LIST}/nothing/row`)).status, 404)
  })

  test('costs the list next to nothing, and the row two waits', async ({ assert }) => {
    const list = await mia.get(LIST)
    assert.isBelow(list.text.match(/x-data="rows"[^>]*>/)![0].length, 250)
    await mia.get(path())
    const sent = await watchStatements(() => mia.get(path()))
    assert.isAtMost(sent.length, 8)
    assert.equal(new Set(sent.map(({ wait }) => wait)).size, 2)
  })
})
