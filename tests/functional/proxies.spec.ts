import { test } from '@japa/runner'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { keyFor } from '#tests/support/api_client'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'

/** As `TRUSTED_PROXIES` of bin/test.ts has it. */
const PROXY = '127.0.0.2'
const STRANGER = '127.0.0.1'

/** Makes a contact by the API, as an address of this machine that passes something on. */
async function ask(key: string, from: string, headers: Record<string, string>) {
  const sent = request(`http://${process.env.HOST}:${process.env.PORT}/api/v1/crm/contacts`, {
    method: 'POST',
    localAddress: from,
    agent: false,
    headers: { 'x-api-key': key, 'content-type': 'application/json', ...headers },
  })
  sent.end('{"firstName":"Ada"}')
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  return answer.statusCode
}

test.group('Behind a proxy', (group) => {
  let key: string

  group.each.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    key = await keyFor(await alpha.user('mia@alpha.test', ['base.manager']))
  })

  test('{from} that passes “{forwarded}” on is written down as {address}')
    .with([
      { from: PROXY, forwarded: '203.0.113.7', address: '203.0.113.7' },
      { from: PROXY, forwarded: '198.51.100.1, 203.0.113.7', address: '203.0.113.7' },
      { from: PROXY, forwarded: '203.0.113.7, 10.9.1.1', address: '203.0.113.7' },
      { from: PROXY, forwarded: '2001:db8::7', address: '2001:db8::7' },
      { from: PROXY, forwarded: 'nobody, 10.9.1.1', address: PROXY },
      { from: PROXY, forwarded: '', address: PROXY },
      { from: STRANGER, forwarded: '203.0.113.7', address: STRANGER },
    ])
    .run(async ({ assert }, { from, forwarded, address }) => {
      assert.equal(await ask(key, from, { 'x-forwarded-for': forwarded }), 201)
      const { rows } = await asOwner((owner) =>
        owner.query(`select distinct ip from audit_entries where channel = 'api'`)
      )
      assert.deepEqual(rows, [{ ip: address }])
    })

  test('everybody has limits of their own, and no stranger those of another', async ({
    assert,
  }) => {
    const tries = (from: string, forwarded: string, times: number) =>
      Promise.all(
        Array.from({ length: times }, () =>
          ask('tat_wrong', from, { 'x-forwarded-for': forwarded })
        )
      )
    assert.include(await tries(PROXY, '203.0.113.8', 61), 429)
    assert.deepEqual(await tries(PROXY, '203.0.113.9', 1), [401])
    assert.deepEqual(await tries(STRANGER, '203.0.113.8', 1), [401])
    assert.deepEqual(await tries(PROXY, '203.0.113.8', 1), [429])
  })
})
