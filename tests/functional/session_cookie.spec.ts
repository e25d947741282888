import { test } from '@japa/runner'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const BASE = `http://${process.env.HOST}:${process.env.PORT}`

/** The status of a page of contacts for somebody who comes with this cookie. */
async function statusFor(cookie: string): Promise<number> {
  const answer = await fetch(`${BASE}/crm/contacts`, {
    headers: { accept: 'text/html', cookie: `tatami=${cookie}` },
    redirect: 'manual',
  })
  return answer.status
}

test.group('The cookie of a session', (group) => {
  let cookie: string

  group.each.setup(async () => {
    await emptyDatabase()
    const tenant = await TestTenant.create('Alpha')
    await tenant.user('ann@alpha.test', ['crm.user'])
    const visitor = new Visitor()
    await visitor.logIn('ann@alpha.test')
    cookie = visitor.cookies.get('tatami')!
  })

  test('lets in again and again', async ({ assert }) => {
    for (let visit = 0; visit < 3; visit++) assert.equal(await statusFor(cookie), 200)
  })

  test('is checked whole, also after it was good once', async ({ assert }) => {
    assert.equal(await statusFor(cookie), 200)
    const end = cookie.at(-1) === 'A' ? 'B' : 'A'
    assert.equal(await statusFor(cookie.slice(0, -1) + end), 302)
    assert.equal(await statusFor(cookie.slice(0, cookie.lastIndexOf('.'))), 302)
    assert.equal(await statusFor(cookie), 200)
  })

  test('is worth nothing when its session has ended', async ({ assert }) => {
    assert.equal(await statusFor(cookie), 200)
    await asOwner((owner) => owner.query('delete from identity.sessions'))
    assert.equal(await statusFor(cookie), 302)
  })

  test('is worth nothing when its user may no longer log in', async ({ assert }) => {
    assert.equal(await statusFor(cookie), 200)
    await asOwner((owner) => owner.query('update identity.users set active = false'))
    assert.equal(await statusFor(cookie), 302)
  })
})
