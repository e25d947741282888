import { test } from '@japa/runner'
import { Records } from '#app/access/records'
import { Undo } from '#app/access/undo/undo'
import { Environment } from '#app/environment/environment'
import { Registry } from '#app/modules/registry'
import { Contact } from '#modules/crm/models/contact'
import { Visitor } from '#tests/support/visitor'
import { rowsOf, strangersTo, visitorFrom, withTalk } from './talk.ts'

const access = () => Registry.current.access
const contacts = () => new Records(Contact, access())

interface StoredMessage {
  id: string
  body: string
  kind: string
  location_id: string | null
  mentions: string[]
}

const stored = () => rowsOf<StoredMessage>('messages')

const threadIn = (html: string) => /<aside class="panel thread"[^]*?<\/aside>/.exec(html)?.[0] ?? ''

test.group('Messages', (group) => {
  const talk = withTalk(group)

  const say = (body: string, kind = 'comment', by = talk.visitor) =>
    by.post(`${talk.href}/messages`, { body, kind })

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
    assert.equal(first!.location_id, talk.alpha.location('North'))
  })

  test('tell what changed of the record, by the titles of what it links to', async ({ assert }) => {
    await Environment.run(talk.mia.asker, async () => {
      const record = await contacts().find(talk.contact.id, 'write')
      await contacts().update(record, { status: 'customer', owner: talk.mia.id, city: 'Leeds' })
    })
    const thread = threadIn((await talk.visitor.get(talk.href)).text)
    assert.match(thread, /<span>Status:<\/span><del>Lead<\/del>.*<span>Customer<\/span>/)
    assert.match(thread, /<span>Owner:<\/span><span>Mia Tester<\/span>/)
    assert.notInclude(thread, 'City')
    assert.include(thread, 'Made this contact.')
  })

  test('mention users by name or address', async ({ assert }) => {
    const zoe = await talk.alpha.user('zoe@alpha.test', ['base.manager'])
    const { text } = await say('@jonah tester and @zoe@alpha.test, not @Mia Testerson')
    const [message] = await stored()
    assert.sameMembers(message!.mentions, [talk.jonah.id, zoe.id])
    assert.include(threadIn(text), '<b>@jonah tester</b>')
  })

  test('offer colleagues to mention, and tell people from outside nothing of them', async ({
    assert,
  }) => {
    const portal = await talk.alpha.user('ada@client.test', ['base.portal'])
    const offered = await talk.visitor.get('/search/people?q=jon')
    assert.deepEqual(
      JSON.parse(offered.text).map(({ name }: { name: string }) => name),
      ['Jonah Tester']
    )
    assert.notInclude((await talk.visitor.get('/search/people?q=')).text, 'Ada Tester')
    assert.equal((await (await Visitor.of(portal.email)).get('/search/people?q=jon')).status, 404)
  })

  test('are refused when empty or too long, and what was written stays', async ({ assert }) => {
    const empty = await say('  ')
    assert.equal(empty.status, 422)
    assert.include(threadIn(empty.text), 'This is needed.')
    const long = await say('x'.repeat(10_001))
    assert.equal(long.status, 422)
    assert.include(threadIn(long.text), '10,000 characters at most')
    assert.include(threadIn(long.text), 'xxx</textarea>')
    const odd = await talk.visitor.post(`${talk.href}/messages`, { 'body[text]': 'Hello' })
    assert.equal(odd.status, 422)
    assert.isEmpty(await stored())
  })

  test('are changed and deleted by who wrote them, and deleted by administrators', async ({
    assert,
  }) => {
    await say('Mine')
    const [message] = await stored()
    const own = `${talk.href}/messages/${message!.id}`
    const jonah = await Visitor.of(talk.jonah.email)
    assert.notInclude(threadIn((await jonah.get(talk.href)).text), 'Delete message')
    assert.equal((await jonah.post(`${own}?_method=PUT`, { body: 'Stolen' })).status, 403)
    assert.equal((await jonah.post(`${own}?_method=DELETE`)).status, 403)
    await talk.visitor.get(talk.href)
    const changed = threadIn(
      (await talk.visitor.post(`${own}?_method=PUT`, { body: 'Better' })).text
    )
    assert.include(changed, 'Better')
    assert.include(changed, 'edited')
    const admin = await visitorFrom(talk, 'ann@alpha.test', ['base.administrator'])
    await admin.get(talk.href)
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
    const guest = await visitorFrom(talk, 'ada@client.test', ['base.portal'])
    const thread = threadIn((await guest.get(talk.href)).text)
    assert.include(thread, 'For your eyes')
    assert.notInclude(thread, 'Between us')
    assert.notInclude(thread, 'Made this contact')
    assert.notInclude(thread, 'Log note')
    const answer = await say('From outside', 'note', guest)
    assert.include(threadIn(answer.text), 'From outside')
    assert.equal((await stored()).at(-1)!.kind, 'comment')
    const gone = await guest.post(`${talk.href}/messages/${note!.id}?_method=DELETE`)
    assert.equal(gone.status, 404)
  })

  test('are not there for whoever may not read the record', async ({ assert }) => {
    await say('Secret')
    const [message] = await stored()
    const strangers = await strangersTo(talk)
    for (const user of strangers) {
      const stranger = await Visitor.of(user.email)
      await stranger.get('/crm/contacts')
      for (const answer of [
        await stranger.get(`${talk.href}/thread`),
        await stranger.post(`${talk.href}/messages`, { body: 'Hello' }),
        await stranger.post(`${talk.href}/messages/${message!.id}?_method=PUT`, { body: 'Hello' }),
        await stranger.post(`${talk.href}/messages/${message!.id}?_method=DELETE`),
      ]) {
        assert.equal(answer.status, 404)
        assert.notInclude(answer.text, 'Secret')
      }
    }
    const seen = await Environment.run(strangers[0]!.asker, (environment) =>
      environment.query('select from messages')
    )
    assert.isEmpty(seen)
    assert.lengthOf(await stored(), 1)
  })

  test('belong to one record alone', async ({ assert }) => {
    await say('About Ada')
    const [message] = await stored()
    const other = await talk.alpha.run(() => Contact.create({ firstName: 'Ben' }))
    const path = `/crm/contacts/${other.id}/messages/${message!.id}`
    assert.equal((await talk.visitor.post(`${path}?_method=DELETE`)).status, 404)
    assert.notInclude((await talk.visitor.get(`/crm/contacts/${other.id}`)).text, 'About Ada')
  })

  test('move with their record, go with it, and come back with it', async ({ assert }) => {
    await say('Stay with me')
    const work = (change: (record: Contact) => Promise<unknown>) =>
      Environment.run(talk.mia.asker, async (environment) => {
        await change(await contacts().find(talk.contact.id, 'write'))
        return environment.entryId
      })
    const undo = (entry: string) =>
      Environment.run(talk.mia.asker, () =>
        new Undo(access(), Registry.current.models).run(entry, { mayUndoOthers: false })
      )
    const moved = await work((record) =>
      contacts().update(record, { location: talk.alpha.location('South') })
    )
    assert.equal((await stored())[0]!.location_id, talk.alpha.location('South'))
    await undo(moved)
    assert.equal((await stored())[0]!.location_id, talk.alpha.location('North'))
    const before = await stored()
    const deleted = await work((record) => contacts().delete(record))
    assert.isEmpty(await stored())
    await undo(deleted)
    assert.deepEqual(await stored(), before)
  })

  test('older ones stand on a page of their own', async ({ assert }) => {
    await talk.alpha.run(async (environment) => {
      for (let number = 1; number <= 40; number++) {
        await environment.query(
          `insert into messages (location_id, record_table, record_id, kind, body, created_at)
           values ($1, 'crm_contacts', $2, 'comment', $3, now() - make_interval(mins => $4))`,
          [talk.alpha.location('North'), talk.contact.id, `Number ${number}.`, number]
        )
      }
    })
    const { text } = await talk.visitor.get(talk.href)
    assert.include(text, 'Number 29.')
    assert.notInclude(text, 'Number 30.')
    const older = /href="([^"]+\/thread\?before=[^"]+)"/.exec(text)![1]!
    const page = await talk.visitor.get(older)
    assert.include(page.text, 'Number 30.')
    assert.include(page.text, 'Number 40.')
    assert.notInclude(page.text, 'Number 29.')
  })

  test('stand on no record of a model that has none', async ({ assert }) => {
    const admin = await visitorFrom(talk, 'ann@alpha.test', ['base.administrator'])
    const path = `/base/users/${talk.mia.id}`
    assert.equal(threadIn((await admin.get(path)).text), '')
    assert.equal((await admin.get(`${path}/thread`)).status, 404)
    assert.equal((await admin.post(`${path}/messages`, { body: 'x' })).status, 404)
  })
})
