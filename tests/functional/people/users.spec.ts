import { test } from '@japa/runner'
import { Environment } from '#app/environment/environment'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, PASSWORD, TestTenant, type TestUser } from '#tests/support/tenants'
import { Importer } from '#tests/support/importer'
import { hiddenValues, Visitor } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

/** Changes a user on their form, as a browser would post it, and confirms the effect. */
async function change(by: Visitor, id: string, fields: Record<string, string | string[]>) {
  return by.confirm(await ask(by, id, fields))
}

/** Posts the form of a user; the answer may ask about the effect. */
async function ask(by: Visitor, id: string, fields: Record<string, string | string[]>) {
  const page = await by.get(`/base/users/${id}`)
  const { _base } = hiddenValues(page.text)
  if (!_base) return by.post(`/base/users/${id}?_method=PUT`, fields)
  const base = JSON.parse(_base) as Record<string, string>
  const lists = Object.fromEntries(
    ['groups', 'locations'].map((name) => [`${name}[]`, ['', ...base[name]!.split(',')]])
  )
  const { name, email, allLocations } = base as {
    name: string
    email: string
    allLocations: string
  }
  return by.post(`/base/users/${id}?_method=PUT`, {
    ...hiddenValues(page.text),
    name,
    email,
    allLocations,
    ...lists,
    ...fields,
  })
}

async function rows(sql: string, values: unknown[] = []) {
  return (await asOwner((owner) => owner.query(sql, values))).rows
}

test.group('Users', (group) => {
  withWorker(group)

  let alpha: TestTenant
  let ada: TestUser
  let ann: TestUser
  let admin: Visitor

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    ada = await alpha.user('ada@alpha.test', ['base.administrator'])
    ann = await alpha.user('ann@alpha.test', ['crm.user'], ['North'])
    admin = await Visitor.of('ada@alpha.test')
  })

  const groupsOf = async (user: TestUser) =>
    (
      await rows('select group_name from membership_groups where user_id = $1 order by 1', [
        user.id,
      ])
    ).map((row) => row.group_name)

  test('come from invitations: their list leads there, and so does an import of new ones', async ({
    assert,
  }) => {
    assert.include((await admin.get('/base/users')).text, 'href="/base/invitations/new"')
    const sam = await Visitor.of('ann@alpha.test')
    assert.notInclude((await sam.get('/crm/contacts')).text, '/base/invitations/new')
    const file = 'Name,E-mail\nNina,nina@alpha.test\n'
    const { text } = await new Importer(admin, '/base/users').test(file)
    assert.include(text, 'New users come to be from invitations: import invitations instead.')
  })

  test('an administrator changes groups and locations, which hold at once', async ({ assert }) => {
    const visitor = await Visitor.of('ann@alpha.test')
    assert.notInclude((await visitor.get('/')).text, 'Incoming events')
    const answer = await change(admin, ann.id, {
      'groups[]': ['', 'crm.user', 'base.administrator'],
      'allLocations': '1',
    })
    assert.equal(answer.status, 200)
    assert.deepEqual(await groupsOf(ann), ['base.administrator', 'crm.user'])
    assert.include((await visitor.get('/')).text, 'Incoming events')
    const list = await admin.get('/base/users')
    assert.include(list.text, 'class="w-l" data-column="groups"', 'wide enough for a role')
    assert.include(list.text, 'Tenant administrator')
    await change(admin, ann.id, {
      'groups[]': ['', 'crm.user'],
      'allLocations': '0',
      'locations[]': ['', alpha.location('South')],
    })
    assert.deepEqual(await groupsOf(ann), ['crm.user'])
    assert.deepEqual(await rows('select location_id from membership_locations'), [
      { location_id: alpha.location('South') },
    ])
    assert.notInclude((await visitor.get('/')).text, 'Incoming events')
  })

  test('what a user would gain and lose is shown before it is saved', async ({ assert }) => {
    await alpha.run(async () => {
      await Contact.create({ firstName: 'Nora', locationId: alpha.location('North') })
      await Contact.create({ firstName: 'Sven', locationId: alpha.location('South') })
      await Contact.create({ firstName: 'Suki', locationId: alpha.location('South') })
      await Company.create({ name: 'Everywhere' })
    })
    const moved = await ask(admin, ann.id, {
      'name': 'Ann of the South',
      'locations[]': ['', alpha.location('South')],
    })
    assert.include(moved.text, 'Save this for “Ann Tester”?')
    assert.include(moved.text, '1 user gains 2 contacts.')
    assert.include(moved.text, '1 user loses 1 contact.')
    assert.notMatch(moved.text, /\d compan/)
    const places = 'select location_id from membership_locations where user_id = $1'
    assert.deepEqual(await rows(places, [ann.id]), [{ location_id: alpha.location('North') }])

    const saved = await admin.confirm(moved)
    assert.equal(saved.path, `/base/users/${ann.id}`)
    assert.include(saved.text, 'Ann of the South')
    assert.deepEqual(await rows(places, [ann.id]), [{ location_id: alpha.location('South') }])

    const demoted = await ask(admin, ann.id, { 'groups[]': ['', 'base.user'] })
    assert.include(demoted.text, '1 user loses 2 contacts.')
    assert.include(demoted.text, '1 user loses 1 company.')
    const renamed = await ask(admin, ann.id, { name: 'Ann' })
    assert.notInclude(renamed.text, 'Save this for')
  })

  test('the new address is the one to sign in with, in capital letters too', async ({ assert }) => {
    const answer = await change(admin, ann.id, { email: 'Annika@alpha.test', name: 'Annika' })
    assert.equal(answer.status, 200)
    assert.equal((await new Visitor().logIn('annika@alpha.test', PASSWORD)).path, '/')
    assert.equal((await new Visitor().logIn('ann@alpha.test', PASSWORD)).status, 422)
    const taken = await change(admin, ann.id, { email: 'ada@alpha.test' })
    assert.equal(taken.status, 422)
    assert.include(taken.text, 'Another user has this e-mail address')
  })

  test('who is deactivated is out with the next request, everywhere', async ({ assert }) => {
    const [here, there] = [new Visitor(), new Visitor()]
    await here.logIn('ann@alpha.test', PASSWORD, { remember: '1' })
    await there.logIn('ann@alpha.test')
    await admin.get(`/base/users/${ann.id}`)
    const done = await admin.confirm(await admin.post(`/base/users/${ann.id}/archival`))
    assert.include(done.text, 'deactivated and signed out everywhere')
    assert.include(done.text, 'Reactivate')
    for (const visitor of [here, there]) assert.equal((await visitor.get('/')).path, '/login')
    assert.lengthOf(await rows('select from identity.remember_me_tokens'), 0)
    assert.lengthOf(await rows('select from identity.sessions where user_id = $1', [ann.id]), 0)
    assert.match((await new Visitor().logIn('ann@alpha.test')).path, /no-tenant/)

    await admin.confirm(await admin.post(`/base/users/${ann.id}/archival?_method=DELETE`))
    assert.equal((await new Visitor().logIn('ann@alpha.test')).path, '/')
  })

  test('the last administrator stays one', async ({ assert }) => {
    const less = await change(admin, ada.id, { 'groups[]': ['', 'crm.user'] })
    assert.equal(less.status, 422)
    assert.include(less.text, 'This is the last administrator')
    await alpha.user('bo@alpha.test', ['base.administrator'])
    assert.equal((await change(admin, ada.id, { 'groups[]': ['', 'crm.user'] })).status, 200)
  })

  test('of two administrators who remove each other at once, one stays', async ({ assert }) => {
    const bo = await alpha.user('bo@alpha.test', ['base.administrator'])
    const other = await Visitor.of('bo@alpha.test')
    const answers = await Promise.all([
      change(admin, bo.id, { 'groups[]': ['', 'base.user'] }),
      change(other, ada.id, { 'groups[]': ['', 'base.user'] }),
    ])
    assert.lengthOf(await rows(`select from membership_groups where group_name like '%admin%'`), 1)
    assert.isTrue(answers.some(({ status }) => status !== 200))
  })

  test('nobody deactivates themselves', async ({ assert }) => {
    await alpha.user('bo@alpha.test', ['base.administrator'])
    await admin.get(`/base/users/${ada.id}`)
    const answer = await admin.post(`/base/users/${ada.id}/archival`)
    assert.include(answer.text, 'You cannot deactivate yourself')
    assert.equal((await admin.get('/')).path, '/')
  })

  test('who is no administrator changes nobody', async ({ assert }) => {
    await alpha.user('mia@alpha.test', ['base.manager'])
    const mia = await Visitor.of('mia@alpha.test')
    assert.equal((await change(mia, ann.id, { name: 'X' })).status, 403)
    assert.equal((await mia.post(`/base/users/${ann.id}/archival`)).status, 403)
    assert.deepEqual(await groupsOf(ann), ['crm.user'])
  })

  test('nobody gives a group that they do not have, or that there is not', async ({ assert }) => {
    const visitor = await Visitor.of('ann@alpha.test')
    assert.equal((await visitor.get(`/base/users/${ann.id}`)).status, 200)
    assert.equal(
      (await change(visitor, ann.id, { 'groups[]': ['base.administrator'] })).status,
      403
    )
    const unknown = await change(admin, ada.id, {
      'groups[]': ['base.administrator', 'base.emperor'],
    })
    assert.equal(unknown.status, 422)
  })

  test('a platform administrator is changed by their like only', async ({ assert }) => {
    await asOwner((owner) =>
      owner.query(`update identity.users set is_platform_administrator = true where id = $1`, [
        ann.id,
      ])
    )
    const answer = await change(admin, ann.id, { 'groups[]': ['base.manager'] })
    assert.equal(answer.status, 422)
    assert.include(answer.text, 'Only platform administrators')
    await admin.confirm(await admin.post(`/base/users/${ann.id}/archival`))
    assert.equal((await Visitor.of('ann@alpha.test')) && (await groupsOf(ann)).length, 1)
  })

  test('the address of who belongs to others too is theirs to change', async ({ assert }) => {
    const beta = await TestTenant.create('Beta')
    await asOwner((owner) =>
      owner.query('insert into memberships (tenant_id, id, name, email) values ($1, $2, $3, $4)', [
        beta.id,
        ann.id,
        'Ann Tester',
        ann.email,
      ])
    )
    const answer = await change(admin, ann.id, { email: 'mine@alpha.test' })
    assert.equal(answer.status, 422)
    assert.include(answer.text, 'Only they can change')
    assert.equal((await change(admin, ann.id, { name: 'Anna' })).status, 200)
    const [user] = await rows('select name, email from identity.users where id = $1', [ann.id])
    assert.deepEqual(user, { name: 'Ann Tester', email: 'ann@alpha.test' })
  })

  test('the address of who works elsewhere is not for administrators of some locations', async ({
    assert,
  }) => {
    await alpha.user('lo@alpha.test', ['base.administrator'], ['North'])
    const south = await alpha.user('south@alpha.test', ['crm.user'], ['South'])
    const local = await Visitor.of('lo@alpha.test')
    for (const { id } of [ada, south]) {
      const answer = await change(local, id, { email: 'mine@alpha.test' })
      assert.equal(answer.status, 422)
      assert.include(answer.text, 'at locations that are not yours')
    }
    assert.equal((await change(local, ann.id, { email: 'anna@alpha.test' })).status, 200)
    assert.equal((await change(admin, south.id, { email: 'zed@alpha.test' })).status, 200)
    const users = await rows('select email from identity.users order by 1')
    assert.sameMembers(
      users.map(({ email }) => String(email)),
      ['ada@alpha.test', 'anna@alpha.test', 'lo@alpha.test', 'zed@alpha.test']
    )
  })

  test('a location that was taken is not taken back by undoing it', async ({ assert }) => {
    const lo = await alpha.user('lo@alpha.test', ['base.administrator'], ['North', 'South'])
    await change(admin, lo.id, { 'locations[]': ['', alpha.location('North')] })
    const [entry] = await rows(
      `select entry_id as id from audit_changes
       where table_name = 'membership_locations' and action = 'delete'`
    )
    const local = await Visitor.of('lo@alpha.test')
    await local.get('/base/audit')
    const undone = await local.confirm(await local.post(`/base/audit/${entry!.id}/undo`))
    assert.equal(undone.status, 404)
    const left = await rows('select location_id from membership_locations where user_id = $1', [
      lo.id,
    ])
    assert.deepEqual(left, [{ location_id: alpha.location('North') }])
    await admin.get('/base/audit')
    const back = await admin.confirm(await admin.post(`/base/audit/${entry!.id}/undo`))
    assert.equal(back.status, 200)
    const places = await rows('select location_id from membership_locations where user_id = $1', [
      lo.id,
    ])
    assert.lengthOf(places, 2)
  })

  test('another tenant has no such user', async ({ assert }) => {
    const beta = await TestTenant.create('Beta')
    await beta.user('bo@beta.test', ['base.administrator'])
    const bo = await Visitor.of('bo@beta.test')
    assert.equal((await bo.get(`/base/users/${ann.id}`)).status, 404)
    await bo.get('/base/users')
    assert.equal((await bo.post(`/base/users/${ann.id}/archival`)).status, 404)
    assert.notInclude((await bo.get('/base/users')).text, 'Ann')
  })

  test('the database refuses what a screen forgot to ask', async ({ assert }) => {
    const mia = await alpha.user('mia@alpha.test', ['base.manager'])
    const tries = [
      `insert into membership_groups (user_id, group_name) values ('${mia.id}', 'base.administrator')`,
      `update memberships set all_locations = true where id = '${ann.id}'`,
      `delete from membership_locations where user_id = '${ann.id}'`,
      `update memberships set active = false where id = '${ada.id}'`,
    ]
    for (const sql of tries) {
      await assert.rejects(
        () => Environment.run(mia.asker, (environment) => environment.query(sql)),
        /Only administrators/
      )
      const nobody = { ...mia.asker, userId: null }
      await assert.rejects(
        () => Environment.run(nobody, (environment) => environment.query(sql)),
        /Only administrators/
      )
    }
    const never = [
      `insert into memberships (id, name, email) values ('${mia.id}', 'x', 'x')`,
      `delete from memberships where id = '${mia.id}'`,
      `update memberships set id = '${ada.id}' where id = '${mia.id}'`,
      `update tenants set active = false`,
    ]
    for (const sql of never) {
      await assert.rejects(
        () => Environment.run(ada.asker, (environment) => environment.query(sql)),
        /permission denied/
      )
    }
  })
})

test.group('Locations', (group) => {
  group.each.setup(() => emptyDatabase())

  test('an administrator makes, renames, orders and archives them', async ({ assert }) => {
    const alpha = await TestTenant.create('Alpha', ['North'])
    await alpha.user('ada@alpha.test', ['base.administrator'])
    const admin = await Visitor.of('ada@alpha.test')
    await admin.get('/base/locations/new')
    const made = await admin.post('/base/locations', { name: 'Harbour', sequence: '5' })
    assert.match(made.path, /^\/base\/locations\/[0-9a-f-]{36}$/)
    assert.match((await admin.get('/base/locations')).text, /Harbour[^]*North/)
    await admin.get('/base/locations/new')
    assert.equal(
      (await admin.post('/base/locations', { name: 'North', sequence: '1' })).status,
      422
    )
    const page = await admin.get(made.path)
    const fields = { ...hiddenValues(page.text), name: 'Quay', sequence: '50' }
    assert.equal((await admin.post(`${made.path}?_method=PUT`, fields)).status, 200)
    assert.match((await admin.get('/base/locations')).text, /North[^]*Quay/)
    await admin.post(`${made.path}/archival`)
    assert.notInclude((await admin.get('/')).text, 'Quay')
  })

  test('others only read those that they work in', async ({ assert }) => {
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.location_manager'], ['North'])
    const mia = await Visitor.of('mia@alpha.test')
    assert.equal((await mia.get('/base/locations/new')).status, 403)
    assert.equal((await mia.post('/base/locations', { name: 'Mine', sequence: '1' })).status, 403)
    const list = await mia.get('/base/locations')
    assert.include(list.text, 'North')
    assert.notInclude(list.text, 'South')
    assert.equal((await mia.get(`/base/locations/${alpha.location('South')}`)).status, 404)
  })
})
