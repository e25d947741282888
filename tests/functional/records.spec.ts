import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { Company } from '#modules/crm/models/company'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

const UNKNOWN = '01990000-0000-7000-8000-000000000000'

/** A tenant with a location manager for each of two places, and one contact in each. */
async function house() {
  await emptyDatabase()
  const alpha = await TestTenant.create('Alpha')
  await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
  await alpha.user('south@alpha.test', ['base.location_manager'], ['South'])
  await alpha.user('mia@alpha.test', ['base.manager'])
  await alpha.user('sam@alpha.test', ['crm.user'], ['North'])
  await alpha.user('pia@alpha.test', ['base.user'])
  const beta = await TestTenant.create('Beta')
  await beta.user('bob@beta.test', ['base.administrator'])
  const create = (tenant: TestTenant, place: string, firstName: string) =>
    tenant.run(async () => {
      const company = await Company.create({
        name: `${firstName} Works`,
        locationId: tenant.location(place),
      })
      return Contact.create({
        firstName,
        lastName: 'Example',
        email: `${firstName.toLowerCase()}@example.test`,
        locationId: tenant.location(place),
        companyId: company.id,
      })
    })
  const nora = await create(alpha, 'North', 'Nora')
  const sven = await create(alpha, 'South', 'Sven')
  const bea = await create(beta, 'North', 'Bea')
  return { alpha, beta, nora, sven, bea }
}

const stored = (id: string) =>
  asOwner(
    async (owner) => (await owner.query('select * from crm_contacts where id = $1', [id])).rows[0]
  )

/** Two people open a contact, and the first of them saves another job title. */
async function openForTwo(id: string) {
  const first = await Visitor.of('north@alpha.test')
  const second = await Visitor.of('mia@alpha.test')
  const seenByFirst = hiddenValues((await first.get(`/crm/contacts/${id}`)).text)
  const seenBySecond = hiddenValues((await second.get(`/crm/contacts/${id}`)).text)
  const address = `/crm/contacts/${id}?_method=PUT`
  await first.post(address, { ...seenByFirst, jobTitle: 'Buyer' })
  return { second, seenBySecond, address }
}

test.group('Lists', (group) => {
  let things: Awaited<ReturnType<typeof house>>
  group.setup(async () => {
    things = await house()
  })

  test('show a location manager their location and nothing of another', async ({ assert }) => {
    const { text } = await (await Visitor.of('north@alpha.test')).get('/crm/contacts')
    assert.include(text, 'Nora Example')
    assert.notInclude(text, 'Sven Example')
    assert.notInclude(text, 'Bea Example')
  })

  test('find by part of a name or e-mail, within reach only', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    assert.include((await north.get('/crm/contacts?q=ora')).text, 'Nora Example')
    assert.include((await north.get('/crm/contacts?q=NORA%40exam')).text, 'Nora Example')
    for (const search of ['Sven', 'sven%40', 'Bea', '%25', '_']) {
      const { text } = await north.get(`/crm/contacts?q=${search}`)
      assert.notInclude(text, 'Sven Example')
      assert.notInclude(text, 'Bea Example')
    }
  })

  test('sort, filter and page without leaving the reach', async ({ assert }) => {
    const south = await Visitor.of('south@alpha.test')
    for (const query of [
      'sort=name',
      'sort=-email',
      'sort=company',
      'filter=leads',
      'page=2',
      'place=bnVsbA',
      'sort=tenant_id',
      'columns=name,email,constructor',
      'filter=__proto__',
    ]) {
      const answer = await south.get(`/crm/contacts?${query}`)
      assert.equal(answer.status, 200, query)
      assert.notInclude(answer.text, 'Nora Example', query)
    }
  })

  test('turn pages by key, forwards and backwards, without gaps', async ({ assert }) => {
    const { alpha } = things
    await asOwner((owner) =>
      owner.query(
        `insert into crm_contacts (tenant_id, location_id, first_name, created_at)
         select $1, $2, 'Row' || to_char(n, 'FM000'), timestamptz '2026-01-01' + n * interval '1 minute'
         from generate_series(1, 200) n`,
        [alpha.id, alpha.location('South')]
      )
    )
    const south = await Visitor.of('south@alpha.test')
    const rows = (text: string) => [...text.matchAll(/>(Row\d{3})<\/a>/g)].map(([, name]) => name!)
    const next = (text: string) =>
      /href="([^"]+)" aria-label="Next page"|id="page-next"[^>]*href="([^"]+)"/.exec(text)
    const link = (text: string, id: string) =>
      new RegExp(`<a[^>]*id="page-${id}"[^>]*>`)
        .exec(text)?.[0]
        .match(/href="([^"]+)"/)?.[1]
        ?.replaceAll('&amp;', '&')
    const first = await south.get('/crm/contacts')
    assert.exists(link(first.text, 'next') ?? next(first.text))
    const second = await south.get(link(first.text, 'next')!)
    const third = await south.get(link(second.text, 'next')!)
    const seen = [first, second, third].flatMap(({ text }) => rows(text))
    assert.lengthOf(seen, 200)
    assert.lengthOf(new Set(seen), 200)
    assert.notExists(link(third.text, 'next'))
    const back = await south.get(link(third.text, 'previous')!)
    assert.deepEqual(rows(back.text), rows(second.text))
    await asOwner((owner) => owner.query(`delete from crm_contacts where first_name like 'Row%'`))
  })

  test('do not exist for those who may not read', async ({ assert }) => {
    const portal = await Visitor.of('pia@alpha.test')
    assert.equal((await portal.get('/crm/contacts')).status, 404)
    assert.notInclude((await portal.get('/')).text, '/crm/contacts')
  })
})

test.group('Records out of reach', (group) => {
  let things: Awaited<ReturnType<typeof house>>
  group.setup(async () => {
    things = await house()
  })

  test('look as if they had never been', async ({ assert }) => {
    const { nora, sven, bea } = things
    const north = await Visitor.of('north@alpha.test')
    const cleaned = ({ text, status }: { text: string; status: number }, id: string) =>
      `${status} ${text.replaceAll(id, 'ID').replaceAll(/[0-9A-F]{8}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '')}`
    for (const path of ['', '/deletion']) {
      const never = cleaned(await north.get(`/crm/contacts/${UNKNOWN}${path}`), UNKNOWN)
      assert.match(never, /^404 /)
      for (const { id } of [sven, bea]) {
        assert.equal(cleaned(await north.get(`/crm/contacts/${id}${path}`), id), never)
      }
    }
    for (const id of ['not-an-id', '%00', '1', `${nora.id}%20`]) {
      assert.equal((await north.get(`/crm/contacts/${id}`)).status, 404)
    }
  })

  test('cannot be written, archived or deleted', async ({ assert }) => {
    const { sven, bea, nora } = things
    const north = await Visitor.of('north@alpha.test')
    await north.get(`/crm/contacts/${nora.id}`)
    for (const { id } of [sven, bea]) {
      const before = await stored(id)
      for (const address of [
        '?_method=PUT',
        '?_method=DELETE',
        '/archival',
        '/archival?_method=DELETE',
      ]) {
        const answer = await north.post(`/crm/contacts/${id}${address}`, { firstName: 'Taken' })
        assert.equal(answer.status, 404, address)
      }
      assert.deepEqual(await stored(id), before)
    }
  })

  test('cannot be linked to, nor can a record be moved out of reach', async ({ assert }) => {
    const { alpha, beta, sven, bea, nora } = things
    const north = await Visitor.of('north@alpha.test')
    const page = await north.get(`/crm/contacts/${nora.id}`)
    const values = hiddenValues(page.text)
    const foreign = {
      company: [sven.companyId!, bea.companyId!, UNKNOWN],
      location: [alpha.location('South'), beta.location('North'), UNKNOWN],
    }
    for (const [field, ids] of Object.entries(foreign)) {
      const told = new Set<string>()
      for (const id of ids) {
        const answer = await north.post(`/crm/contacts/${nora.id}?_method=PUT`, {
          ...values,
          [field]: id,
        })
        const error = new RegExp(`id="field-${field}-error">(.*?)</p>`).exec(answer.text)
        told.add(`${answer.status} ${error?.[1]}`)
      }
      assert.lengthOf([...told], 1, field)
      assert.match([...told][0]!, /^422 .*does not exist/, field)
      const { company_id: company, location_id: location } = await stored(nora.id)
      assert.equal(company, nora.companyId, field)
      assert.equal(location, nora.locationId, field)
    }
  })

  test('a sales representative may not delete', async ({ assert }) => {
    const { nora } = things
    const sam = await Visitor.of('sam@alpha.test')
    const page = await sam.get(`/crm/contacts/${nora.id}`)
    assert.equal(page.status, 200)
    assert.notInclude(page.text, '/deletion')
    assert.equal((await sam.get(`/crm/contacts/${nora.id}/deletion`)).status, 403)
    assert.equal((await sam.post(`/crm/contacts/${nora.id}?_method=DELETE`)).status, 403)
    assert.exists(await stored(nora.id))
  })
})

test.group('Forms', (group) => {
  let things: Awaited<ReturnType<typeof house>>
  group.each.setup(async () => {
    things = await house()
  })

  test('create a record in the place of its creator', async ({ assert }) => {
    const { alpha } = things
    const north = await Visitor.of('north@alpha.test')
    const page = await north.get('/crm/contacts/new')
    const answer = await north.post('/crm/contacts', {
      ...hiddenValues(page.text),
      firstName: '  Ada ',
      lastName: 'Lovelace',
      email: ' Ada@Example.TEST',
      phone: '+44 20 7946 0123',
      status: 'prospect',
      location: alpha.location('North'),
    })
    assert.equal(answer.status, 200)
    assert.match(answer.path, /^\/crm\/contacts\/[0-9a-f-]{36}$/)
    assert.include(answer.text, 'The contact is created.')
    const row = await stored(answer.path.split('/').at(-1)!)
    assert.containSubset(row, {
      first_name: 'Ada',
      name: 'Ada Lovelace',
      email: 'ada@example.test',
      phone: '+442079460123',
      status: 'prospect',
      location_id: alpha.location('North'),
      version: 1,
    })
  })

  test('say beside each field what is wrong and keep what was typed', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    await north.get('/crm/contacts/new')
    const answer = await north.post('/crm/contacts', {
      firstName: '',
      lastName: 'Keeps <b>this</b>',
      email: 'no-address',
      phone: 'call me',
      status: 'unheard',
    })
    assert.equal(answer.status, 422)
    for (const field of ['firstName', 'email', 'phone', 'status']) {
      assert.match(answer.text, new RegExp(`id="field-${field}-error"|name="${field}"`), field)
    }
    assert.include(answer.text, 'field-email-error')
    assert.include(answer.text, 'Keeps &lt;b&gt;this&lt;/b&gt;')
    assert.include(answer.text, 'value="no-address"')
    assert.include(answer.text, 'Not saved')
  })

  test('tell of a value that is taken', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    await north.get('/crm/contacts/new')
    const answer = await north.post('/crm/contacts', {
      firstName: 'Second',
      email: 'nora@example.test',
      location: things.alpha.location('North'),
    })
    assert.equal(answer.status, 422)
    assert.include(answer.text, 'has this value already')
  })

  test('ignore fields that nobody may write', async ({ assert }) => {
    const { beta, nora } = things
    const north = await Visitor.of('north@alpha.test')
    const page = await north.get(`/crm/contacts/${nora.id}`)
    await north.post(`/crm/contacts/${nora.id}?_method=PUT`, {
      ...hiddenValues(page.text),
      tenant_id: beta.id,
      tenantId: beta.id,
      id: UNKNOWN,
      version: '99',
      createdBy: UNKNOWN,
      search_text: 'x',
      name: 'Forged',
      jobTitle: 'Buyer',
    })
    const row = await stored(nora.id)
    assert.containSubset(row, {
      tenant_id: things.alpha.id,
      name: 'Nora Example',
      job_title: 'Buyer',
      version: 2,
    })
  })

  test('merge two edits of different fields without asking', async ({ assert }) => {
    const { nora } = things
    const { second, seenBySecond, address } = await openForTwo(nora.id)
    const answer = await second.post(address, { ...seenBySecond, city: 'Leeds' })
    assert.equal(answer.status, 200)
    assert.containSubset(await stored(nora.id), { job_title: 'Buyer', city: 'Leeds', version: 3 })
  })

  test('tell the second of two editors, show both values, lose nothing', async ({ assert }) => {
    const { nora } = things
    const { second, seenBySecond, address } = await openForTwo(nora.id)
    const told = await second.post(address, {
      ...seenBySecond,
      jobTitle: 'Director',
      city: 'Leeds',
    })
    assert.equal(told.status, 409)
    for (const text of ['North Tester', 'Buyer', 'Director', 'Leeds']) {
      assert.include(told.text, text)
    }
    assert.containSubset(await stored(nora.id), { job_title: 'Buyer', city: null })

    const kept = hiddenValues(told.text)
    const again = await second.post(address, kept)
    assert.equal(again.status, 409)
    const saved = await second.post(address, { ...kept, 'resolve[jobTitle]': 'mine' })
    assert.equal(saved.status, 200)
    assert.containSubset(await stored(nora.id), { job_title: 'Director', city: 'Leeds' })
  })

  test('take theirs where the second editor says so', async ({ assert }) => {
    const { nora } = things
    const { second, seenBySecond, address } = await openForTwo(nora.id)
    const told = await second.post(address, {
      ...seenBySecond,
      jobTitle: 'Director',
      city: 'Leeds',
    })
    await second.post(address, { ...hiddenValues(told.text), resolve_all: 'theirs' })
    assert.containSubset(await stored(nora.id), { job_title: 'Buyer', city: 'Leeds' })
  })

  test('archive takes a record from the lists and back', async ({ assert }) => {
    const { nora } = things
    const north = await Visitor.of('north@alpha.test')
    await north.get(`/crm/contacts/${nora.id}`)
    const archived = await north.post(`/crm/contacts/${nora.id}/archival`)
    assert.include(archived.text, 'is archived')
    assert.notInclude((await north.get('/crm/contacts')).text, 'Nora Example')
    assert.include((await north.get('/crm/contacts?archived=1')).text, 'Nora Example')
    await north.get(`/crm/contacts/${nora.id}`)
    await north.post(`/crm/contacts/${nora.id}/archival?_method=DELETE`)
    assert.include((await north.get('/crm/contacts')).text, 'Nora Example')
  })

  test('deleting a company says what else is affected', async ({ assert }) => {
    const { nora } = things
    const north = await Visitor.of('north@alpha.test')
    const company = await north.get(`/crm/companies/${nora.companyId}`)
    assert.include(company.text, 'Nora Example')
    const page = await north.get(`/crm/companies/${nora.companyId}/deletion`)
    assert.include(page.text, 'contacts')
    assert.include(page.text, 'Company is emptied')
    await north.post(`/crm/companies/${nora.companyId}?_method=DELETE`)
    assert.isNull((await stored(nora.id)).company_id)
    assert.equal((await north.get(`/crm/companies/${nora.companyId}`)).status, 404)
  })
})
