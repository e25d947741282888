import { test } from '@japa/runner'
import { ApiClient } from '#tests/support/api_client'
import { emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

test.group('Addresses with a broken percent code', (group) => {
  let mia: TestUser

  group.each.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    mia = await alpha.user('mia@alpha.test', ['base.manager'])
  })

  test('are answered on the usual page', async ({ assert }) => {
    const visitor = await Visitor.of(mia.email)
    for (const address of ['/%ff', '/crm/%ff', '/crm/contacts/%c0%80?q=%20']) {
      const answer = await visitor.get(address)
      assert.equal(answer.status, 404, address)
      assert.include(answer.text, '<html', address)
    }
  })

  test('are answered with a problem by the API', async ({ assert }) => {
    const api = await ApiClient.of(mia)
    for (const address of ['/%ff', '/crm/%ff', '/crm/contacts/%c0%80']) {
      const answer = await api.get(address)
      assert.equal(answer.status, 404, address)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    }
    assert.equal((await new ApiClient(null).get('/%ff')).status, 401)
  })
})
