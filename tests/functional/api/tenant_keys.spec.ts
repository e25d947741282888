import { test } from '@japa/runner'
import { ApiClient } from '#tests/support/api_client'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const HREF = '/base/api-keys'
const secretIn = (html: string) => /tat_[\w-]{43}/.exec(html)?.[0] ?? null

test.group('API keys of a tenant', (group) => {
  let alpha: TestTenant
  let robot: TestUser
  let people: Record<'mia' | 'ada' | 'sam' | 'pia' | 'bob', TestUser>

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    const beta = await TestTenant.create('Beta')
    robot = await alpha.user('robot@alpha.test', ['crm.user', 'base.api_write'], ['North'])
    people = {
      ada: await alpha.user('ada@alpha.test', ['base.administrator']),
      mia: await alpha.user('mia@alpha.test', ['base.manager']),
      sam: await alpha.user('sam@alpha.test', ['crm.user'], ['North']),
      pia: await alpha.user('pia@alpha.test', ['base.portal'], ['North']),
      bob: await beta.user('bob@beta.test', ['base.administrator']),
    }
    await alpha.user('loc@alpha.test', ['base.administrator'], ['North'])
  })

  const make = (person: Visitor, member: TestUser, scope = 'write') =>
    person.post(HREF, {
      'name': 'Website',
      'days': '90',
      'scope[crm]': scope,
      'member': member.id,
    })

  test('act as a member, are seen by every administrator and revoked by any', async ({
    assert,
  }) => {
    const made = await make(await Visitor.of('ada@alpha.test'), robot)
    assert.equal(made.status, 201)
    const client = new ApiClient(secretIn(made.text))
    const created = await client.post('/crm/contacts', { firstName: 'Ada' })
    assert.equal(created.status, 201)
    const { rows } = await asOwner((owner) => owner.query('select created_by from crm_contacts'))
    assert.deepEqual(rows, [{ created_by: robot.id }])
    const loc = await Visitor.of('loc@alpha.test')
    const list = await loc.get(HREF)
    assert.include(list.text, 'Website')
    assert.include(list.text, 'Robot Tester')
    const address = /action="(\/base\/api-keys\/[\w-]+\?_method=DELETE)"/.exec(list.text)![1]!
    const bob = await Visitor.of('bob@beta.test')
    assert.equal((await bob.post(address)).status, 404)
    assert.equal((await client.get('/crm/contacts')).status, 200)
    await loc.post(address)
    assert.equal((await client.get('/crm/contacts')).status, 401)
  })

  test('work at the locations that were chosen, which the list says, and at no others', async ({
    assert,
  }) => {
    const [ada, loc] = [await Visitor.of('ada@alpha.test'), await Visitor.of('loc@alpha.test')]
    const at = (person: Visitor, ...locations: string[]) =>
      person.post(HREF, {
        'name': 'Website',
        'scope[crm]': 'read',
        'member': robot.id,
        'locations[]': locations,
      })
    await ada.get(HREF)
    const [north, south] = [alpha.location('North'), alpha.location('South')]
    assert.include((await at(ada, north, south)).text, 'Only at North, South')
    assert.include((await loc.get(HREF)).text, 'Only at North, 1 other location')
    const narrowed = await at(loc, south)
    assert.equal(narrowed.status, 422)
    assert.include(narrowed.text, 'These locations are not yours any more')
    assert.isNull(secretIn(narrowed.text))
  })

  test('are for administrators only', async ({ assert }) => {
    const mia = await Visitor.of('mia@alpha.test')
    assert.equal((await mia.get(HREF)).status, 404)
    assert.equal((await make(mia, robot)).status, 404)
  })

  test('do at most what their member may do through the API', async ({ assert }) => {
    const ada = await Visitor.of('ada@alpha.test')
    const nobody = await make(ada, people.pia)
    assert.equal(nobody.status, 422)
    assert.include(nobody.text, 'no API access')
    const reader = await make(ada, people.sam)
    assert.equal(reader.status, 422)
    assert.include(reader.text, 'Choose Read')
    assert.equal((await make(ada, people.sam, 'read')).status, 201)
  })

  test('never act as somebody with more rights, or of another tenant', async ({ assert }) => {
    const loc = await Visitor.of('loc@alpha.test')
    for (const member of [people.ada, people.mia, people.bob]) {
      const answer = await make(loc, member)
      assert.equal(answer.status, 422)
      assert.isNull(secretIn(answer.text))
    }
    assert.equal((await make(loc, robot)).status, 201)
  })
})
