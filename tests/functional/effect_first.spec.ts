import { test } from '@japa/runner'
import { tallies } from '#app/models/answer_cache'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

async function rows(sql: string, values: unknown[] = []) {
  return (await asOwner((owner) => owner.query(sql, values))).rows
}

/** Each change is shown first and made by the button of the page that shows it. */
test.group('Changes of access, shown first', (group) => {
  let alpha: TestTenant
  let admin: Visitor
  let ann: TestUser
  let ben: TestUser

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('ada@alpha.test', ['base.administrator'])
    ann = await alpha.user('ann@alpha.test', ['crm.user'], ['North'])
    ben = await alpha.user('ben@alpha.test', ['crm.user'], ['North'])
    await alpha.run(async () => {
      await Contact.create({ firstName: 'Nora', locationId: alpha.location('North') })
      await Contact.create({ firstName: 'Sven', locationId: alpha.location('South') })
      await Contact.create({ firstName: 'Suki', locationId: alpha.location('South') })
    })
    admin = await Visitor.of('ada@alpha.test')
    return emptyDatabase
  })

  const isActive = async (id: string) =>
    (await rows('select active from memberships where id = $1', [id]))[0]!.active as boolean

  /** A group of the tenant that brings support, given to somebody alone. */
  async function readers(member: TestUser) {
    await admin.get('/base/groups/new')
    const made = await admin.post('/base/groups', {
      'name': 'Readers',
      'includes[]': ['', 'base.support'],
    })
    const id = made.path.split('/').at(-1)!
    await asOwner((owner) =>
      owner.query('update membership_groups set group_name = $1 where user_id = $2', [
        `own.${id}`,
        member.id,
      ])
    )
    return { id, href: made.path }
  }

  test('deactivating a user, and having them back', async ({ assert }) => {
    await admin.get(`/base/users/${ann.id}`)
    const asked = await admin.post(`/base/users/${ann.id}/archival`)
    assert.include(asked.text, 'Deactivate “Ann Tester”?')
    assert.include(asked.text, '1 user loses 1 contact.')
    assert.isTrue(await isActive(ann.id))
    const done = await admin.confirm(asked)
    assert.equal(done.path, `/base/users/${ann.id}`)
    assert.isFalse(await isActive(ann.id))

    const back = await admin.post(`/base/users/${ann.id}/archival?_method=DELETE`)
    assert.include(back.text, 'Reactivate “Ann Tester”?')
    assert.include(back.text, '1 user gains 1 contact.')
    assert.isFalse(await isActive(ann.id))
    await admin.confirm(back)
    assert.isTrue(await isActive(ann.id))
  })

  test('is shown also when the numbers in the top bar have to be asked anew', async ({
    assert,
  }) => {
    await admin.get(`/base/users/${ann.id}`)
    tallies.clear()
    const asked = await admin.post(`/base/users/${ann.id}/archival`)
    assert.equal(asked.status, 200)
    assert.include(asked.text, '1 user loses 1 contact.')
    assert.isTrue(await isActive(ann.id))
  })

  test('archiving, restoring and deleting a group', async ({ assert }) => {
    const { id, href } = await readers(ann)
    const state = async () => (await rows('select active from access_groups'))[0]?.active as unknown
    for (const [path, words, after] of [
      [`${href}/archival`, '1 user loses 1 contact.', false],
      [`${href}/archival?_method=DELETE`, '1 user gains 1 contact.', true],
      [`${href}?_method=DELETE`, '1 user loses 1 contact.', undefined],
    ] as const) {
      await admin.get(href)
      const before = await state()
      const asked = await admin.post(path)
      assert.include(asked.text, words, path)
      assert.include(asked.text, 'Ann Tester', path)
      assert.notInclude(asked.text, 'Ben Tester', path)
      assert.equal(await state(), before, path)
      await admin.confirm(asked)
      assert.equal(await state(), after, path)
    }
    assert.lengthOf(await rows('select from access_groups where id = $1', [id]), 0)
  })

  test('a group that nobody has is made, changed and deleted at once', async ({ assert }) => {
    await admin.get('/base/groups/new')
    const { path } = await admin.post('/base/groups', {
      'name': 'Nobody',
      'includes[]': ['', 'base.support'],
    })
    await admin.get(path)
    await admin.post(`${path}/archival`)
    assert.deepEqual(await rows('select active from access_groups'), [{ active: false }])
    assert.equal((await admin.post(`${path}?_method=DELETE`)).path, '/base/groups')
  })

  test('an invitation says what the invited will reach', async ({ assert }) => {
    await admin.get('/base/invitations/new')
    const person = { name: 'Nia', email: 'nia@alpha.test', allLocations: '1' }
    const asked = await admin.post('/base/invitations', { ...person, 'groups[]': ['', 'crm.user'] })
    assert.include(asked.text, 'Save this for “Nia”?')
    assert.include(asked.text, '1 user gains 3 contacts.')
    assert.lengthOf(await rows('select from invitations'), 0)
    const { path } = await admin.confirm(asked)
    assert.lengthOf(await rows(`select from invitation_groups where group_name = 'crm.user'`), 1)

    await admin.get(path)
    const renamed = await admin.post(`${path}?_method=PUT`, { name: 'Nia Berg' })
    assert.equal(renamed.path, path)
    const without = await admin.post('/base/invitations', { name: 'Bo', email: 'bo@alpha.test' })
    assert.match(without.path, /^\/base\/invitations\/[\w-]{36}$/)
  })

  test('a change of several users at once', async ({ assert }) => {
    await admin.get('/base/users')
    const chosen = { 'ids[]': [ann.id, ben.id], 'search': '' }
    const asked = await admin.post('/base/users/bulk', { ...chosen, operation: 'archive' })
    assert.include(asked.text, 'Change 2 users')
    assert.include(asked.text, '2 users lose 1 contact.')
    assert.deepEqual([await isActive(ann.id), await isActive(ben.id)], [true, true])
    assert.lengthOf(await rows('select from bulk_runs'), 0)
    const done = await admin.confirm(asked)
    assert.equal(done.path, '/base/users')
    assert.deepEqual([await isActive(ann.id), await isActive(ben.id)], [false, false])
  })

  test('an undo that gives rights back', async ({ assert }) => {
    await admin.get(`/base/users/${ann.id}`)
    const done = await admin.confirm(await admin.post(`/base/users/${ann.id}/archival`))
    const undo = /action="(\/base\/audit\/[\w-]+\/undo)"/.exec(done.text)![1]!
    const asked = await admin.post(undo)
    assert.include(asked.text, '1 user gains 1 contact.')
    assert.isFalse(await isActive(ann.id))
    await admin.confirm(asked)
    assert.isTrue(await isActive(ann.id))
  })

  test('what has changed since it was shown is shown again', async ({ assert }) => {
    await admin.get(`/base/users/${ann.id}`)
    const asked = await admin.post(`/base/users/${ann.id}/archival`)
    await asOwner((owner) =>
      owner.query('update memberships set all_locations = true where id = $1', [ann.id])
    )
    const again = await admin.confirm(asked)
    assert.include(again.text, '1 user loses 3 contacts.')
    assert.isTrue(await isActive(ann.id))
    await admin.confirm(again)
    assert.isFalse(await isActive(ann.id))
  })

  test('nobody is told of records in locations of others', async ({ assert }) => {
    await alpha.user('lia@alpha.test', ['base.administrator'], ['North'])
    const lia = await Visitor.of('lia@alpha.test')
    await asOwner((owner) =>
      owner.query('update memberships set all_locations = true where id = $1', [ann.id])
    )
    await lia.get(`/base/users/${ann.id}`)
    const asked = await lia.post(`/base/users/${ann.id}/archival`)
    assert.include(asked.text, '1 user loses 1 contact.')
    await lia.confirm(asked)
    assert.isFalse(await isActive(ann.id))
  })
})
