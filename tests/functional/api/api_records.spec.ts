import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Tag } from '#modules/base/models/tag'
import { ApiClient } from '#tests/support/api_client'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'

const UNKNOWN = '01990000-0000-7000-8000-000000000000'

interface Json {
  id: string
  firstName: string
  version: number
  [field: string]: unknown
}

let alpha: TestTenant
let people: { mia: TestUser; north: TestUser; sam: TestUser; pia: TestUser; bob: TestUser }
let nora: Contact
let sven: Contact
let bea: Contact

async function house() {
  await emptyDatabase()
  alpha = await TestTenant.create('Alpha')
  const beta = await TestTenant.create('Beta')
  people = {
    mia: await alpha.user('mia@alpha.test', ['base.manager']),
    north: await alpha.user('north@alpha.test', ['base.location_manager'], ['North']),
    sam: await alpha.user('sam@alpha.test', ['crm.user'], ['North']),
    pia: await alpha.user('pia@alpha.test', ['base.user']),
    bob: await beta.user('bob@beta.test', ['base.administrator']),
  }
  const create = (tenant: TestTenant, place: string, firstName: string) =>
    tenant.run(async () => {
      const locationId = tenant.location(place)
      const company = await Company.create({ name: `${firstName} Works`, locationId })
      const contact = await Contact.create({
        firstName,
        lastName: 'Example',
        email: `${firstName.toLowerCase()}@example.test`,
        locationId,
        companyId: company.id,
      })
      const tag = await Tag.create({ name: `Tag of ${firstName}` })
      await contact.related('tags').sync([tag.id])
      return contact
    })
  nora = await create(alpha, 'North', 'Nora')
  sven = await create(alpha, 'South', 'Sven')
  bea = await create(beta, 'North', 'Bea')
}

const stored = (id: string) =>
  asOwner(
    async (owner) => (await owner.query('select * from crm_contacts where id = $1', [id])).rows[0]
  )

test.group('API | lists', (group) => {
  let mia: ApiClient
  let north: ApiClient
  group.setup(async () => {
    await house()
    mia = await ApiClient.of(people.mia)
    north = await ApiClient.of(people.north)
  })

  const names = async (client: ApiClient, query: Record<string, unknown> = {}) => {
    const answer = await client.get('/crm/contacts', { order: 'id', ...query })
    if (answer.status !== 200) throw new Error(answer.text)
    return (answer.body.data as Json[]).map(({ firstName }) => firstName)
  }

  test('hold what the user may see, and nothing else', async ({ assert }) => {
    assert.deepEqual(await names(mia), ['Nora', 'Sven'])
    assert.deepEqual(await names(north), ['Nora'])
    assert.deepEqual(await names(await ApiClient.of(people.bob)), ['Bea'])
    assert.equal((await (await ApiClient.of(people.pia)).get('/crm/contacts')).status, 404)
    assert.equal((await mia.get('/crm/nothing')).status, 404)
    assert.equal((await mia.get('/nothing/contacts')).status, 404)
    for (const path of ['/nothing', '/crm/contacts/x/nothing/y/z', '/']) {
      const answer = await mia.get(path)
      assert.equal(answer.status, 404, path)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    }
    assert.equal((await new ApiClient(null).get('/nothing')).status, 401)
  })

  test('answer with values as JSON', async ({ assert }) => {
    const { body, headers } = await north.get('/crm/contacts')
    assert.include(headers.get('content-type'), 'application/json')
    const [record] = body.data as Json[]
    assert.equal(record!.id, nora.id)
    assert.equal(record!.name, 'Nora Example')
    assert.equal(record!.status, 'lead')
    assert.isNull(record!.phone)
    assert.isFalse(record!.doNotDisturb)
    assert.equal(record!.version, 1)
    assert.deepEqual(record!.company, { id: nora.companyId, title: 'Nora Works' })
    assert.match((record!.tags as Json[])[0]!.title as string, /^Tag of Nora$/)
    assert.match(record!.createdAt as string, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    assert.isNull(body.next)
  })

  test('follow a domain, within reach only', async ({ assert }) => {
    const by = (domain: unknown[]) => names(mia, { domain })
    assert.deepEqual(await by([['firstName', '=', 'Sven']]), ['Sven'])
    assert.deepEqual(await by(['|', ['firstName', '=', 'Sven'], ['email', 'ilike', 'nora']]), [
      'Nora',
      'Sven',
    ])
    assert.deepEqual(await by([['company.name', '=', 'Nora Works']]), ['Nora'])
    assert.deepEqual(await names(north, { domain: [['firstName', '=', 'Sven']] }), [])
    assert.deepEqual(await names(mia, { domain: [['id', '=', bea.id]] }), [])
  })

  test('leave archived records out unless they are asked for', async ({ assert }) => {
    await asOwner((owner) =>
      owner.query('update crm_contacts set active = false where id = $1', [sven.id])
    )
    assert.deepEqual(await names(mia), ['Nora'])
    assert.deepEqual(await names(mia, { domain: [['active', '=', false]] }), ['Sven'])
    assert.deepEqual(
      await names(mia, { domain: ['|', ['active', '=', true], ['active', '=', false]] }),
      ['Nora', 'Sven']
    )
    await asOwner((owner) => owner.query('update crm_contacts set active = true'))
  })

  test('bring the fields that are asked for', async ({ assert }) => {
    const { body } = await north.get('/crm/contacts', { fields: 'firstName,company' })
    assert.deepEqual(Object.keys((body.data as Json[])[0]!), ['id', 'firstName', 'company'])
  })

  test('say what is wrong with the address, and where', async ({ assert }) => {
    const refused = async (query: Record<string, unknown>) => {
      const { status, body } = await mia.get('/crm/contacts', query)
      assert.equal(status, 422, JSON.stringify(query))
      return (body.errors as { parameter: string; detail: string; path?: number[] }[])[0]!
    }
    const wrongField = await refused({
      domain: [
        ['status', '=', 'lead'],
        ['salary', '=', 1],
      ],
    })
    assert.equal(wrongField.parameter, 'domain')
    assert.deepEqual(wrongField.path, [1])
    assert.include(wrongField.detail, 'salary')
    assert.deepEqual((await refused({ domain: [['email', 'almost', 'x']] })).path, [0, 1])
    assert.include((await refused({ domain: '[[' })).detail, 'JSON')
    assert.include((await refused({ domain: '{}' })).detail, 'list')
    assert.equal((await refused({ fields: 'firstName,salary' })).parameter, 'fields')
    assert.equal((await refused({ fields: '__proto__' })).parameter, 'fields')
    assert.include((await refused({ order: 'tags' })).detail, 'createdAt')
    for (const order of [
      ...['id; drop table', 'salary', 'lastName up', '', ',', 'lastName,', 'lastName,lastName'],
      'lastName,firstName,status,id',
    ]) {
      assert.equal((await refused({ order })).parameter, 'order', order)
    }
    for (const limit of ['0', '201', '-1', '1e2', 'x']) {
      assert.equal((await refused({ limit })).parameter, 'limit')
    }
    assert.equal((await refused({ after: 'AAAA' })).parameter, 'after')
    assert.equal((await refused({ filed: 'x' })).parameter, 'filed')
    assert.equal((await mia.get('/crm/contacts?limit=1&limit=2')).status, 422)
  })

  test('go on page after page, also while records come and go', async ({ assert }) => {
    await alpha.run(async () => {
      for (let index = 0; index < 7; index++) {
        await Contact.create({ firstName: `Page${index}`, locationId: alpha.location('North') })
      }
    })
    for (const order of ['id', 'id desc', 'createdAt', 'createdAt desc', 'firstName', '']) {
      const seen: string[] = []
      let after: string | null = ''
      do {
        const { body } = await mia.get('/crm/contacts', {
          limit: '2',
          ...(order && { order }),
          ...(after && { after }),
        })
        if (!body.data) throw new Error(JSON.stringify([order, body]))
        seen.push(...(body.data as Json[]).map(({ id }) => id))
        after = body.next as string | null
      } while (after && seen.length < 50)
      assert.lengthOf(seen, 9, order)
      assert.lengthOf([...new Set(seen)], 9, order)
    }
    const first = await mia.get('/crm/contacts', { limit: '2', order: 'id' })
    const { next } = first.body as unknown as { next: string }
    assert.equal((await mia.get('/crm/contacts', { order: 'id desc', after: next })).status, 422)
  })
})

test.group('API | records', (group) => {
  group.each.setup(house)

  test('are read by id; others are as if they never existed', async ({ assert }) => {
    const north = await ApiClient.of(people.north)
    const own = await north.get(`/crm/contacts/${nora.id}`)
    assert.equal(own.status, 200)
    assert.equal(own.headers.get('etag'), '"1"')
    assert.equal((own.body.data as Json).firstName, 'Nora')
    const missing = await north.get(`/crm/contacts/${UNKNOWN}`)
    assert.equal(missing.status, 404)
    for (const id of [sven.id, bea.id, 'x', '1']) {
      for (const send of [
        () => north.get(`/crm/contacts/${id}`),
        () => north.patch(`/crm/contacts/${id}`, { version: 1, firstName: 'X' }),
        () => north.delete(`/crm/contacts/${id}`),
      ]) {
        const answer = await send()
        assert.equal(answer.status, 404)
        assert.equal(answer.text, missing.text)
      }
    }
    assert.equal((await stored(sven.id)).first_name, 'Sven')
    assert.equal((await stored(bea.id)).first_name, 'Bea')
  })

  test('are created', async ({ assert }) => {
    const north = await ApiClient.of(people.north)
    const { status, headers, body } = await north.post('/crm/contacts', {
      firstName: 'Ada',
      email: 'ADA@example.test',
      doNotDisturb: true,
      company: { id: nora.companyId, title: 'ignored' },
      tags: [],
    })
    assert.equal(status, 201)
    const record = body.data as Json
    assert.equal(headers.get('location'), `/api/v1/crm/contacts/${record.id}`)
    assert.equal(record.email, 'ada@example.test')
    assert.deepEqual(record.location, { id: alpha.location('North'), title: 'North' })
    const row = await stored(record.id)
    assert.equal(row.created_by, people.north.id)
    assert.equal(row.company_id, nora.companyId)
    assert.isTrue(row.do_not_disturb)
  })

  test('are refused with a word for each field', async ({ assert }) => {
    const north = await ApiClient.of(people.north)
    const faults = async (body: unknown) => {
      const answer = await north.post('/crm/contacts', body)
      assert.equal(answer.status, 422, answer.text)
      return (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)
    }
    assert.deepEqual(await faults({}), ['#/firstName'])
    assert.deepEqual(await faults({ firstName: '', email: 'x', status: 'king' }), [
      '#/firstName',
      '#/email',
      '#/status',
    ])
    assert.deepEqual(await faults({ firstName: 5, doNotDisturb: 'yes', tags: 'x' }), [
      '#/firstName',
      '#/doNotDisturb',
      '#/tags',
    ])
    assert.deepEqual(await faults({ firstName: 'A', salary: 1 }), ['#/salary'])
    assert.deepEqual(await faults({ firstName: 'A', name: 'B', id: UNKNOWN }), ['#/name', '#/id'])
    assert.deepEqual(await faults({ firstName: ['A'] }), ['#/firstName'])
    assert.deepEqual(await faults([]), ['#'])
    for (const company of [sven.companyId, bea.companyId, UNKNOWN, 'x']) {
      assert.deepEqual(await faults({ firstName: 'A', company }), ['#/company'])
    }
    for (const location of [alpha.location('South'), UNKNOWN]) {
      assert.deepEqual(await faults({ firstName: 'A', location }), ['#/location'])
    }
    const { rows } = await asOwner((owner) => owner.query('select 1 from crm_contacts'))
    assert.lengthOf(rows, 3)
  })

  test('are changed with the version that was read', async ({ assert }) => {
    const north = await ApiClient.of(people.north)
    const path = `/crm/contacts/${nora.id}`
    const first = await north.patch(path, { version: 1, jobTitle: 'Owner' })
    assert.equal(first.status, 200)
    assert.equal((first.body.data as Json).version, 2)
    assert.equal(first.headers.get('etag'), '"2"')
    const stale = await north.patch(path, { version: 1, jobTitle: 'Guest' })
    assert.equal(stale.status, 409)
    assert.equal(stale.body.code as unknown as string, 'E_STALE_RECORD')
    assert.equal((await north.patch(path, { jobTitle: 'A' }, { 'if-match': '"1"' })).status, 409)
    assert.equal((await north.patch(path, { jobTitle: 'A' }, { 'if-match': '"2"' })).status, 200)
    assert.equal((await north.patch(path, { jobTitle: 'B' }, { 'if-match': '*' })).status, 200)
    assert.equal((await north.patch(path, { jobTitle: 'C' })).status, 428)
    assert.equal((await north.patch(path, { jobTitle: 'C', version: 'x' })).status, 422)
    assert.equal((await north.patch(path, { jobTitle: 'C' }, { 'if-match': 'x' })).status, 422)
    const row = await stored(nora.id)
    assert.equal(row.job_title, 'B')
    assert.equal(row.last_name, 'Example')
    assert.equal(row.version, 4)
  })

  test('take one of many changes that are made on one version at once', async ({ assert }) => {
    const north = await ApiClient.of(people.north)
    const answers = await Promise.all(
      ['A', 'B', 'C', 'D', 'E'].map((jobTitle) =>
        north.patch(`/crm/contacts/${nora.id}`, { version: 1, jobTitle })
      )
    )
    const statuses = answers.map(({ status }) => status).sort()
    assert.deepEqual(statuses, [200, 409, 409, 409, 409])
    assert.equal((await stored(nora.id)).version, 2)
  })

  test('are deleted by those who may', async ({ assert }) => {
    const sam = await ApiClient.of(people.sam)
    const refused = await sam.delete(`/crm/contacts/${nora.id}`)
    assert.equal(refused.status, 403)
    const north = await ApiClient.of(people.north)
    const path = `/crm/contacts/${nora.id}`
    assert.equal((await north.delete(path, { 'if-match': '"7"' })).status, 409)
    for (const headers of [{ 'if-match': '"7"' }, { 'if-match': '*' }]) {
      const typo = await north.delete(`${path}?verson=1`, headers)
      assert.equal(typo.status, 422)
      assert.equal((typo.body.errors as { parameter: string }[])[0]?.parameter, 'verson')
    }
    const unversioned = await north.delete(path)
    assert.equal(unversioned.status, 428)
    assert.equal(unversioned.body.code, 'E_VERSION_NEEDED')
    assert.equal((await north.send('DELETE', path, '{"firstName":"A"}')).status, 422)
    assert.equal((await north.send('DELETE', path, '{"version":7}')).status, 409)
    assert.isDefined(await stored(nora.id))
    const done = await north.delete(path, { 'if-match': '"1"' })
    assert.equal(done.status, 204)
    assert.equal(done.text, '')
    assert.isUndefined(await stored(nora.id))
    assert.equal((await north.delete(path)).status, 404)
  })

  test('cannot be written out of one’s own reach', async ({ assert }) => {
    const north = await ApiClient.of(people.north)
    const answer = await north.patch(`/crm/contacts/${nora.id}`, {
      version: 1,
      location: alpha.location('South'),
    })
    assert.equal(answer.status, 422)
    assert.equal((await stored(nora.id)).location_id, alpha.location('North'))
  })

  test('take JSON only, and not more than one megabyte', async ({ assert }) => {
    const north = await ApiClient.of(people.north)
    const post = (body: string | Blob, type: string) =>
      north.send('POST', '/crm/contacts', body, { 'content-type': type })
    assert.equal((await post('firstName=A', 'application/x-www-form-urlencoded')).status, 415)
    assert.equal((await post('{"firstName":"A"}', 'text/plain')).status, 415)
    assert.equal((await post('{"firstName":', 'application/json')).status, 400)
    for (const body of ['"text"', 'null', '1', '[]']) {
      const answer = await post(body, 'application/json')
      assert.equal(answer.status, 422, body)
      assert.equal((answer.body.errors as { pointer: string }[])[0]?.pointer, '#', body)
    }
    const latin = new Blob([Buffer.from('{"firstName":"Zoë"}', 'latin1')])
    assert.equal((await post(latin, 'application/json')).status, 400)
    assert.equal((await post(latin, 'application/json; charset=iso-8859-1')).status, 415)
    const deep = `{"firstName":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    assert.equal((await post(deep, 'application/json')).status, 400)
    const headers = { 'content-encoding': 'gzip' }
    const packed = await north.post('/crm/contacts', { firstName: 'A' }, headers)
    assert.equal(packed.status, 415)
    assert.equal(packed.body.code, 'E_PACKED_BODY')
    assert.include(packed.body.detail, 'Content-Encoding')
    const large = JSON.stringify({ firstName: 'A', notes: 'x'.repeat(1_100_000) })
    assert.equal((await post(large, 'application/json')).status, 413)
    assert.equal((await post('{"firstName":"A"}', 'application/json; charset=utf-8')).status, 201)
  })

  test('survive values that no field expects', async ({ assert }) => {
    const north = await ApiClient.of(people.north)
    const strange = [
      '\u0000',
      '\ud800',
      '\u202e',
      'x'.repeat(100_000),
      '1e309',
      { $ne: 1 },
      [[]],
      -0,
      1e308,
      true,
    ]
    for (const name of ['firstName', 'notes', 'email', 'status', 'company', 'tags', 'phone']) {
      for (const value of strange) {
        const { status, text } = await north.post('/crm/contacts', {
          firstName: 'Ok',
          [name]: value,
        })
        assert.isBelow(status, 500, `${name} ${text}`)
      }
    }
    const polluted = await north.send(
      'POST',
      '/crm/contacts',
      '{"firstName":"A","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
    )
    assert.oneOf(polluted.status, [201, 422])
    assert.isUndefined(({} as { polluted?: unknown }).polluted)
  })

  test('need no session, and a session is no key', async ({ assert }) => {
    const { Visitor } = await import('#tests/support/visitor')
    const visitor = new Visitor()
    await visitor.logIn('mia@alpha.test')
    const answer = await visitor.get('/api/v1/crm/contacts', { accept: 'application/json' })
    assert.equal(answer.status, 401)
  })
})
