import { test } from '@japa/runner'
import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import { notificationMail } from '#app/http/jobs/notification_mail'
import { Registry } from '#app/modules/registry'
import { Contact } from '#modules/crm/models/contact'
import { PostOffice } from '#tests/support/post_office'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

const rowsOf = <Row extends object>(table: string) =>
  asOwner(async (owner) => {
    const { rows } = await owner.query<Row>(`select * from ${table} order by id`)
    return rows
  })

interface StoredNotification {
  id: string
  user_id: string
  kind: string
  details: string | null
  read_at: Date | null
}

interface StoredFollower {
  user_id: string
  record_id: string
  comments: boolean
  changes: boolean
}

const notifications = () => rowsOf<StoredNotification>('notifications')
const followers = () => rowsOf<StoredFollower>('followers')

const visitorOf = async ({ email }: TestUser) => {
  const visitor = new Visitor()
  await visitor.logIn(email)
  return visitor
}

const unread = (html: string) => /Notifications, ([^"]+)"/.exec(html)?.[1]

test.group('Followers and notifications', (group) => {
  let alpha: TestTenant
  let mia: TestUser
  let jonah: TestUser
  let visitor: Visitor
  let contact: Contact
  let href: string

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    mia = await alpha.user('mia@alpha.test', ['base.manager'])
    jonah = await alpha.user('jonah@alpha.test', ['base.manager'])
    visitor = await visitorOf(mia)
    contact = await alpha.run(() =>
      Contact.create({
        firstName: 'Ada',
        email: 'ada@client.test',
        locationId: alpha.location('North'),
      })
    )
    href = `/crm/contacts/${contact.id}`
    await visitor.get(href)
  })

  const say = (body: string, kind = 'comment', by = visitor) =>
    by.post(`${href}/messages`, { body, kind })

  const save = async (changes: Record<string, string>, by = visitor) => {
    const form = hiddenValues((await by.get(href)).text)
    return by.post(`${href}?_method=PUT`, { ...form, firstName: 'Ada', ...changes })
  }

  test('who makes a record, owns it or speaks about it follows it', async ({ assert }) => {
    const created = await visitor.post('/crm/contacts', { firstName: 'Ben', owner: jonah.id })
    const id = created.path.split('/').at(-1)!
    const own = (await followers()).filter(({ record_id }) => record_id === id)
    assert.sameMembers(
      own.map(({ user_id }) => user_id),
      [mia.id, jonah.id]
    )
    assert.include(created.text, 'Jonah Tester, Mia Tester')
    assert.containSubset(await notifications(), [{ user_id: jonah.id, kind: 'assigned' }])
    assert.lengthOf(await notifications(), 1)
    await say('Hello')
    const speaking = (await followers()).filter(({ record_id }) => record_id === contact.id)
    assert.deepEqual(
      speaking.map(({ user_id }) => user_id),
      [mia.id]
    )
  })

  test('mentions and comments reach whom they concern, notes only colleagues', async ({
    assert,
  }) => {
    const portal = await alpha.user('ada@client.test', ['base.portal'])
    const guest = await visitorOf(portal)
    await guest.get(href)
    await say('From outside', 'comment', guest)
    await say('@Jonah Tester have a look')
    const kinds = async () =>
      (await notifications()).map(({ user_id, kind }) => `${kind} ${user_id}`)
    assert.sameMembers(await kinds(), [`mention ${jonah.id}`, `comment ${portal.id}`])
    await say('Between us, @Jonah Tester', 'note')
    assert.sameMembers(await kinds(), [
      `mention ${jonah.id}`,
      `comment ${portal.id}`,
      `mention ${jonah.id}`,
    ])
    const page = await guest.get('/notifications')
    assert.notInclude(page.text, 'Between us')
    assert.include(page.text, 'have a look')
  })

  test('subscriptions say what one hears of, and end', async ({ assert }) => {
    const other = await visitorOf(jonah)
    await other.get(href)
    await other.post(`${href}/following?_method=PUT`, { changes: '1', activities: '1' })
    assert.containSubset(await followers(), [
      { user_id: jonah.id, comments: false, changes: true, activities: true },
    ])
    await say('Not for Jonah')
    assert.isEmpty(await notifications())
    await save({ status: 'customer', city: 'Leeds' })
    assert.containSubset(await notifications(), [
      { user_id: jonah.id, kind: 'change', details: 'Status' },
    ])
    await visitor.post(`${href}/activities`, {
      kind: 'call',
      summary: 'Call her',
      dueOn: '2026-01-15',
      userId: mia.id,
    })
    assert.containSubset(await notifications(), [
      { user_id: jonah.id, kind: 'activity', details: 'Call her' },
    ])
    const gone = await other.post(`${href}/following?_method=DELETE`)
    assert.notInclude(gone.text, 'Stop following')
    await save({ status: 'lead' })
    assert.lengthOf(await notifications(), 2)
  })

  test('are counted in the top bar, read one by one or all at once', async ({ assert }) => {
    const other = await visitorOf(jonah)
    assert.equal(unread((await other.get('/notifications')).text), 'none unread')
    await say('@Jonah Tester one')
    await say('@Jonah Tester two')
    const page = await other.get('/notifications')
    assert.equal(unread(page.text), '2 unread')
    assert.include(page.text, 'Mia Tester mentions you on a contact')
    const [first] = await notifications()
    const opened = await other.post(`/notifications/${first!.id}/reading`)
    assert.equal(opened.path, `${href}#thread`)
    assert.equal(unread(opened.text), '1 unread')
    assert.equal((await visitor.post(`/notifications/${first!.id}/reading`)).status, 404)
    await visitor.get(href)
    await visitor.post('/notifications/reading?_method=PUT')
    assert.lengthOf(
      (await notifications()).filter(({ read_at }) => read_at === null),
      1
    )
    await other.get('/notifications')
    const all = await other.post('/notifications/reading?_method=PUT')
    assert.equal(unread(all.text), 'none unread')
  })

  test('about records that one may not read are not told', async ({ assert }) => {
    const rep = await alpha.user('rep@alpha.test', ['crm.representative'])
    const south = await alpha.user('south@alpha.test', ['base.location_manager'], ['South'])
    await say('@Rep Tester and @South Tester, secret')
    assert.lengthOf(await notifications(), 2)
    for (const user of [rep, south]) {
      const { text } = await (await visitorOf(user)).get('/notifications')
      assert.notInclude(text, 'secret')
      assert.notInclude(text, 'Ada')
    }
  })

  test('about such records are counted until all are read, for which there is a button', async ({
    assert,
  }) => {
    const rep = await visitorOf(await alpha.user('rep@alpha.test', ['crm.representative']))
    await say('@Rep Tester, secret')
    const page = await rep.get('/notifications')
    assert.equal(unread(page.text), '1 unread')
    assert.include(page.text, 'action="/notifications/reading?_method=PUT"')
    const read = await rep.post('/notifications/reading?_method=PUT')
    assert.equal(unread(read.text), 'none unread')
    assert.notInclude(read.text, 'action="/notifications/reading')
  })

  test('followers come back with a record whose deletion is undone, and leave with one whose making is', async ({
    assert,
  }) => {
    const created = await visitor.post('/crm/contacts', { firstName: 'Ben' })
    const own = created.path
    const undoHref = /action="(\/base\/audit\/[^"]+\/undo)"/.exec(created.text)![1]!
    await visitor.get(own)
    const deleted = await visitor.post(`${own}?_method=DELETE`)
    assert.isEmpty(await followers())
    await visitor.post(/action="(\/base\/audit\/[^"]+\/undo)"/.exec(deleted.text)![1]!)
    assert.lengthOf(await followers(), 1)
    await visitor.get(own)
    const undone = await visitor.post(undoHref)
    assert.equal(undone.status, 200)
    assert.isEmpty(await followers())
    assert.equal((await visitor.get(own)).status, 404)
  })

  test('what a savepoint takes back is told to nobody', async ({ assert }) => {
    const asker = { ...mia.asker, origin: { channel: 'screen' as const } }
    const contacts = () => new Records(Contact, Registry.current.access)
    await Environment.run(asker, async (environment) => {
      await environment
        .savepoint(async () => {
          await contacts().create({ firstName: 'Gone' })
          throw new Error('no')
        })
        .catch(() => {})
      await contacts().create({ firstName: 'Stays' })
    })
    assert.lengthOf(await followers(), 1)
  })
})

test.group('Notifications by e-mail', (group) => {
  group.each.setup(emptyDatabase)

  test('go to who wishes it and may read the record', async ({ assert, cleanup }) => {
    const office = await PostOffice.open()
    cleanup(() => office.close())
    const alpha = await TestTenant.create('Alpha')
    const mia = await alpha.user('mia@alpha.test', ['base.manager'])
    const people = {
      jonah: await alpha.user('jonah@alpha.test', ['base.manager']),
      silent: await alpha.user('silent@alpha.test', ['base.manager']),
      rep: await alpha.user('rep@alpha.test', ['crm.representative']),
    }
    const visitor = await visitorOf(mia)
    const contact = await alpha.run(() => Contact.create({ firstName: 'Ada' }))
    const silent = await visitorOf(people.silent)
    await silent.get('/account/preferences')
    const saved = await silent.post('/account/preferences?_method=PUT', {
      language: 'en',
      timeZone: 'UTC',
      theme: '',
      notificationMail: 'none',
    })
    assert.include(saved.text, '<option value="none" selected>')
    await visitor.get(`/crm/contacts/${contact.id}`)
    await visitor.post(`/crm/contacts/${contact.id}/messages`, {
      body: '@Jonah Tester @Silent Tester @Rep Tester look <b>',
      kind: 'comment',
    })
    for (const { id, user_id: userId } of await notifications()) {
      const payload = { notificationId: id, tenantId: alpha.id, userId }
      await notificationMail.call!(payload, {} as never)
    }
    assert.deepEqual(
      office.mails.map(({ to, subject }) => [[to].flat()[0]?.text, subject]),
      [['jonah@alpha.test', 'Ada: Mia Tester mentions you on a contact']]
    )
    assert.include(office.mails[0]!.text, `/crm/contacts/${contact.id}#thread`)
  })
})
