import { test } from '@japa/runner'
import limiter from '@adonisjs/limiter/services/main'
import { Contact } from '#modules/crm/models/contact'
import { ApiClient, keyFor } from '#tests/support/api_client'
import { watchStatements } from '#tests/support/statements'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'

const owner = (text: string, values: unknown[] = []) =>
  asOwner((client) => client.query(text, values))

test.group('API | keys', (group) => {
  let alpha: TestTenant
  let mia: TestUser

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    mia = await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.run(() =>
      Contact.create({ firstName: 'Nora', locationId: alpha.location('North') })
    )
  })

  test('let in with X-API-Key and with Authorization: Bearer', async ({ assert }) => {
    const secret = await keyFor(mia)
    assert.match(secret, /^tat_[\w-]{43}$/)
    const own = await new ApiClient(secret).get('/crm/contacts')
    assert.equal(own.status, 200)
    const bearer = await new ApiClient(null).get(
      '/crm/contacts',
      {},
      { authorization: `Bearer ${secret}` }
    )
    assert.equal(bearer.text, own.text)
    assert.deepEqual(own.headers.getSetCookie(), [])
    assert.equal(own.headers.get('cache-control'), 'no-store')
  })

  test('are kept as hashes only', async ({ assert }) => {
    const secret = await keyFor(mia)
    const { rows } = await owner('select k::text as all, prefix from identity.api_keys k')
    assert.notInclude(rows[0].all, secret)
    assert.isTrue(secret.startsWith(rows[0].prefix))
    assert.lengthOf(rows[0].prefix, 12)
  })

  test('are refused when missing, wrong, expired, revoked', async ({ assert }) => {
    const told = async (secret: string | null) => {
      const { status, body, headers } = await new ApiClient(secret).get('/crm/contacts')
      assert.equal(status, 401)
      assert.include(headers.get('www-authenticate'), 'Bearer')
      assert.equal(headers.get('content-type'), 'application/problem+json')
      return String(body.detail)
    }
    assert.include(await told(null), 'X-API-Key')
    assert.include(await told(''), 'X-API-Key')
    assert.include(await told('tat_x'), 'no such key')
    assert.include(await told(`tat_${'A'.repeat(43)}`), 'no such key')
    const secret = await keyFor(mia)
    await owner(`update identity.api_keys set expires_at = now() - interval '1 second'`)
    assert.include(await told(secret), 'expired')
    await owner('update identity.api_keys set revoked_at = now()')
    assert.include(await told(secret), 'revoked')
  })

  test('end at once with their user, their membership and their tenant', async ({ assert }) => {
    const client = await ApiClient.of(mia)
    const statusAfter = async (change: string) => {
      await owner(change)
      return (await client.get('/crm/contacts')).status
    }
    assert.equal(await statusAfter('update identity.users set active = false'), 401)
    assert.equal(await statusAfter('update identity.users set active = true'), 200)
    assert.equal(await statusAfter('update memberships set active = false'), 401)
    assert.equal(await statusAfter('update memberships set active = true'), 200)
    assert.equal(await statusAfter('update tenants set active = false'), 401)
    assert.equal(await statusAfter('update tenants set active = true'), 200)
  })

  test('can do what their user may now, not what they might before', async ({ assert }) => {
    const client = await ApiClient.of(mia)
    assert.equal((await client.get('/crm/contacts')).status, 200)
    await owner(`update membership_groups set group_name = 'base.user'`)
    assert.equal((await client.get('/crm/contacts')).status, 404)
    await owner('delete from membership_groups')
    assert.equal((await client.get('/crm/contacts')).body.code, 'E_API_ACCESS')
  })

  test('are narrowed by scopes', async ({ assert }) => {
    const status = async (scopes: string[], method: 'get' | 'post', path: string) => {
      const client = await ApiClient.of(mia, { scopes })
      const answer = method === 'get' ? await client.get(path) : await client.post(path, {})
      return answer.status
    }
    assert.equal(await status(['crm:read'], 'get', '/crm/contacts'), 200)
    assert.equal(await status(['crm:read'], 'post', '/crm/contacts'), 403)
    assert.equal(await status(['crm:write'], 'get', '/crm/contacts'), 200)
    assert.equal(await status(['crm:write'], 'post', '/crm/contacts'), 422)
    assert.equal(await status(['integrations:write'], 'get', '/crm/contacts'), 403)
    assert.equal(await status([], 'get', '/crm/contacts'), 403)
    assert.equal(await status(['*:read'], 'get', '/crm/contacts'), 200)
    assert.equal(await status(['*:read'], 'post', '/crm/contacts'), 403)
  })

  test('ask through a link only for what another module’s scope allows', async ({ assert }) => {
    const domain = [['owner.email', '=', 'mia@alpha.test']]
    const narrow = await ApiClient.of(mia, { scopes: ['crm:read'] })
    const refused = await narrow.get('/crm/contacts', { domain })
    assert.equal(refused.status, 422)
    const named = await narrow.get('/crm/contacts', { domain: [['owner.name', 'ilike', 'mia']] })
    assert.equal(named.status, 200)
    const wide = await ApiClient.of(mia, { scopes: ['crm:read', 'base:read'] })
    assert.equal((await wide.get('/crm/contacts', { domain })).status, 200)
  })

  test('are narrowed by locations, and never widened by losing them', async ({ assert }) => {
    await alpha.run(() =>
      Contact.create({ firstName: 'Sven', locationId: alpha.location('South') })
    )
    const seen = async (client: ApiClient) => {
      const { body } = await client.get('/crm/contacts', { fields: 'firstName', order: 'id' })
      return (body.data as { firstName: string }[]).map(({ firstName }) => firstName)
    }
    const south = await ApiClient.of(mia, { locationIds: [alpha.location('South')] })
    assert.deepEqual(await seen(await ApiClient.of(mia)), ['Nora', 'Sven'])
    assert.deepEqual(await seen(south), ['Sven'])
    await owner('update locations set active = false where id = $1', [alpha.location('South')])
    assert.deepEqual(await seen(south), [])
    const other = await ApiClient.of(mia, { locationIds: ['019a0000-0000-7000-8000-000000000000'] })
    assert.deepEqual(await seen(other), [])
  })

  test('of another tenant do not reach here', async ({ assert }) => {
    const beta = await TestTenant.create('Beta')
    const bob = await beta.user('bob@beta.test', ['base.administrator'])
    const { body } = await (await ApiClient.of(bob)).get('/crm/contacts')
    assert.deepEqual(body.data, [])
  })

  test('are found in one statement, and remembered every five minutes at most', async ({
    assert,
  }) => {
    const client = await ApiClient.of(mia)
    await client.get('/crm/contacts')
    const before = (await owner('select last_used_at, last_used_ip from identity.api_keys')).rows[0]
    assert.isNotNull(before.last_used_at)
    assert.isNotNull(before.last_used_ip)
    const sent = await watchStatements(() => client.get('/crm/contacts'))
    assert.lengthOf(
      sent.filter(({ text }) => text.includes('api_keys')),
      1
    )
    assert.isAtMost(sent.length, 4)
    assert.deepEqual(
      sent.filter(({ text }) => /\b(insert into|update|delete from)\b/i.test(text)),
      []
    )
    const after = (await owner('select last_used_at from identity.api_keys')).rows[0]
    assert.deepEqual(after.last_used_at, before.last_used_at)
  })

  test('stop an address that tries keys, and no key', async ({ assert, cleanup }) => {
    cleanup(() => limiter.clear(['memory']))
    const wrong = new ApiClient(`tat_${'B'.repeat(43)}`)
    const statuses = new Set<number>()
    for (let index = 0; index < 70; index++) {
      statuses.add((await wrong.get('/crm/contacts')).status)
    }
    assert.sameMembers([...statuses], [401, 429])
    assert.equal((await (await ApiClient.of(mia)).get('/crm/contacts')).status, 200)
  })

  test('say how much is left', async ({ assert }) => {
    const client = await ApiClient.of(mia)
    const first = (await client.get('/crm/contacts')).headers
    const second = (await client.get('/crm/contacts')).headers
    assert.equal(first.get('ratelimit-limit'), '600')
    assert.equal(
      Number(second.get('ratelimit-remaining')),
      Number(first.get('ratelimit-remaining')) - 1
    )
  })
})
