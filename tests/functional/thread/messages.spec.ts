import { test } from '@japa/runner'
import { Records } from '#app/access/records'
import { Undo } from '#app/access/undo/undo'
import { Environment } from '#app/environment/environment'
import { Registry } from '#app/modules/registry'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const access = () => Registry.current.access
const contacts = () => new Records(Contact, access())

interface StoredMessage {
  id: string
  body: string
  kind: string
  location_id: string | null
  mentions: string[]
}

const stored = () =>
  asOwner(async (owner) => {
    const { rows } = await owner.query<StoredMessage>('select * from messages order by created_at')
    return rows
  })

const visitorOf = async ({ email }: TestUser) => {
  const visitor = new Visitor()
  await visitor.logIn(email)
  return visitor
}

const threadIn = (html: string) => /<aside class="panel thread"[^]*?<\/aside>/.exec(html)?.[0] ?? ''

test.group('Messages', (group) => {
  let alpha: TestTenant
  let mia: TestUser
  let visitor: Visitor
  let contact: Contact
  let href: string

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    mia = await alpha.user('mia@alpha.test', ['base.manager'])
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

  test('stand beside the form, newest first, as text with links and lines', async ({ assert }) => {
    await say('First')
    const { text } = await say(
      'See <b>https://example.com/a?b=1&c=2</b>.\nThen javascript:alert(1)'
    )
    const thread = threadIn(text)
    assert.include(thread, '<b>Mia Tester</b>')
    assert.include(
      thread,
      'See &lt;b&gt;<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">'
    )
    assert.include(thread, '<br>Then javascript:alert(1)')
    assert.isBelow(thread.indexOf('Then javascript'), thread.indexOf('First'))
    const [first] = await stored()
    assert.equal(first!.location_id, alpha.location('North'))
  })

  test('tell what changed of the record, by the titles of what it links to', async ({ assert }) => {
    await alpha.user('jonah@alpha.test', ['base.manager'])
    await Environment.run(mia.asker, async () => {
      const record = await contacts().find(contact.id, 'write')
      await contacts().update(record, { status: 'customer', owner: mia.id, city: 'Leeds' })
    })
    const thread = threadIn((await visitor.get(href)).text)
    assert.match(thread, /<span>Status:<\/span><del>Lead<\/del>.*<span>Customer<\/span>/)
    assert.match(thread, /<span>Owner:<\/span><span>Mia Tester<\/span>/)
    assert.notInclude(thread, 'City')
    assert.include(thread, 'Made this contact.')
  })

  test('mention users by name or address', async ({ assert }) => {
    const jonah = await alpha.user('jonah@alpha.test', ['base.manager'])
    const zoe = await alpha.user('zoe@alpha.test', ['base.manager'])
    const { text } = await say('@jonah tester and @zoe@alpha.test, not @Mia Testerson')
    const [message] = await stored()
    assert.sameMembers(message!.mentions, [jonah.id, zoe.id])
    assert.include(threadIn(text), '<b>@jonah tester</b>')
  })

  test('offer colleagues to mention, and tell people from outside nothing of them', async ({
    assert,
  }) => {
    await alpha.user('jonah@alpha.test', ['base.manager'])
    const portal = await alpha.user('ada@client.test', ['base.portal'])
    const offered = await visitor.get('/search/people?q=jon')
    assert.deepEqual(
      JSON.parse(offered.text).map(({ name }: { name: string }) => name),
      ['Jonah Tester']
    )
    assert.notInclude((await visitor.get('/search/people?q=')).text, 'Ada Tester')
    assert.equal((await (await visitorOf(portal)).get('/search/people?q=jon')).status, 404)
  })

  test('are refused when empty or too long, and what was written stays', async ({ assert }) => {
    const empty = await say('  ')
    assert.equal(empty.status, 422)
    assert.include(threadIn(empty.text), 'This is needed.')
    const long = await say('x'.repeat(10_001))
    assert.equal(long.status, 422)
    assert.include(threadIn(long.text), '10000 characters at most')
    assert.include(threadIn(long.text), 'xxx</textarea>')
    assert.isEmpty(await stored())
  })

  test('are changed and deleted by who wrote them, and deleted by administrators', async ({
    assert,
  }) => {
    await say('Mine')
    const [message] = await stored()
    const own = `${href}/messages/${message!.id}`
    const jonah = await visitorOf(await alpha.user('jonah@alpha.test', ['base.manager']))
    assert.notInclude(threadIn((await jonah.get(href)).text), 'Delete message')
    assert.equal((await jonah.post(`${own}?_method=PUT`, { body: 'Stolen' })).status, 403)
    assert.equal((await jonah.post(`${own}?_method=DELETE`)).status, 403)
    await visitor.get(href)
    const changed = threadIn((await visitor.post(`${own}?_method=PUT`, { body: 'Better' })).text)
    assert.include(changed, 'Better')
    assert.include(changed, 'edited')
    const admin = await visitorOf(await alpha.user('ann@alpha.test', ['base.administrator']))
    await admin.get(href)
    assert.equal((await admin.post(`${own}?_method=PUT`, { body: 'Stolen' })).status, 403)
    assert.equal((await admin.post(`${own}?_method=DELETE`)).status, 200)
    assert.isEmpty(await stored())
  })

  test('people from outside see comments about what they may read, and nothing else', async ({
    assert,
  }) => {
    await say('For your eyes')
    await say('Between us', 'note')
    const [, note] = await stored()
    assert.equal(note!.kind, 'note')
    const guest = await visitorOf(await alpha.user('ada@client.test', ['base.portal']))
    const thread = threadIn((await guest.get(href)).text)
    assert.include(thread, 'For your eyes')
    assert.notInclude(thread, 'Between us')
    assert.notInclude(thread, 'Made this contact')
    assert.notInclude(thread, 'Log note')
    const answer = await say('From outside', 'note', guest)
    assert.include(threadIn(answer.text), 'From outside')
    assert.equal((await stored()).at(-1)!.kind, 'comment')
    const gone = await guest.post(`${href}/messages/${note!.id}?_method=DELETE`)
    assert.equal(gone.status, 404)
  })

  test('are not there for whoever may not read the record', async ({ assert }) => {
    await say('Secret')
    const [message] = await stored()
    const south = await alpha.user('south@alpha.test', ['base.location_manager'], ['South'])
    const rep = await alpha.user('rep@alpha.test', ['crm.representative'])
    const beta = await TestTenant.create('Beta')
    const foreign = await beta.user('bea@beta.test', ['base.administrator'])
    for (const user of [south, rep, foreign]) {
      const stranger = await visitorOf(user)
      await stranger.get('/crm/contacts')
      for (const answer of [
        await stranger.get(`${href}/thread`),
        await stranger.post(`${href}/messages`, { body: 'Hello' }),
        await stranger.post(`${href}/messages/${message!.id}?_method=PUT`, { body: 'Hello' }),
        await stranger.post(`${href}/messages/${message!.id}?_method=DELETE`),
      ]) {
        assert.equal(answer.status, 404)
        assert.notInclude(answer.text, 'Secret')
      }
    }
    const seen = await Environment.run(south.asker, (environment) =>
      environment.query('select from messages')
    )
    assert.isEmpty(seen)
    assert.lengthOf(await stored(), 1)
  })

  test('belong to one record alone', async ({ assert }) => {
    await say('About Ada')
    const [message] = await stored()
    const other = await alpha.run(() => Contact.create({ firstName: 'Ben' }))
    const path = `/crm/contacts/${other.id}/messages/${message!.id}`
    assert.equal((await visitor.post(`${path}?_method=DELETE`)).status, 404)
    assert.notInclude((await visitor.get(`/crm/contacts/${other.id}`)).text, 'About Ada')
  })

  test('move with their record, go with it, and come back with it', async ({ assert }) => {
    await say('Stay with me')
    const work = (change: (record: Contact) => Promise<unknown>) =>
      Environment.run(mia.asker, async (environment) => {
        await change(await contacts().find(contact.id, 'write'))
        return environment.entryId
      })
    const undo = (entry: string) =>
      Environment.run(mia.asker, () =>
        new Undo(access(), Registry.current.models).run(entry, { mayUndoOthers: false })
      )
    const moved = await work((record) =>
      contacts().update(record, { location: alpha.location('South') })
    )
    assert.equal((await stored())[0]!.location_id, alpha.location('South'))
    await undo(moved)
    assert.equal((await stored())[0]!.location_id, alpha.location('North'))
    const before = await stored()
    const deleted = await work((record) => contacts().delete(record))
    assert.isEmpty(await stored())
    await undo(deleted)
    assert.deepEqual(await stored(), before)
  })

  test('older ones stand on a page of their own', async ({ assert }) => {
    await alpha.run(async (environment) => {
      for (let number = 1; number <= 40; number++) {
        await environment.query(
          `insert into messages (location_id, record_table, record_id, kind, body, created_at)
           values ($1, 'crm_contacts', $2, 'comment', $3, now() - make_interval(mins => $4))`,
          [alpha.location('North'), contact.id, `Number ${number}.`, number]
        )
      }
    })
    const { text } = await visitor.get(href)
    assert.include(text, 'Number 29.')
    assert.notInclude(text, 'Number 30.')
    const older = /href="([^"]+\/thread\?before=[^"]+)"/.exec(text)![1]!
    const page = await visitor.get(older)
    assert.include(page.text, 'Number 30.')
    assert.include(page.text, 'Number 40.')
    assert.notInclude(page.text, 'Number 29.')
  })

  test('stand on no record of a model that has none', async ({ assert }) => {
    const admin = await visitorOf(await alpha.user('ann@alpha.test', ['base.administrator']))
    const path = `/base/users/${mia.id}`
    assert.equal(threadIn((await admin.get(path)).text), '')
    assert.equal((await admin.get(`${path}/thread`)).status, 404)
    assert.equal((await admin.post(`${path}/messages`, { body: 'x' })).status, 404)
  })
})
