import { createHash } from 'node:crypto'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { attach } from '#app/models/attachments'
import { recordKey } from '#app/models/messages'
import { ApiClient } from '#tests/support/api_client'
import { rowsOf, strangersTo, withTalk } from '../thread/talk.ts'

interface File {
  id: string
  name: string
  type: string
  bytes: number
  checksum: string
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkM+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)

function formOf(files: [name: string, content: string | Buffer][], part = 'files'): FormData {
  const form = new FormData()
  for (const [name, content] of files) {
    form.append(part, new Blob([new Uint8Array(Buffer.from(content))]), name)
  }
  return form
}

test.group('API | attachments', (group) => {
  const talk = withTalk(group)
  const path = (id = '') => `${talk.href}/attachments${id && `/${id}`}`
  const stored = () => rowsOf<File & { user_id: string; location_id: string }>('attachments')
  const leftOver = () => readdir(process.env.TMPDIR!)

  group.setup(async () => {
    const { TMPDIR } = process.env
    process.env.TMPDIR = await mkdtemp(join(tmpdir(), 'tatami-test-'))
    return () => {
      if (TMPDIR === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = TMPDIR
    }
  })

  test('are added, listed, fetched and deleted', async ({ assert }) => {
    const api = await ApiClient.of(talk.mia)
    const sent = await api.send(
      'POST',
      path(),
      formOf([
        ['plan.png', PNG],
        ['../../käse "1".txt', 'Oak, 12 m'],
      ])
    )
    assert.equal(sent.status, 201)
    const files = sent.body.data as unknown as File[]
    assert.containSubset(files, [
      { name: 'plan.png', type: 'image/png', bytes: PNG.length },
      { name: 'käse "1".txt', type: 'text/plain', bytes: 9 },
    ])
    assert.equal(files[0]!.checksum, createHash('sha256').update(PNG).digest('hex'))
    assert.containSubset(await stored(), [
      { user_id: talk.mia.id, location_id: talk.alpha.location('North') },
    ])
    assert.deepEqual((await api.get(path())).body.data, files as never)
    const fetched = await api.get(path(files[1]!.id))
    assert.equal(fetched.text, 'Oak, 12 m')
    assert.include((await talk.visitor.get(talk.href)).text, 'plan.png')
    assert.equal((await api.delete(path(files[0]!.id))).status, 204)
    assert.equal((await api.delete(path(files[0]!.id))).status, 404)
    assert.equal((await api.get(path(files[0]!.id))).status, 404)
    assert.lengthOf(await stored(), 1)
    assert.isEmpty(await leftOver())
  })

  test('are refused one and all, with the place of what is wrong', async ({ assert }) => {
    const api = await ApiClient.of(talk.mia)
    const refused = async (form: FormData) => {
      const { status, body } = await api.send('POST', path(), form)
      assert.equal(status, 422)
      return body.errors as unknown as { pointer: string; detail: string }[]
    }
    const large = 'x'.repeat(10 * 1024 * 1024 + 1)
    for (const [name, content, words] of [
      ['run.png', Buffer.from('MZ' + '\0'.repeat(200)), 'are not taken'],
      ['empty.txt', '', 'is empty'],
      ['large.txt', large, '10 MB at most'],
    ] as const) {
      const [fault, ...others] = await refused(
        formOf([
          ['fine.txt', 'fine'],
          [name, content],
        ])
      )
      assert.equal(fault!.pointer, '#/files/1')
      assert.include(fault!.detail, words)
      assert.isEmpty(others)
    }
    assert.deepEqual(await refused(formOf([])), [
      { pointer: '#/files', detail: 'Choose a file first.' },
    ])
    const many = Array.from({ length: 21 }, (_, n): [string, string] => [`${n}.txt`, 'x'])
    assert.equal((await refused(formOf(many)))[0]!.pointer, '#/files')
    assert.equal((await refused(formOf([['a.txt', 'a']], 'file')))[0]!.pointer, '#/file')
    for (const part of ['__proto__', 'constructor', 'prototype']) {
      assert.equal((await refused(formOf([['a.txt', 'a']], part)))[0]!.pointer, '#/files')
    }
    for (const part of ['toString', 'hasOwnProperty', 'handler', 'options']) {
      assert.equal((await refused(formOf([['a.txt', 'a']], part)))[0]!.pointer, `#/${part}`)
    }
    const text = new FormData()
    text.append('files', 'a text')
    assert.deepEqual(await refused(text), [{ pointer: '#/files', detail: 'This must be a file.' }])
    assert.isEmpty(await stored())
    assert.isEmpty(await leftOver())
  })

  test('a record holds so many, and no more', async ({ assert }) => {
    const file = { name: 'x', type: 'text/plain', bytes: 1, checksum: '0'.repeat(64) }
    await talk.alpha.run(async () => {
      for (let n = 0; n < 199; n += 1) await attach(recordKey(talk.contact), file)
    })
    const api = await ApiClient.of(talk.mia)
    const two = formOf([
      ['a.txt', 'a'],
      ['b.txt', 'b'],
    ])
    const refused = await api.send('POST', path(), two)
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'A record holds 200 files at most.')
    assert.equal((await api.send('POST', path(), formOf([['a.txt', 'a']]))).status, 201)
  })

  test('bodies of other kinds, broken and overlong ones are refused', async ({ assert }) => {
    const api = await ApiClient.of(talk.mia)
    const json = await api.post(path(), { files: [] })
    assert.equal(json.status, 415)
    assert.include(json.text, 'multipart/form-data')
    assert.equal((await api.send('POST', path())).status, 415)
    const broken =
      '--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nabc'
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      const answer = await api.send('POST', path(), broken, { 'content-type': type })
      assert.equal(answer.status, 400, type)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    }
    const part = 'x'.repeat(9 * 1024 * 1024)
    const files = Array.from({ length: 6 }, (_, n): [string, string] => [`${n}.txt`, part])
    const overlong = await api.send('POST', path(), formOf(files))
    assert.equal(overlong.status, 413)
    assert.isEmpty(await stored())
    assert.isEmpty(await leftOver())
  })

  test('need the scope, the right to change the record, and to have sent them', async ({
    assert,
  }) => {
    const mia = await ApiClient.of(talk.mia)
    const one = () => formOf([['secret.txt', 'secret']])
    const sent = await mia.send('POST', path(), one())
    const [file] = sent.body.data as unknown as File[]
    const reader = await ApiClient.of(talk.mia, { scopes: ['crm:read'] })
    const support = await ApiClient.of(
      await talk.alpha.user('sue@alpha.test', ['base.support', 'base.api_write'])
    )
    for (const api of [reader, support]) {
      assert.equal((await api.get(path(file!.id))).text, 'secret')
      assert.equal((await api.send('POST', path(), one())).status, 403)
      assert.equal((await api.delete(path(file!.id))).status, 403)
    }
    const jonah = await ApiClient.of(talk.jonah)
    assert.equal((await jonah.delete(path(file!.id))).status, 403)
    for (const stranger of await strangersTo(talk)) {
      const api = await ApiClient.of(stranger, { scopes: ['crm:write'] })
      if ((await api.get('/crm/contacts')).status !== 200) continue
      const status = stranger.email.startsWith('rep') ? 403 : 404
      assert.equal((await api.send('POST', path(), one())).status, status, stranger.email)
      assert.equal((await api.delete(path(file!.id))).status, status, stranger.email)
      assert.equal((await api.get(path(file!.id))).status, 404, stranger.email)
    }
    const nobody = new ApiClient(null)
    assert.equal((await nobody.send('POST', path(), one())).status, 401)
    assert.lengthOf(await stored(), 1)
    const admin = await talk.alpha.user('ann@alpha.test', ['base.administrator'])
    assert.equal((await (await ApiClient.of(admin)).delete(path(file!.id))).status, 204)
  })
})
