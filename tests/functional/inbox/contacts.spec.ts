import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { GhlHouse } from '#tests/support/ghl/house'
import { asOwner } from '#tests/support/tenants'
import { withWorker } from '#tests/support/worker'

const ada = {
  id: 'c1',
  firstName: 'Ada',
  lastName: 'Byron',
  name: 'Ada Byron',
  email: 'Ada@Example.test',
  phone: '+44 20 7946 0958',
  companyName: 'Analytical Engines',
  address1: '12 St James Square',
  city: 'London',
  state: 'England',
  country: 'GB',
  postalCode: 'SW1Y 4JH',
  source: 'Website',
  dnd: false,
  tags: ['vip', 'newsletter'],
  dateOfBirth: null,
  customFields: [{ id: 'x', value: 1 }],
}

test.group('Inbox | contacts', (group) => {
  withWorker(group)
  let house: GhlHouse
  group.each.setup(async () => {
    house = await GhlHouse.create('Contacts')
  })

  const only = async () => {
    const contacts = await house.contacts()
    if (contacts.length !== 1) throw new Error(`${contacts.length} contacts`)
    return contacts[0]!
  }
  const make = (fields: Partial<Contact>) =>
    house.tenant.run(() =>
      Contact.create({ locationId: house.tenant.location('North'), ...fields } as Partial<Contact>)
    )

  for (const wrapped of [false, true]) {
    test(`ContactCreate makes a contact with all that it says (${wrapped ? 'wrapped' : 'flat'})`, async ({
      assert,
    }) => {
      const event = await house.tell('ContactCreate', ada, { wrapped })
      assert.deepInclude(event, {
        state: 'processed',
        reason: null,
        attempts: 1,
        location_id: house.tenant.location('North'),
      })
      assert.deepInclude(await only(), {
        first_name: 'Ada',
        last_name: 'Byron',
        email: 'ada@example.test',
        phone: '+442079460958',
        company: 'Analytical Engines',
        address: '12 St James Square',
        city: 'London',
        country: 'GB',
        source: 'Website',
        do_not_disturb: false,
        active: true,
        status: 'lead',
        tags: ['newsletter', 'vip'],
      } as object)
    })
  }

  test('ContactUpdate writes what it names, clears what is empty, leaves the rest', async ({
    assert,
  }) => {
    await house.tell('ContactCreate', ada, { age: 60 })
    await house.tell('ContactUpdate', { id: 'c1', city: 'Paris', address1: '', source: null })
    assert.deepInclude(await only(), {
      first_name: 'Ada',
      email: 'ada@example.test',
      city: 'Paris',
      address: null,
      source: null,
      tags: ['newsletter', 'vip'],
    })
  })

  test('ContactUpdate of an unknown contact makes it', async ({ assert }) => {
    await house.tell('ContactUpdate', ada)
    assert.equal((await only()).email, 'ada@example.test')
  })

  test('ContactDelete archives the contact', async ({ assert }) => {
    await house.tell('ContactCreate', ada, { age: 60 })
    await house.tell('ContactDelete', { id: 'c1' })
    assert.isFalse((await only()).active)
  })

  test('ContactDelete of an unknown contact does nothing', async ({ assert }) => {
    const event = await house.tell('ContactDelete', { id: 'c1' })
    assert.deepInclude(event, { state: 'ignored', reason: 'The contact is not known here.' })
    assert.lengthOf(await house.contacts(), 0)
  })

  test('what is older than the deletion does not bring the contact back, what is younger does', async ({
    assert,
  }) => {
    await house.tell('ContactCreate', ada, { age: 60 })
    await house.tell('ContactDelete', { id: 'c1' }, { age: 30 })
    await house.tell('ContactUpdate', { id: 'c1', city: 'Paris' }, { age: 45 })
    assert.deepInclude(await only(), { active: false, city: 'Paris' })
    await house.tell('ContactTagUpdate', { id: 'c1', tags: ['late'] }, { age: 20 })
    assert.deepInclude(await only(), { active: false, tags: ['late'] })
    await house.tell('ContactUpdate', { id: 'c1', city: 'Rome' }, { age: 10 })
    assert.deepInclude(await only(), { active: true, city: 'Rome' })
  })

  test('ContactDndUpdate says whether the contact may be contacted', async ({ assert }) => {
    await house.tell('ContactCreate', ada, { age: 60 })
    await house.tell('ContactDndUpdate', { id: 'c1', dnd: true }, { age: 50 })
    assert.isTrue((await only()).do_not_disturb)
    const shut = { status: 'active' }
    const open = { status: 'inactive' }
    const settings = (...states: object[]) => ({
      id: 'c1',
      dndSettings: Object.fromEntries(states.map((state, index) => [`Channel${index}`, state])),
    })
    await house.tell('ContactDndUpdate', settings(shut, open), { age: 40 })
    assert.isFalse((await only()).do_not_disturb)
    await house.tell('ContactDndUpdate', settings(shut, { status: 'permanent' }), { age: 30 })
    assert.isTrue((await only()).do_not_disturb)
  })

  test('ContactTagUpdate replaces the tags', async ({ assert }) => {
    await house.tell('ContactCreate', ada, { age: 60 })
    await house.tell('ContactTagUpdate', { id: 'c1', tags: ['vip', 'gold', 'gold', ' '] })
    assert.deepEqual((await only()).tags, ['gold', 'vip'])
    assert.deepEqual(await house.names('base_tags'), ['gold', 'newsletter', 'vip'])
    await house.tell('ContactTagUpdate', { id: 'c1', tags: [] })
    assert.deepEqual((await only()).tags, [])
  })

  test('what people changed here stays until it is changed there', async ({ assert }) => {
    await house.tell('ContactCreate', ada, { age: 60 })
    await house.tenant.run(async () => {
      const contact = await Contact.query().firstOrFail()
      await contact.merge({ city: 'Oxford', firstName: 'Augusta' }).save()
    })
    await house.tell('ContactTagUpdate', { ...ada, tags: ['vip'] }, { age: 50 })
    assert.deepInclude(await only(), { first_name: 'Augusta', city: 'Oxford', tags: ['vip'] })
    await house.tell('ContactUpdate', { ...ada, city: 'Turin' }, { age: 40 })
    assert.deepInclude(await only(), { first_name: 'Augusta', city: 'Turin' })
  })

  test('a contact is found by e-mail, then by telephone, in its location', async ({ assert }) => {
    const mail = await make({ firstName: 'Mail', email: 'ada@example.test' })
    const phone = await make({ firstName: 'Phone', phone: '+442079460958' })
    const mobile = await make({ firstName: 'Mobile', mobile: '+33142685300' })
    await make({
      firstName: 'South',
      locationId: house.tenant.location('South'),
      phone: '+4930111',
    })
    await make({ firstName: 'Archived', active: false, email: 'old@example.test' })
    await house.tell('ContactCreate', { id: 'm', email: 'ADA@example.test', city: 'A' })
    await house.tell('ContactCreate', { id: 'p', phone: '+44 2079 460958', city: 'B' })
    await house.tell('ContactCreate', { id: 'o', phone: '+33 1 42 68 53 00', city: 'C' })
    const city = async (id: string) => (await house.contacts()).find((one) => one.id === id)!.city
    assert.deepEqual(
      [await city(mail.id), await city(phone.id), await city(mobile.id)],
      ['A', 'B', 'C']
    )
    assert.lengthOf(await house.contacts(), 5)
    await house.tell('ContactCreate', { id: 's', phone: '+4930111' })
    await house.tell('ContactCreate', { id: 'a', email: 'old@example.test' })
    assert.lengthOf(await house.contacts(), 7)
  })

  test('one telephone with two e-mail addresses belongs to two people', async ({ assert }) => {
    const phone = '+442079460958'
    await house.tell('ContactCreate', { id: 'a', email: 'a@example.test', phone })
    await house.tell('ContactCreate', { id: 'b', email: 'b@example.test', phone })
    assert.lengthOf(await house.contacts(), 2)
    await house.tell('ContactCreate', { id: 'c', phone })
    assert.lengthOf(await house.contacts(), 3)
  })

  test('one telephone without another e-mail address belongs to one person', async ({ assert }) => {
    const phone = '+442079460958'
    await house.tell('ContactCreate', { id: 'a', email: 'a@example.test', phone })
    await house.tell('ContactCreate', { id: 'b', phone })
    await house.tell('ContactCreate', { id: 'c', phone, email: 'a@example.test' })
    assert.equal((await only()).email, 'a@example.test')
  })

  test('a contact that was here before keeps what the event says nothing about', async ({
    assert,
  }) => {
    const kept = { firstName: 'Countess', city: 'Oxford', doNotDisturb: true }
    await make({ ...kept, email: 'ada@example.test' })
    await house.tell('ContactCreate', { id: 'c1', email: 'ada@example.test', city: '', dnd: false })
    assert.deepInclude(await only(), {
      first_name: 'Countess',
      city: 'Oxford',
      do_not_disturb: true,
    })
  })

  test('a contact with two ids is archived when both are deleted', async ({ assert }) => {
    await house.tell('ContactCreate', ada, { age: 60 })
    await house.tell('ContactCreate', { ...ada, id: 'c2' }, { age: 50 })
    await house.tell('ContactDelete', { id: 'c1' }, { age: 40 })
    assert.isTrue((await only()).active)
    await house.tell('ContactDelete', { id: 'c2' }, { age: 30 })
    assert.isFalse((await only()).active)
  })

  test('an address that another contact has is left out and said so', async ({ assert }) => {
    await house.tell('ContactCreate', ada)
    await house.tell('ContactCreate', { id: 'c2', firstName: 'Eve', email: 'eve@example.test' })
    const event = await house.tell('ContactUpdate', { id: 'c2', email: ada.email, city: 'Bath' })
    assert.deepInclude(event, {
      state: 'processed',
      reason: 'E-mail left out: another contact of the location has it.',
    })
    const eve = (await house.contacts()).find(({ first_name }) => first_name === 'Eve')
    assert.deepInclude(eve, { email: 'eve@example.test', city: 'Bath' })
  })

  test('a contact that comes back without its address being free comes back without it', async ({
    assert,
  }) => {
    await house.tell('ContactCreate', ada, { age: 60 })
    await house.tell('ContactDelete', { id: 'c1' }, { age: 50 })
    await house.tell('ContactCreate', { ...ada, id: 'c2', firstName: 'Eve' }, { age: 40 })
    const event = await house.tell('ContactUpdate', { id: 'c1', city: 'Bath' }, { age: 30 })
    assert.equal(event.state, 'processed')
    const [first, second] = await house.contacts()
    assert.deepInclude(first, { active: true, email: null, city: 'Bath' })
    assert.deepInclude(second, { active: true, email: 'ada@example.test' })
  })

  test('what cannot be kept is left out and said so, and the rest is kept', async ({ assert }) => {
    const event = await house.tell('ContactCreate', {
      ...ada,
      email: 'not an address',
      phone: 'call me',
      city: 'x'.repeat(200),
      state: { a: 1 },
      companyName: 'x'.repeat(500),
      tags: ['ok', 'x'.repeat(100), 7, null, { a: 1 }],
      lastName: 'By\0ron\ud800',
    })
    assert.equal(event.state, 'processed')
    assert.equal(event.reason, 'Left out, not valid: E-mail, Phone, City, State, Company, Tags.')
    const contact = await only()
    assert.deepInclude(contact, { first_name: 'Ada', email: null, phone: null, city: null })
    assert.deepInclude(contact, { company: null, last_name: 'Byron\ufffd', country: 'GB' })
    assert.deepEqual(contact.tags, ['7', 'ok'])
  })

  test('a number without a country is of the contact’s, else of the location’s', async ({
    assert,
  }) => {
    await asOwner((owner) =>
      owner.query(`update locations set country = 'DE' where tenant_id = $1`, [house.tenant.id])
    )
    await house.tell('ContactCreate', { id: 'c1', firstName: 'Ada', phone: '030 901820' })
    assert.equal((await only()).phone, '+4930901820')
    await house.tell('ContactCreate', { id: 'c2', firstName: 'Ada', phone: '(030) 901820' })
    assert.equal((await only()).phone, '+4930901820')
    const british = { firstName: 'Ada', phone: '0161 496 0573', country: 'GB' }
    await house.tell('ContactUpdate', { id: 'c1', ...british })
    assert.equal((await only()).phone, '+441614960573')
  })

  test('a contact without a first name takes {name}')
    .with([
      { name: 'the full name', said: { name: 'Ada Byron' }, first: 'Ada Byron', last: null },
      {
        name: 'the full name without the last name',
        said: { firstName: '', lastName: 'Byron', name: 'ada byron' },
        first: 'ada',
        last: 'Byron',
      },
      {
        name: 'the last name',
        said: { firstName: null, lastName: 'Byron' },
        first: 'Byron',
        last: null,
      },
      {
        name: 'the beginning of the e-mail address',
        said: { firstName: '', email: 'ada.b@example.test', phone: '+442079460958' },
        first: 'ada.b',
        last: null,
      },
      { name: 'the number', said: { phone: '+442079460958' }, first: '+442079460958', last: null },
      { name: 'none', said: {}, first: 'Unnamed', last: null },
    ])
    .run(async ({ assert }, { said, first, last }) => {
      await house.tell('ContactCreate', { id: 'c9', ...said })
      const contact = await only()
      assert.equal(contact.first_name, first)
      assert.equal(contact.last_name, last)
    })

  test('a name that was made up gives way to a better one', async ({ assert }) => {
    await house.tell('ContactCreate', { id: 'c1', email: 'ada@example.test' }, { age: 60 })
    await house.tell('ContactUpdate', { id: 'c1', email: 'countess@example.test' }, { age: 50 })
    assert.equal((await only()).first_name, 'countess')
    await house.tell('ContactUpdate', { id: 'c1', firstName: 'Ada' }, { age: 40 })
    assert.equal((await only()).first_name, 'Ada')
  })

  test('a number without a country code is one of the country', async ({ assert }) => {
    await house.tell('ContactCreate', { id: 'c1', phone: '(415) 555-2671', country: 'US' })
    assert.equal((await only()).phone, '+14155552671')
    await house.tell('ContactUpdate', { id: 'c1', phone: '(415) 555-2671 x12', country: 'US' })
    assert.equal((await only()).phone, '+14155552671;ext=12')
  })

  test('a company is looked for in the location by its name', async ({ assert }) => {
    const inNorth = await house.tenant.run(() =>
      Company.create({ name: 'Acme', locationId: house.tenant.location('North') })
    )
    await house.tell('ContactCreate', { id: 'c1', companyName: 'Acme' })
    await house.tell('ContactCreate', { id: 'c1', companyName: 'Acme', locationId: house.south })
    assert.deepEqual(await house.names('crm_companies'), ['Acme', 'Acme'])
    const contacts = (await house.contacts()) as unknown as { company_id: string }[]
    assert.lengthOf(
      contacts.filter(({ company_id }) => company_id === inNorth.id),
      1
    )
  })

  test('one id in two locations means two contacts', async ({ assert }) => {
    await house.tell('ContactCreate', ada)
    await house.tell('ContactUpdate', { ...ada, locationId: house.south, city: 'Leeds' })
    const contacts = await house.contacts()
    assert.sameMembers(
      contacts.map(({ city }) => city),
      ['London', 'Leeds']
    )
  })
})
