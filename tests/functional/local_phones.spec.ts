import { test } from '@japa/runner'
import { internationalPhone } from '#app/models/local_phones'
import { Contact } from '#modules/crm/models/contact'
import { ApiClient } from '#tests/support/api_client'
import { figuresOf, Importer } from '#tests/support/importer'
import { asOwner, emptyDatabase, speak, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

test.group('Telephone numbers without a country', (group) => {
  let alpha: TestTenant
  let admin: Visitor
  let ada: TestUser
  withWorker(group)

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    ada = await alpha.user('ada@alpha.test', ['base.administrator'])
    admin = await Visitor.of('ada@alpha.test')
    return emptyDatabase
  })

  const countries = (tenant: string | null, north: string | null = null) =>
    asOwner(async (owner) => {
      await owner.query('update tenants set country = $2 where id = $1', [alpha.id, tenant])
      await owner.query('update locations set country = $2 where id = $1', [
        alpha.location('North'),
        north,
      ])
    })

  const stored = () =>
    asOwner(async (owner) => {
      const { rows } = await owner.query<{ first_name: string; phone: string }>(
        'select first_name, phone from crm_contacts order by first_name'
      )
      return rows.map(({ first_name: name, phone }) => `${name} ${phone}`)
    })

  const make = async (firstName: string, phone: string, place?: 'North' | 'South') => {
    await admin.get('/crm/contacts/new')
    const location = place ? alpha.location(place) : ''
    return admin.post('/crm/contacts', { firstName, status: 'lead', phone, location })
  }

  test('are in the country of their location, or of the tenant', async ({ assert }) => {
    await make('Ann', '0161 496 0573')
    await countries('GB', 'DE')
    await make('Bea', '0161 496 0573')
    await make('Cem', '030 901820', 'North')
    await make('Dan', '(030) 901820', 'North')
    await make('Eva', '0161 496 0573', 'South')
    await make('Fay', '+49 30 901820', 'South')
    await make('Gus', '4711', 'North')
    assert.deepEqual(await stored(), [
      'Ann 0161 496 0573',
      'Bea +441614960573',
      'Cem +4930901820',
      'Dan +4930901820',
      'Eva +441614960573',
      'Fay +4930901820',
      'Gus 4711',
    ])
  })

  test('are told of beside the field, in the language of who reads', async ({ assert }) => {
    const hint = (text: string) => /Without a country code[^<]*/.exec(text)?.[0]
    assert.isUndefined(hint((await admin.get('/crm/contacts/new')).text))
    await countries('GB', 'DE')
    const said = 'Without a country code it is taken to be +44, United Kingdom.'
    assert.equal(hint((await admin.get('/crm/contacts/new')).text), said)
    const { path } = await make('Cem', '030 901820', 'North')
    const form = await admin.get(path)
    assert.equal(hint(form.text), 'Without a country code it is taken to be +49, Germany.')
    assert.include(form.text, 'tel:+4930901820')
    await speak('de', 'ada@alpha.test')
    assert.include((await admin.get(path)).text, 'Ohne Landesvorwahl gilt +49, Deutschland.')
  })

  test('change with the form and stay where nobody touches them', async ({ assert }) => {
    const { path } = await make('Ann', '030 901820', 'North')
    await countries(null, 'DE')
    const save = async (values: Record<string, string>) => {
      const form = await admin.get(path)
      return admin.post(`${path}?_method=PUT`, { ...hiddenValues(form.text), ...values })
    }
    await save({ lastName: 'Berg' })
    assert.deepEqual(await stored(), ['Ann 030 901820'])
    await save({ phone: '030 901821' })
    assert.deepEqual(await stored(), ['Ann +4930901821'])
  })

  test('stand in forms as in lists, and are the same number still', async ({ assert }) => {
    const { path } = await make('Bea', '+441614960573')
    const form = await admin.get(path)
    assert.match(form.text, /name="phone"[^>]* value="\+44 161 496 0573"/)
    const row = await admin.get(`${path}/row`)
    assert.match(row.text, /name="phone"[^>]* value="\+44 161 496 0573"/)
    const shown = { ...hiddenValues(form.text), phone: '+44 161 496 0573' }
    await admin.post(`${path}?_method=PUT`, { ...shown, phone: '+44 161 496 0574' })
    const { text } = await admin.post(`${path}?_method=PUT`, { ...shown, lastName: 'Berg' })
    assert.include(text, 'Bea Berg')
    assert.deepEqual(await stored(), ['Bea +441614960574'])
  })

  test('are understood by the API and by modules', async ({ assert }) => {
    await countries('GB', 'DE')
    const api = await ApiClient.of(ada)
    const made = await api.post('/crm/contacts', {
      firstName: 'Api',
      phone: '030 901820',
      location: alpha.location('North'),
    })
    assert.equal(made.status, 201)
    assert.include(made.text, '+4930901820')
    await alpha.run(async () => {
      await Contact.create({ firstName: 'Mod', phone: '0161 496 0573' })
      assert.equal(await internationalPhone('030 901820', alpha.location('North')), '+4930901820')
    })
    assert.deepEqual(await stored(), ['Api +4930901820', 'Mod +441614960573'])
  })

  test('are understood in files, also where records are found by them', async ({ assert }) => {
    await make('Cem', '+49 30 901820', 'North')
    await countries('GB', 'DE')
    const contacts = new Importer(admin, '/crm/contacts')
    const file = [
      'First name,Phone,Location,Status',
      'Cemal,030 901820,North,Lead',
      'Dora,0161 496 0573,South,Lead',
      'Emil,4711,North,Lead',
    ].join('\n')
    const tested = await contacts.test(file, { key: 'phone' })
    assert.deepEqual(figuresOf(tested.text), [3, 2, 1, 0, 0])
    await contacts.run(tested)
    assert.deepEqual(await stored(), ['Cemal +4930901820', 'Dora +441614960573', 'Emil 4711'])
    const companies = new Importer(admin, '/crm/companies')
    const places = await companies.test(
      'Name,Phone,Location\nAurora,030 901820,North\nBorealis,0161 496 0573,'
    )
    await companies.run(places)
    const phones = () =>
      asOwner(async (owner) => {
        const { rows } = await owner.query<{ phone: string }>(
          'select phone from crm_companies order by name'
        )
        return rows.map(({ phone }) => phone)
      })
    assert.deepEqual(await phones(), ['+4930901820', '+441614960573'])
    const again = await companies.test('Name,Phone\nAurora,030 901821\nBorealis,0161 496 0574', {
      key: 'name',
    })
    await companies.run(again)
    assert.deepEqual(await phones(), ['+4930901821', '+441614960574'])
  })

  test('have countries that administrators choose', async ({ assert }) => {
    const page = await admin.get('/base/company')
    assert.match(page.text, /<option value="DE">Germany/)
    const company = {
      name: 'Alpha',
      timeZone: 'UTC',
      currency: 'EUR',
      language: 'en',
      dateFormat: 'dmy',
      paperFormat: '',
    }
    assert.equal(
      (await admin.post('/base/company?_method=PUT', { ...company, country: 'XX' })).status,
      422
    )
    await admin.post('/base/company?_method=PUT', { ...company, country: 'GB' })
    const north = `/base/locations/${alpha.location('North')}`
    const form = await admin.get(north)
    const values = hiddenValues(form.text)
    const refused = await admin.post(`${north}?_method=PUT`, { ...values, country: 'de' })
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'Choose one of the options.')
    await admin.post(`${north}?_method=PUT`, { ...values, country: 'DE' })
    await make('Bea', '0161 496 0573')
    await make('Cem', '030 901820', 'North')
    assert.deepEqual(await stored(), ['Bea +441614960573', 'Cem +4930901820'])
  })

  test('have countries by their names in the language of who reads', async ({ assert }) => {
    const api = await ApiClient.of(ada)
    const north = `/base/locations/${alpha.location('North')}`
    assert.equal((await api.patch(north, { country: 'Germany', version: 1 })).status, 422)
    const told = await api.patch(north, { country: 'DE', version: 1 })
    assert.include(told.text, '"country":"DE"')
    const file = `Name,Country\nNorth,Austria\nSouth,JP`
    const locations = new Importer(admin, '/base/locations')
    await locations.run(await locations.test(file, { key: 'name' }))
    await speak('de', 'ada@alpha.test')
    const { text } = await admin.get(north)
    const [list] = /<select[^>]*name="country".*?<\/select>/.exec(text)!
    assert.include(list, '<option value="AT" selected>Österreich</option>')
    assert.isBelow(list.indexOf('>Ägypten<'), list.indexOf('>Albanien<'))
    const south = await api.get(`/base/locations/${alpha.location('South')}`)
    assert.include(south.text, '"country":"JP"')
  })
})
