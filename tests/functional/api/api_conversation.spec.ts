import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { attach } from '#app/models/attachments'
import { FileStore } from '#app/models/file_store'
import { recordKey } from '#app/models/messages'
import { Contact } from '#modules/crm/models/contact'
import { ApiClient } from '#tests/support/api_client'
import { rowsOf, strangersTo, withTalk } from '../thread/talk.ts'

interface Json {
  [name: string]: unknown
}

test.group('API | what hangs on a record', (group) => {
  const talk = withTalk(group)
  const path = (part: string) => `${talk.href}/${part}`
  const client = () => ApiClient.of(talk.mia)
  const listOf = async (api: ApiClient, part: string) =>
    (await api.get(path(part))).body.data as unknown as Json[]

  test('messages are said and read, notes only by those who work here', async ({ assert }) => {
    const api = await client()
    const said = await api.post(path('messages'), { body: 'Hello @Jonah Tester', kind: 'note' })
    assert.equal(said.status, 201)
    await api.post(path('messages'), { body: 'For all' })
    const messages = await listOf(api, 'messages')
    assert.containSubset(messages, [
      { kind: 'comment', body: 'For all', author: { id: talk.mia.id, title: 'Mia Tester' } },
      { kind: 'note', mentioned: ['Jonah Tester'], editedAt: null },
    ])
    assert.include((await talk.visitor.get(talk.href)).text, 'For all')
    assert.containSubset(await rowsOf('notifications'), [
      { user_id: talk.jonah.id, kind: 'mention' },
    ])
    const portal = await talk.alpha.user('ada@client.test', ['base.portal', 'base.api_write'])
    const outside = await ApiClient.of(portal)
    const seen = await listOf(outside, 'messages')
    assert.deepEqual(
      seen.map(({ body }) => body),
      ['For all']
    )
    const note = await outside.post(path('messages'), { body: 'x', kind: 'note' })
    assert.equal(note.status, 422)
    assert.equal((await outside.get(path('activities'))).status, 404)
  })

  test('one’s own messages are changed and deleted, those of others are not', async ({
    assert,
  }) => {
    const api = await client()
    const said = await api.post(path('messages'), { body: 'Helo', kind: 'note' })
    const { id } = said.body.data as unknown as Json
    const own = path(`messages/${id}`)
    assert.equal(said.headers.get('location'), `/api/v1${own}`)
    assert.deepEqual((await api.get(own)).body, said.body)
    const changed = await api.patch(own, { body: ' Hello @Jonah Tester\r\n' })
    assert.equal(changed.status, 200)
    const message = changed.body.data as unknown as Json
    assert.containSubset(message, {
      id,
      kind: 'note',
      body: 'Hello @Jonah Tester',
      author: { id: talk.mia.id, title: 'Mia Tester' },
      mentioned: ['Jonah Tester'],
    })
    assert.isString(message.editedAt)
    assert.deepEqual(await listOf(api, 'messages'), [message])
    for (const body of [{ body: ' ' }, { body: 'x'.repeat(10_001) }, { kind: 'comment' }, {}]) {
      assert.equal((await api.patch(own, body)).status, 422)
    }
    const jonah = await ApiClient.of(talk.jonah)
    assert.equal((await jonah.get(own)).status, 200)
    assert.equal((await jonah.patch(own, { body: 'x' })).status, 403)
    assert.equal((await jonah.delete(own)).status, 403)
    const reader = await ApiClient.of(talk.mia, { scopes: ['crm:read'] })
    assert.equal((await reader.get(own)).status, 200)
    assert.equal((await reader.patch(own, { body: 'x' })).status, 403)
    assert.equal((await reader.delete(own)).status, 403)
    const portal = await talk.alpha.user('ada@client.test', ['base.portal', 'base.api_write'])
    for (const stranger of [portal, ...(await strangersTo(talk))]) {
      const other = await ApiClient.of(stranger)
      assert.equal((await other.get(own)).status, 404)
      // Representatives only read through the API, whatever it is about.
      const status = stranger.email.startsWith('rep') ? 403 : 404
      assert.equal((await other.patch(own, { body: 'x' })).status, status, stranger.email)
      assert.equal((await other.delete(own)).status, status, stranger.email)
    }
    const elsewhere = await talk.alpha.run(() => Contact.create({ firstName: 'Nora' }))
    const beside = `/crm/contacts/${elsewhere.id}/messages/${id}`
    assert.equal((await api.get(beside)).status, 404)
    assert.equal((await api.delete(beside)).status, 404)
    assert.deepEqual(await listOf(api, 'messages'), [message])
    assert.equal((await api.delete(own)).status, 204)
    assert.equal((await api.delete(own)).status, 404)
    assert.isEmpty(await rowsOf('messages'))
    const theirs = await api.post(path('messages'), { body: 'For the administrator' })
    const admin = await talk.alpha.user('ann@alpha.test', ['base.administrator'])
    const ann = await ApiClient.of(admin)
    const address = path(`messages/${(theirs.body.data as unknown as Json).id}`)
    assert.equal((await ann.patch(address, { body: 'x' })).status, 403)
    assert.equal((await ann.delete(address)).status, 204)
  })

  test('messages come in parts, none left out and none twice', async ({ assert }) => {
    await talk.alpha.run((environment) =>
      environment.query(
        `insert into messages (record_table, record_id, kind, body, created_at)
         select 'crm_contacts', $1, 'note', 'Note ' || n, now() - n * interval '1 microsecond'
         from generate_series(1, 60) n`,
        [talk.contact.id]
      )
    )
    const api = await client()
    const first = await api.get(path('messages'))
    const { data, next } = first.body as unknown as { data: Json[]; next: string }
    assert.lengthOf(data, 50)
    const rest = (await api.get(path('messages'), { before: next })).body as unknown as {
      data: Json[]
      next: null
    }
    assert.lengthOf(new Set([...data, ...rest.data].map(({ id }) => id)), 60)
    assert.isNull(rest.next)
    for (const query of [{ before: 'yesterday' }, { after: 'x' }]) {
      assert.equal((await api.get(path('messages'), query)).status, 422)
    }
  })

  test('activities are planned, done and cancelled', async ({ assert }) => {
    const api = await client()
    const made = await api.post(path('activities'), {
      type: talk.types.call,
      summary: 'Call her',
      user: { id: talk.jonah.id },
    })
    assert.equal(made.status, 201)
    const activity = made.body.data as unknown as Json
    assert.containSubset(activity, {
      type: { title: 'Call' },
      summary: 'Call her',
      user: { id: talk.jonah.id, title: 'Jonah Tester' },
    })
    assert.match(String(activity.dueOn), /^\d{4}-\d\d-\d\d$/)
    const done = await api.post(path(`activities/${activity.id}/completion`), { feedback: 'Oak' })
    assert.equal(done.status, 204)
    assert.isEmpty(await listOf(api, 'activities'))
    assert.include((await talk.visitor.get(talk.href)).text, 'Call done: Call her<br>Oak')
    const other = await api.post(path('activities'), { type: talk.types.todo, summary: 'x' })
    const { id } = other.body.data as unknown as Json
    assert.equal((await api.send('DELETE', path(`activities/${id}`))).status, 204)
    assert.isEmpty(await listOf(api, 'activities'))
  })

  test('what is wrong is said with its place', async ({ assert }) => {
    const api = await client()
    const pointers = async (part: string, body: unknown) => {
      const answer = await api.post(path(part), body)
      assert.equal(answer.status, 422)
      return (answer.body.errors as unknown as Json[]).map(({ pointer }) => pointer)
    }
    assert.deepEqual(await pointers('messages', { body: ' ' }), ['#/body'])
    assert.deepEqual(await pointers('messages', { body: '\0' }), ['#/body'])
    assert.include((await api.get(path('messages'), { x: '1' })).text, 'Known are: before')
    assert.include((await api.get(path('followers'), { x: '1' })).text, 'No parameters')
    assert.deepEqual(await pointers('messages', { body: 1, text: 'x' }), ['#/body', '#/text'])
    assert.sameMembers(await pointers('activities', { dueOn: '2026-02-31', user: 'x' }), [
      ...['#/type', '#/summary', '#/dueOn', '#/user'],
    ])
  })

  test('a record is followed, and no more', async ({ assert }) => {
    const api = await client()
    const put = (body: unknown) => api.send('PUT', path('following'), JSON.stringify(body))
    assert.equal((await put({ changes: true })).status, 204)
    assert.deepEqual(await listOf(api, 'followers'), [
      {
        user: { id: talk.mia.id, title: 'Mia Tester' },
        comments: true,
        changes: true,
        activities: false,
      },
    ])
    assert.equal((await put({ changes: 'yes' })).status, 422)
    assert.equal((await api.send('DELETE', path('following'))).status, 204)
    assert.isEmpty(await listOf(api, 'followers'))
  })

  test('files are listed and fetched', async ({ assert }) => {
    const written = join(await mkdtemp(join(tmpdir(), 'tatami-')), 'list.txt')
    await writeFile(written, 'Oak, 12 m')
    await talk.alpha.run(async () => {
      const checksum = await new FileStore(talk.alpha.id).take(written)
      const file = { name: 'list.txt', type: 'text/plain', bytes: 9, checksum }
      await attach(recordKey(talk.contact), file)
    })
    const api = await client()
    const [file] = await listOf(api, 'attachments')
    assert.containSubset(file, { name: 'list.txt', bytes: 9 })
    const fetched = await api.get(path(`attachments/${file!.id}`))
    assert.equal(fetched.text, 'Oak, 12 m')
  })

  test('a key needs its scope, and strangers find nothing', async ({ assert }) => {
    const reader = await ApiClient.of(talk.mia, { scopes: ['crm:read'] })
    assert.equal((await reader.get(path('messages'))).status, 200)
    assert.equal((await reader.post(path('messages'), { body: 'x' })).status, 403)
    const elsewhere = await ApiClient.of(talk.mia, { scopes: ['base:write'] })
    assert.equal((await elsewhere.get(path('messages'))).status, 403)
    for (const stranger of await strangersTo(talk)) {
      const api = await ApiClient.of(stranger)
      for (const part of ['messages', 'activities', 'followers', 'attachments']) {
        assert.equal((await api.get(path(part))).status, 404, part)
      }
    }
    assert.equal((await (await client()).get('/base/users/x/messages')).status, 404)
    assert.isEmpty(await rowsOf('messages'))
  })
})
