import { test } from '@japa/runner'
import { onlyFor } from '#app/access/declarations'
import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import { notificationMail } from '#app/http/jobs/notification_mail'
import { notificationSummary } from '#app/http/jobs/notification_summary'
import { Registry } from '#app/modules/registry'
import { Contact } from '#modules/crm/models/contact'
import { nobody, withRights } from '#tests/support/access/registry'
import { PostOffice } from '#tests/support/post_office'
import { asOwner } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'
import { startWorker } from '#tests/support/worker'
import { rowsOf, visitorFrom, withTalk } from './talk.ts'

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
const followers = () => rowsOf<StoredFollower>('followers', 'id')

const unread = (html: string) => /Notifications, ([^"]+)"/.exec(html)?.[1]

test.group('Followers and notifications', (group) => {
  const talk = withTalk(group)

  const say = (body: string, kind = 'comment', by = talk.visitor) =>
    by.post(`${talk.href}/messages`, { body, kind })

  const save = async (changes: Record<string, string>, by = talk.visitor) => {
    const form = hiddenValues((await by.get(talk.href)).text)
    return by.post(`${talk.href}?_method=PUT`, { ...form, firstName: 'Ada', ...changes })
  }

  test('who makes a record, owns it or speaks about it follows it', async ({ assert }) => {
    const created = await talk.visitor.post('/crm/contacts', {
      firstName: 'Ben',
      owner: talk.jonah.id,
    })
    const id = created.path.split('/').at(-1)!
    const own = (await followers()).filter(({ record_id }) => record_id === id)
    assert.sameMembers(
      own.map(({ user_id }) => user_id),
      [talk.mia.id, talk.jonah.id]
    )
    assert.include(created.text, 'Jonah Tester, Mia Tester')
    assert.containSubset(await notifications(), [{ user_id: talk.jonah.id, kind: 'assigned' }])
    assert.lengthOf(await notifications(), 1)
    await say('Hello')
    const speaking = (await followers()).filter(({ record_id }) => record_id === talk.contact.id)
    assert.deepEqual(
      speaking.map(({ user_id }) => user_id),
      [talk.mia.id]
    )
  })

  test('mentions and comments reach whom they concern, notes only colleagues', async ({
    assert,
  }) => {
    const portal = await talk.alpha.user('ada@client.test', ['base.portal'])
    const guest = await Visitor.of(portal.email)
    await guest.get(talk.href)
    await say('From outside', 'comment', guest)
    await say('@Jonah Tester have a look')
    const kinds = async () =>
      (await notifications()).map(({ user_id, kind }) => `${kind} ${user_id}`)
    assert.sameMembers(await kinds(), [`mention ${talk.jonah.id}`, `comment ${portal.id}`])
    await say('Between us, @Jonah Tester', 'note')
    assert.sameMembers(await kinds(), [
      `mention ${talk.jonah.id}`,
      `comment ${portal.id}`,
      `mention ${talk.jonah.id}`,
    ])
    const page = await guest.get('/notifications')
    assert.notInclude(page.text, 'Between us')
    assert.include(page.text, 'have a look')
  })

  test('subscriptions say what one hears of, and end', async ({ assert }) => {
    const other = await Visitor.of(talk.jonah.email)
    await other.get(talk.href)
    await other.post(`${talk.href}/following?_method=PUT`, { changes: '1', activities: '1' })
    assert.containSubset(await followers(), [
      { user_id: talk.jonah.id, comments: false, changes: true, activities: true },
    ])
    await say('Not for Jonah')
    assert.isEmpty(await notifications())
    await save({ status: 'customer', city: 'Leeds' })
    assert.containSubset(await notifications(), [
      { user_id: talk.jonah.id, kind: 'change', details: 'status' },
    ])
    await talk.visitor.post(`${talk.href}/activities`, {
      typeId: talk.types.call,
      summary: 'Call her',
      dueOn: '2026-01-15',
      userId: talk.mia.id,
    })
    assert.containSubset(await notifications(), [
      { user_id: talk.jonah.id, kind: 'activity', details: 'Call her' },
    ])
    const gone = await other.post(`${talk.href}/following?_method=DELETE`)
    assert.notInclude(gone.text, 'Stop following')
    await save({ status: 'lead' })
    assert.lengthOf(await notifications(), 2)
  })

  test('name what changed as far as the reader may see it, in their language', async ({
    assert,
  }) => {
    const other = await Visitor.of(talk.jonah.email)
    await other.get(talk.href)
    await other.post(`${talk.href}/following?_method=PUT`, { changes: '1' })
    await save({ status: 'customer', phone: '+31 20 5555555' })
    assert.include((await other.get('/notifications')).text, '<p>Phone, Status</p>')
    await withRights([onlyFor([nobody], Contact, ['phone'])], async () => {
      assert.include((await other.get('/notifications')).text, '<p>Status</p>')
    })
    await other.post('/account/preferences?_method=PUT', {
      language: 'de',
      timeZone: 'UTC',
      theme: '',
      notificationMail: 'personal',
    })
    assert.include((await other.get('/notifications')).text, '<p>Telefon, Status</p>')
  })

  test('are counted in the top bar, read one by one or all at once', async ({ assert }) => {
    const other = await Visitor.of(talk.jonah.email)
    assert.equal(unread((await other.get('/notifications')).text), 'none unread')
    await say('@Jonah Tester one')
    await say('@Jonah Tester two')
    const page = await other.get('/notifications')
    assert.equal(unread(page.text), '2 unread')
    assert.include(page.text, 'Mia Tester mentions you on a contact')
    const [first] = await notifications()
    const opened = await other.post(`/notifications/${first!.id}/reading`)
    assert.equal(opened.path, `${talk.href}#thread`)
    assert.equal(unread(opened.text), '1 unread')
    assert.equal((await talk.visitor.post(`/notifications/${first!.id}/reading`)).status, 404)
    await talk.visitor.get(talk.href)
    await talk.visitor.post('/notifications/reading?_method=PUT')
    assert.lengthOf(
      (await notifications()).filter(({ read_at }) => read_at === null),
      1
    )
    await other.get('/notifications')
    const all = await other.post('/notifications/reading?_method=PUT')
    assert.equal(unread(all.text), 'none unread')
  })

  test('about records that one may not read are not told', async ({ assert }) => {
    const rep = await talk.alpha.user('rep@alpha.test', ['crm.representative'])
    const south = await talk.alpha.user('south@alpha.test', ['base.location_manager'], ['South'])
    await say('@Rep Tester and @South Tester, secret')
    assert.lengthOf(await notifications(), 2)
    for (const user of [rep, south]) {
      const { text } = await (await Visitor.of(user.email)).get('/notifications')
      assert.notInclude(text, 'secret')
      assert.notInclude(text, 'Ada')
    }
  })

  test('about such records are counted until all are read, for which there is a button', async ({
    assert,
  }) => {
    const rep = await visitorFrom(talk, 'rep@alpha.test', ['crm.representative'])
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
    const created = await talk.visitor.post('/crm/contacts', { firstName: 'Ben' })
    const own = created.path
    const undoHref = /action="(\/base\/audit\/[^"]+\/undo)"/.exec(created.text)![1]!
    await talk.visitor.get(own)
    const deleted = await talk.visitor.post(`${own}?_method=DELETE`)
    assert.isEmpty(await followers())
    await talk.visitor.post(/action="(\/base\/audit\/[^"]+\/undo)"/.exec(deleted.text)![1]!)
    assert.lengthOf(await followers(), 1)
    await talk.visitor.get(own)
    const undone = await talk.visitor.post(undoHref)
    assert.equal(undone.status, 200)
    assert.isEmpty(await followers())
    assert.equal((await talk.visitor.get(own)).status, 404)
  })

  test('what a savepoint takes back is told to nobody', async ({ assert }) => {
    const asker = { ...talk.mia.asker, origin: { channel: 'screen' as const } }
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
  const talk = withTalk(group)

  test('go to who wishes it and may read the record', async ({ assert, cleanup }) => {
    const office = await PostOffice.open()
    cleanup(() => office.close())
    await talk.alpha.user('rep@alpha.test', ['crm.representative'])
    const silent = await visitorFrom(talk, 'silent@alpha.test', ['base.manager'])
    await silent.get('/account/preferences')
    const saved = await silent.post('/account/preferences?_method=PUT', {
      language: 'en',
      timeZone: 'UTC',
      theme: '',
      notificationMail: 'none',
    })
    assert.include(saved.text, '<option value="none" selected>')
    await talk.visitor.post(`${talk.href}/messages`, {
      body: '@Jonah Tester @Silent Tester @Rep Tester look <b>',
      kind: 'comment',
    })
    for (const { id, user_id: userId } of await notifications()) {
      const payload = { notificationId: id, tenantId: talk.alpha.id, userId }
      await notificationMail.call!(payload, {} as never)
    }
    assert.deepEqual(
      office.mails.map(({ to, subject }) => [[to].flat()[0]?.text, subject]),
      [['jonah@alpha.test', 'Ada: Mia Tester mentions you on a contact']]
    )
    assert.include(office.mails[0]!.text, `${talk.href}#thread`)
  })

  test('tell of many records that change at once in one letter, as far as the reader may know', async ({
    assert,
    cleanup,
  }) => {
    const office = await PostOffice.open()
    cleanup(() => office.close())
    const rep = await talk.alpha.user('rep@alpha.test', ['crm.representative'])
    const asker = { ...talk.mia.asker, origin: { channel: 'screen' as const } }
    await Environment.run(asker, async () => {
      const contacts = new Records(Contact, Registry.current.access)
      for (let index = 0; index < 12; index += 1) {
        await contacts.create({ firstName: `Num${index}`, owner: talk.jonah.id })
      }
      await contacts.create({ firstName: 'Alone', owner: rep.id })
    })
    const worker = await startWorker()
    cleanup(() => worker.close())
    await office.waitFor(2)
    const mails = office.mails.map(({ to, subject }) => [[to].flat()[0]?.text, subject])
    assert.sameDeepMembers(mails, [
      ['jonah@alpha.test', 'Mia Tester makes you the owner of 12 records'],
      ['rep@alpha.test', 'Alone: Mia Tester makes you the owner of a contact'],
    ])
    const summary = office.mails.find(({ subject }) => subject?.includes('12'))!
    assert.include(summary.text, 'Num0, Num1, Num2')
    assert.include(summary.text, '…')
    assert.notInclude(summary.text, 'Num10')
    assert.include(summary.text, '/notifications')
  })

  test('tell nothing of records out of reach, and of changes that one may not see', async ({
    assert,
    cleanup,
  }) => {
    const office = await PostOffice.open()
    cleanup(() => office.close())
    const other = await Visitor.of(talk.jonah.email)
    const asker = { ...talk.mia.asker, origin: { channel: 'screen' as const } }
    const [seen, hidden] = await talk.alpha.run(async () => [
      await Contact.create({ firstName: 'Seen' }),
      await Contact.create({ firstName: 'Hidden', locationId: talk.alpha.location('South') }),
    ])
    for (const { id } of [seen!, hidden!]) {
      await other.get(`/crm/contacts/${id}`)
      await other.post(`/crm/contacts/${id}/following?_method=PUT`, { changes: '1' })
    }
    await other.post('/account/preferences?_method=PUT', {
      language: 'de',
      timeZone: 'UTC',
      theme: '',
      notificationMail: 'all',
    })
    const change = (values: Record<string, string>) =>
      Environment.run(asker, async () => {
        const contacts = new Records(Contact, Registry.current.access)
        for (const { id } of [seen!, hidden!]) {
          await contacts.update(await contacts.find(id), values)
        }
      })
    await change({ status: 'customer' })
    await asOwner((owner) =>
      owner.query(
        `update memberships set all_locations = false where id = '${talk.jonah.id}';
         insert into membership_locations (tenant_id, user_id, location_id)
         values ('${talk.alpha.id}', '${talk.jonah.id}', '${talk.alpha.location('North')}')`
      )
    )
    const send = async () => {
      const ids = (await notifications()).filter((each) => !each.read_at).map(({ id }) => id)
      const payload = { ids, isMore: false, tenantId: talk.alpha.id, userId: talk.jonah.id }
      await notificationSummary.call!(payload, {} as never)
    }
    await send()
    assert.lengthOf(office.mails, 1)
    assert.include(office.mails[0]!.subject, 'Mia Tester ändert 1 Datensatz')
    assert.include(office.mails[0]!.text, 'Seen')
    assert.notInclude(office.mails[0]!.text, 'Hidden')
    await withRights([onlyFor([nobody], Contact, ['status'])], async () => {
      await send()
      assert.notInclude((await other.get('/notifications')).text, 'Seen')
    })
    assert.lengthOf(office.mails, 1)
  })

  test('go to who is given a record', async ({ assert, cleanup }) => {
    const office = await PostOffice.open()
    cleanup(() => office.close())
    const worker = await startWorker()
    cleanup(() => worker.close())
    const { path } = await talk.visitor.post('/crm/contacts', {
      firstName: 'Ben',
      owner: talk.jonah.id,
    })
    await office.waitFor(1)
    assert.deepEqual(
      office.mails.map(({ to, subject }) => [[to].flat()[0]?.text, subject]),
      [['jonah@alpha.test', 'Ben: Mia Tester makes you the owner of a contact']]
    )
    assert.include(office.mails[0]!.text, `${path}#thread`)
  })
})
