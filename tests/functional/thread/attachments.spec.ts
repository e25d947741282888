import { existsSync } from 'node:fs'
import { test } from '@japa/runner'
import { fileSweep } from '#app/http/jobs/file_sweep'
import { FileStore } from '#app/models/file_store'
import { Visitor } from '#tests/support/visitor'
import { rowsOf, strangersTo, visitorFrom, withTalk } from './talk.ts'

const base = `http://${process.env.HOST}:${process.env.PORT}`
const DAY = 24 * 60 * 60 * 1000

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)

interface StoredFile {
  id: string
  name: string
  type: string
  checksum: string
  location_id: string | null
}

const stored = () => rowsOf<StoredFile>('attachments')

const cookieOf = (visitor: Visitor) =>
  [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

test.group('Attachments', (group) => {
  const talk = withTalk(group)

  /** Sends files as a browser does, with the token of the page. */
  const send = async (
    files: [name: string, content: Buffer | string][],
    by = talk.visitor,
    token?: string
  ) => {
    const { text } = await by.get('/account/preferences')
    const form = new FormData()
    form.append('_csrf', token ?? /name="_csrf" value="([^"]+)"/.exec(text)![1]!)
    for (const [name, content] of files) {
      form.append('files', new Blob([new Uint8Array(Buffer.from(content))]), name)
    }
    const answer = await fetch(base + talk.href + '/attachments', {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { cookie: cookieOf(by), accept: 'text/html' },
    })
    return { status: answer.status, text: await answer.text() }
  }

  const open = (path: string, by = talk.visitor) =>
    fetch(base + path, { headers: { cookie: cookieOf(by), accept: 'text/html' } })

  test('are kept by their content, shown where that is safe, and else downloaded', async ({
    assert,
  }) => {
    const sent = await send([
      ['plan.png', PNG],
      ['page.png', '<script>alert(1)</script>'],
      ['../../käse "1".png', PNG],
    ])
    assert.equal(sent.status, 302)
    const [picture, text, same] = await stored()
    assert.containSubset(picture, { type: 'image/png', location_id: talk.alpha.location('North') })
    assert.equal(text!.type, 'text/plain')
    assert.equal(same!.name, 'käse "1".png')
    assert.equal(same!.checksum, picture!.checksum)
    const shown = await open(`${talk.href}/attachments/${picture!.id}`)
    assert.equal(shown.headers.get('content-type'), 'image/png')
    assert.match(shown.headers.get('content-disposition')!, /^inline/)
    assert.equal(shown.headers.get('x-content-type-options'), 'nosniff')
    assert.include(shown.headers.get('content-security-policy')!, 'sandbox')
    assert.deepEqual(Buffer.from(await shown.arrayBuffer()), PNG)
    const saved = await open(`${talk.href}/attachments/${text!.id}`)
    assert.equal(saved.headers.get('content-type'), 'application/octet-stream')
    assert.match(saved.headers.get('content-disposition')!, /^attachment/)
    const page = (await talk.visitor.get(talk.href)).text
    assert.include(page, '3 files')
    assert.include(page, `<img src="${talk.href}/attachments/${picture!.id}"`)
  })

  test('are taken as offices have them', async ({ assert }) => {
    const files: [string, Buffer, string][] = [
      ['Größen.csv', Buffer.from('Größe;1\r\n', 'latin1'), 'text/plain'],
      ['wide.csv', Buffer.from('\uFEFFGröße;1\r\n', 'utf16le'), 'text/plain'],
      ['meet.ics', Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'), 'text/calendar'],
      ['ada.vcf', Buffer.from('BEGIN:VCARD\r\nEND:VCARD\r\n'), 'text/vcard'],
      ['invoice.xml', Buffer.from('<?xml version="1.0"?><Invoice/>'), 'application/xml'],
      ['scan.tif', Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1'), 'image/tiff'],
    ]
    assert.equal((await send(files.map(([name, content]) => [name, content]))).status, 302)
    const types = new Map((await stored()).map(({ name, type }) => [name, type]))
    assert.deepEqual(types, new Map(files.map(([name, , type]) => [name, type])))
    await send([[`${'Vertrag '.repeat(40)}.png`, PNG]])
    const long = (await stored()).find(({ type }) => type === 'image/png')!
    assert.match(long.name, /^Vertrag .{188}\.png$/)
    for (const { id } of (await stored()).filter(({ type }) => type !== 'image/png')) {
      const { headers } = await open(`${talk.href}/attachments/${id}`)
      assert.equal(headers.get('content-type'), 'application/octet-stream')
    }
  })

  test('come with texts and names that no database can hold', async ({ assert }) => {
    const { text } = await talk.visitor.get('/account/preferences')
    const token = /name="_csrf" value="([^"]+)"/.exec(text)![1]!
    const boundary = 'between-the-parts'
    const parts = [
      ['name="_csrf"', `${token.slice(0, 5)}\0${token.slice(5)}`],
      ['name="files"; filename="pl\0an.txt"', 'all of it'],
      ['name="note[a][]"', 'a\0'],
    ].map(
      ([about, content]) =>
        `--${boundary}\r\ncontent-disposition: form-data; ${about}\r\n\r\n${content}\r\n`
    )
    const answer = await fetch(base + talk.href + '/attachments', {
      method: 'POST',
      body: `${parts.join('')}--${boundary}--\r\n`,
      redirect: 'manual',
      headers: {
        'cookie': cookieOf(talk.visitor),
        'accept': 'text/html',
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
    })
    assert.equal(answer.status, 302)
    assert.deepEqual(
      (await stored()).map(({ name }) => name),
      ['plan.txt']
    )
  })

  test('of kinds that could do harm, empty ones and large ones are refused, by name', async ({
    assert,
  }) => {
    for (const [name, content] of [
      ['run.png', Buffer.from('MZ' + '\0'.repeat(200))],
      [
        'lib.pdf',
        Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(99)]),
      ],
      ['empty.txt', ''],
      ['large.txt', 'x'.repeat(10 * 1024 * 1024 + 1)],
    ] as const) {
      const { status, text } = await send([[name, content]])
      assert.equal(status, 422, name)
      assert.include(text, name)
    }
    assert.equal((await send([])).status, 422)
    assert.isEmpty(await stored())
  })

  test('need the token of the page, and a log-in before anything is read', async ({ assert }) => {
    assert.equal((await send([['a.txt', 'a']], talk.visitor, 'wrong')).status, 419)
    const anonymous = await fetch(`${base}${talk.href}/attachments`, {
      method: 'POST',
      body: new FormData(),
      redirect: 'manual',
    })
    assert.equal(anonymous.headers.get('location'), '/login')
    assert.isEmpty(await stored())
  })

  test('are there for whoever may read the record, and for nobody else', async ({ assert }) => {
    await send([['secret.txt', 'secret']])
    const [file] = await stored()
    const path = `${talk.href}/attachments/${file!.id}`
    const support = await visitorFrom(talk, 'sue@alpha.test', ['base.support'])
    assert.equal(await (await open(path, support)).text(), 'secret')
    assert.notInclude((await support.get(talk.href)).text, 'type="file"')
    assert.equal((await send([['x.txt', 'x']], support)).status, 403)
    for (const user of await strangersTo(talk)) {
      const stranger = await Visitor.of(user.email)
      assert.equal((await open(path, stranger)).status, 404)
      assert.equal((await send([['x.txt', 'x']], stranger)).status, 404)
      assert.equal((await stranger.post(`${path}?_method=DELETE`)).status, 404)
    }
    assert.lengthOf(await stored(), 1)
  })

  test('stay for thirty days after the last that refers to them, so that undoing finds them', async ({
    assert,
  }) => {
    await send([['once.txt', `only ${talk.contact.id}`]])
    const [file] = await stored()
    const path = new FileStore(talk.alpha.id).path(file!.checksum)
    const sweep = (now: number) =>
      fileSweep.call!(
        { tenantId: talk.alpha.id, now },
        {
          attempt: 1,
          id: talk.contact.id,
          signal: new AbortController().signal,
          inside: (work) => talk.alpha.run(work),
        }
      )
    const now = Date.now()
    await sweep(now + 99 * DAY)
    assert.isTrue(existsSync(path))
    await talk.visitor.get(talk.href)
    const removed = await talk.visitor.post(`${talk.href}/attachments/${file!.id}?_method=DELETE`)
    assert.equal(removed.status, 200)
    assert.isEmpty(await stored())
    await sweep(now)
    await sweep(now + 29 * DAY)
    assert.isTrue(existsSync(path))
    await sweep(now + 31 * DAY)
    assert.isFalse(existsSync(path))
  })

  test('go with their record and come back with it', async ({ assert }) => {
    await send([['kept.txt', 'kept']])
    await talk.visitor.get(talk.href)
    const { text } = await talk.visitor.post(`${talk.href}?_method=DELETE`)
    assert.isEmpty(await stored())
    await talk.visitor.post(/action="(\/base\/audit\/[^"]+\/undo)"/.exec(text)![1]!)
    const [file] = await stored()
    assert.equal(await (await open(`${talk.href}/attachments/${file!.id}`)).text(), 'kept')
  })
})
