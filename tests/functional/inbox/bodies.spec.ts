import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import { GhlHouse } from '#tests/support/ghl/house'
import { rawPost } from '#tests/support/ghl/raw_request'
import { post } from '#tests/support/ghl/sender'
import { sign } from '#tests/support/ghl/signing'

const MB = 1024 * 1024
const signed = (body: Buffer | string) => ({ 'x-ghl-signature': sign(body) })

test.group('Inbox | bodies', (group) => {
  let house: GhlHouse
  group.each.setup(async () => {
    house = await GhlHouse.create('Bodies')
  })

  test('both shapes are understood', async ({ assert }) => {
    const flat = house.event('NoteCreate', { id: 'n1' }, { age: 30 })
    const wrapped = house.event('NoteCreate', { id: 'n2' }, { age: 30, wrapped: true })
    assert.deepEqual(await house.sender.send(flat), [204])
    assert.deepEqual(await house.sender.send(wrapped), [204])
    const events = await house.events()
    assert.sameMembers(
      events.map((event) => event.event_id),
      [flat.webhookId!, wrapped.webhookId!]
    )
    for (const event of events) {
      assert.include(event, { event_type: 'NoteCreate', external_location: house.north })
    }
  })

  test('what is not JSON is kept in quarantine under its hash', async ({ assert }) => {
    for (const body of ['{"type":"ContactCreate",', '', '[1]', 'null', '\0', Buffer.from([0xff])]) {
      assert.equal(await post(house.url, body, signed(body)), 204)
      assert.equal(await post(house.url, body, signed(body)), 204)
      const event = (await house.events()).at(-1)!
      assert.equal(event.event_id, createHash('sha256').update(body).digest('hex'))
      assert.deepInclude(event, {
        state: 'quarantined',
        event_type: 'Unknown',
        reason: 'The body is not a JSON object.',
        body: Buffer.from(body),
      })
    }
    assert.lengthOf(await house.events(), 6)
    assert.lengthOf(await house.jobs(), 0)
  })

  test('an event without a type is kept in quarantine', async ({ assert }) => {
    const body = JSON.stringify({ webhookId: 'w', locationId: house.north })
    assert.equal(await post(house.url, body, signed(body)), 204)
    const [event] = await house.events()
    assert.deepInclude(event, {
      state: 'quarantined',
      reason: 'The body names no type of event.',
    })
  })

  test('without a webhookId the same body is the same event', async ({ assert }) => {
    const { webhookId: _, ...event } = house.event('NoteCreate', { id: 'n1' })
    assert.deepEqual(await house.sender.send(event, { duplicates: 3 }), [204, 204, 204])
    assert.deepEqual(await house.sender.send({ ...event, id: 'n2' }), [204])
    const ids = (await house.events()).map(({ event_id }) => event_id)
    assert.lengthOf(ids, 2)
    const hash = createHash('sha256').update('NoteCreate').update(JSON.stringify(event))
    assert.include(ids, hash.digest('hex'))
  })

  test('ids that no database can store are replaced by the hash', async ({ assert }) => {
    for (const webhookId of ['a\0b', '\ud800', 'x'.repeat(5000), '', 7]) {
      const event = { ...house.event('NoteCreate', { id: 'n' }), webhookId, locationId: webhookId }
      assert.deepEqual(await house.sender.send(event), [204])
      assert.match((await house.events()).at(-1)!.event_id, /^[0-9a-f]{64}$/)
    }
  })

  test('a body is kept byte for byte and shown indented', async ({ assert }) => {
    const body = `{"type" : "NoteCreate","webhookId":"w1", "note":"  Zoë  ","empty":""}\n`
    assert.equal(await post(house.url, body, signed(body)), 204)
    const [event] = await house.events()
    assert.equal(event!.body.toString(), body)
    assert.include(event!.content, '\n  "note": "  Zoë  ",\n')
  })

  test('a deep or long body is kept, and what is shown of it stays short', async ({ assert }) => {
    const inner = Array.from({ length: 5000 }, (_, index) => index)
    const deep = `{"type":"Deep","webhookId":"deep","d":${'['.repeat(1000)}${inner}${']'.repeat(1000)}}`
    const long = JSON.stringify({ type: 'Long', webhookId: 'long', text: 'é'.repeat(500_000) })
    for (const body of [deep, long]) {
      assert.equal(await post(house.url, body, signed(body)), 204)
      const event = (await house.events()).at(-1)!
      assert.equal(event.body.toString(), body)
      assert.isBelow(event.content.length, 66_000)
    }
    assert.include((await house.events())[0]!.content, '[0,1,2,')
  })

  test('1 MB is taken, one byte more is not', async ({ assert }) => {
    const start = '{"type":"Big","webhookId":"big","x":"'
    const most = `${start}${'x'.repeat(MB - start.length - 2)}"}`
    assert.equal(await post(house.url, most, signed(most)), 204)
    assert.lengthOf(await house.events(), 1)
    assert.equal(await post(house.url, `${most} `, signed(`${most} `)), 413)
    assert.lengthOf(await house.events(), 1)
  })

  test('a large body is refused before it is sent', async ({ assert }) => {
    const honest = await rawPost(house.url, [`Content-Length: ${500 * MB}`], { size: 0 })
    assert.equal(honest.status, 413)
  })

  test('a large body is refused while it is sent, in chunks too', async ({ assert }) => {
    for (const [head, chunked] of [
      [[`Content-Length: ${500 * MB}`], false],
      [['Transfer-Encoding: chunked'], true],
    ] as const) {
      const answer = await rawPost(house.url, head, { size: 500 * MB, chunked })
      assert.equal(answer.status, 413)
      assert.isBelow(answer.sent, 20 * MB)
    }
    assert.lengthOf(await house.events(), 0)
  })

  test('a sender that goes on after its refusal is cut off', async ({ assert }) => {
    const head = [`Content-Length: ${5000 * MB}`]
    const answer = await rawPost(house.url, head, { size: 5000 * MB, stubborn: true })
    assert.equal(answer.status, 413)
    assert.isBelow(answer.sent, 30 * MB)
  })

  test('a body that is longer than its header says does not become part of it', async ({
    assert,
  }) => {
    const answer = await rawPost(house.url, ['Content-Length: 10'], { size: 2 * MB })
    assert.oneOf(answer.status, [0, 400, 401])
    assert.lengthOf(await house.events(), 0)
  })

  test('a body that never ends is not waited for', async ({ assert }) => {
    const answer = await rawPost(house.url, ['Content-Length: 1000'], { size: 10 })
    assert.equal(answer.status, 429)
    assert.isAtLeast(answer.milliseconds, 4500)
  })

  test('a sender that hangs up leaves nothing', async ({ assert }) => {
    const body = JSON.stringify(house.event('NoteCreate', { id: 'n' }))
    const request = new AbortController()
    const stream = new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.from(body)),
    })
    const sending = fetch(house.url, {
      method: 'POST',
      headers: signed(body),
      body: stream,
      duplex: 'half',
      signal: request.signal,
    } as RequestInit)
    setTimeout(() => request.abort(), 200)
    await assert.rejects(() => sending)
    assert.lengthOf(await house.events(), 0)
  })
})
