import { test } from '@japa/runner'
import { ApiClient } from '#tests/support/api_client'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const secretIn = (html: string) => /tat_[\w-]{43}/.exec(html)?.[0] ?? null

test.group('Personal tokens', (group) => {
  group.each.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('ann@alpha.test', ['crm.user'])
    await alpha.user('ben@alpha.test', ['crm.user'])
  })

  const make = (person: Visitor, change: Record<string, string> = {}) =>
    person.post('/account/tokens', {
      'name': 'Export',
      'days': '30',
      'scope[crm]': 'read',
      ...change,
    })

  test('are shown once, work, and are listed by their beginning', async ({ assert }) => {
    const ann = await Visitor.of('ann@alpha.test')
    await ann.get('/account/tokens')
    const made = await make(ann)
    assert.equal(made.status, 201)
    const secret = secretIn(made.text)!
    assert.equal((await new ApiClient(secret).get('/crm/contacts')).status, 200)
    assert.equal((await new ApiClient(secret).post('/crm/contacts', {})).status, 403)
    const list = await ann.get('/account/tokens')
    assert.isNull(secretIn(list.text))
    assert.include(list.text, secret.slice(0, 12))
    assert.include(list.text, 'Export')
    const { rows } = await asOwner((owner) =>
      owner.query(`select expires_at - now() < interval '31 days' as soon from identity.api_keys`)
    )
    assert.deepEqual(rows, [{ soon: true }])
  })

  test('end when they are revoked, by their own user only', async ({ assert }) => {
    const ann = await Visitor.of('ann@alpha.test')
    await ann.get('/account/tokens')
    const client = new ApiClient(secretIn((await make(ann)).text))
    const list = await ann.get('/account/tokens')
    const address = /action="(\/account\/tokens\/[\w-]+\?_method=DELETE)"/.exec(list.text)![1]!
    const ben = await Visitor.of('ben@alpha.test')
    assert.notInclude((await ben.get('/account/tokens')).text, 'Export')
    assert.equal((await ben.post(address)).status, 404)
    assert.equal((await client.get('/crm/contacts')).status, 200)
    assert.equal((await ann.post(address)).status, 200)
    assert.equal((await client.get('/crm/contacts')).status, 401)
    assert.equal((await ann.post(address)).status, 404)
  })

  test('are made by those who have API access, to change by those who may', async ({ assert }) => {
    const ann = await Visitor.of('ann@alpha.test')
    assert.notInclude((await ann.get('/account/tokens')).text, 'value="write"')
    const refused = await make(ann, { 'scope[crm]': 'write' })
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'Choose Read')
    await asOwner((owner) => owner.query('delete from membership_groups'))
    assert.notInclude((await ann.get('/account/preferences')).text, '/account/tokens')
    assert.equal((await ann.get('/account/tokens')).status, 404)
    assert.equal((await make(ann)).status, 404)
  })

  test('need a name and something that they may do', async ({ assert }) => {
    const ann = await Visitor.of('ann@alpha.test')
    await ann.get('/account/tokens')
    const faulty: Record<string, string>[] = [
      { name: ' ' },
      { 'scope[crm]': '' },
      { 'scope[crm]': 'delete' },
    ]
    for (const change of faulty) {
      const answer = await make(ann, change)
      assert.equal(answer.status, 422)
      assert.isNull(secretIn(answer.text))
    }
    const stranger = await make(ann, { 'scope[crm]': '', 'scope[integrations]': 'write' })
    assert.equal(stranger.status, 422)
    const { rows } = await asOwner((owner) => owner.query('select 1 from identity.api_keys'))
    assert.lengthOf(rows, 0)
  })

  test('live a year at most', async ({ assert }) => {
    const ann = await Visitor.of('ann@alpha.test')
    await ann.get('/account/tokens')
    await make(ann, { days: '3650' })
    await make(ann, { days: '365' })
    const { rows } = await asOwner((owner) =>
      owner.query(`select round(extract(epoch from expires_at - now()) / 86400)::int as days
        from identity.api_keys order by id`)
    )
    assert.deepEqual(rows, [{ days: 90 }, { days: 365 }])
  })
})
