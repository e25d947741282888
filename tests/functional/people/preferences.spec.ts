import { test } from '@japa/runner'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const HREF = '/account/preferences'
const usual = { language: 'en', timeZone: 'UTC', theme: '', density: '', home: '' }

test.group('Preferences', (group) => {
  let alpha: TestTenant
  let mia: Visitor

  const save = (given: Partial<typeof usual>) =>
    mia.post(`${HREF}?_method=PUT`, { ...usual, ...given })

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    mia = await Visitor.of('mia@alpha.test')
    await mia.get(HREF)
  })

  test('things stand as close as one likes them', async ({ assert }) => {
    assert.notInclude((await mia.get('/crm/contacts')).text, 'data-density')
    await save({ density: 'compact' })
    assert.include((await mia.get('/crm/contacts')).text, ' data-density="compact"')
    assert.match((await mia.get(HREF)).text, /<option value="compact" selected/)
    assert.equal((await save({ density: 'none' })).status, 422)
  })

  test('work begins on the page that one has chosen', async ({ assert }) => {
    assert.include((await mia.get(HREF)).text, '<option value="/crm/deals">CRM / Deals</option>')
    await save({ home: '/crm/deals' })
    assert.equal((await mia.get('/')).path, '/crm/deals')
    await save({})
    assert.equal((await mia.get('/')).path, '/')
  })

  test('no page is one that the menu does not lead to', async ({ assert }) => {
    for (const home of ['https://elsewhere.test/', '//elsewhere.test', '/base/audit']) {
      assert.equal((await save({ home })).status, 422)
    }
  })

  test('a page that one may not see any more gives way to the usual one', async ({ assert }) => {
    const { id } = await alpha.user('ann@alpha.test', ['base.administrator'])
    const ann = await Visitor.of('ann@alpha.test')
    await ann.get(HREF)
    await ann.post(`${HREF}?_method=PUT`, { ...usual, home: '/base/audit' })
    assert.equal((await ann.get('/')).path, '/base/audit')
    await asOwner((owner) =>
      owner.query(`update membership_groups set group_name = 'base.manager' where user_id = $1`, [
        id,
      ])
    )
    assert.equal((await ann.get('/')).path, '/')
    assert.equal((await ann.get(HREF)).status, 200)
  })
})
