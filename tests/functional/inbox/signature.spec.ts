import { test } from '@japa/runner'
import { GhlHouse } from '#tests/support/ghl/house'
import { post } from '#tests/support/ghl/sender'
import { sign, strangeKey } from '#tests/support/ghl/signing'

const HEADER = 'x-ghl-signature'
/** Signature of `{"type":"INSTALL"}` by the key with the seed 01 01 … */
const KNOWN =
  'ZcSjTWMg36DUnhv8I6kvYzIAfsp+sQbChl9XO/OCQ1a+8Xp7Bk9R6ZLNYJONbwNqYDsOsU81b4Q0A5rCuJjlBg=='

test.group('Inbox | signature', (group) => {
  let house: GhlHouse
  group.each.setup(async () => {
    house = await GhlHouse.create('Signature')
  })

  const body = () =>
    JSON.stringify(house.event('ContactCreate', { id: 'c1', firstName: 'Zoë', email: 'z@x.test' }))

  test('a good one is taken', async ({ assert }) => {
    const text = body()
    assert.equal(await post(house.url, text, { [HEADER]: sign(text) }), 204)
    const [event] = await house.events()
    assert.isTrue(event!.body.equals(Buffer.from(text)))
    assert.equal(sign('{"type":"INSTALL"}'), KNOWN)
  })

  test('{name} is refused and leaves nothing but a number')
    .with([
      { name: 'none', reason: 'missing', headers: () => ({}) },
      { name: 'an empty one', reason: 'missing', headers: () => ({ [HEADER]: '' }) },
      { name: 'N/A', reason: 'missing', headers: () => ({ [HEADER]: 'N/A' }) },
      {
        name: 'one of another key',
        reason: 'wrong',
        headers: (text: string) => ({ [HEADER]: sign(text, strangeKey) }),
      },
      {
        name: 'one of the same JSON written differently',
        reason: 'wrong',
        headers: (text: string) => ({ [HEADER]: sign(JSON.stringify(JSON.parse(text), null, 1)) }),
      },
      {
        name: 'one of a body that is one byte different',
        reason: 'wrong',
        headers: (text: string) => ({ [HEADER]: sign(text.replace('c1', 'c2')) }),
      },
      {
        name: 'one of a longer body',
        reason: 'wrong',
        headers: (text: string) => ({ [HEADER]: sign(`${text} `) }),
      },
      {
        name: 'a shortened one',
        reason: 'malformed',
        headers: (text: string) => ({ [HEADER]: sign(text).slice(0, 40) }),
      },
      {
        name: 'one that is not base64',
        reason: 'malformed',
        headers: (text: string) => ({ [HEADER]: `${sign(text).slice(0, -4)}!!==` }),
      },
      {
        name: 'a good one in hex',
        reason: 'malformed',
        headers: (text: string) => ({
          [HEADER]: Buffer.from(sign(text), 'base64').toString('hex'),
        }),
      },
      {
        name: 'a good one sent twice',
        reason: 'several',
        headers: (text: string) => ({ [HEADER]: [sign(text), sign(text)] }),
      },
      {
        name: 'a bad one before a good one',
        reason: 'several',
        headers: (text: string) => ({ [HEADER]: [sign(text, strangeKey), sign(text)] }),
      },
      {
        name: 'two in one header',
        reason: 'malformed',
        headers: (text: string) => ({ [HEADER]: `${sign(text)}, ${sign(text)}` }),
      },
      {
        name: 'the retired one alone',
        reason: 'retired',
        headers: (text: string) => ({ 'x-wh-signature': sign(text) }),
      },
      {
        name: 'the retired one beside N/A',
        reason: 'retired',
        headers: (text: string) => ({ [HEADER]: 'N/A', 'x-wh-signature': sign(text) }),
      },
      {
        name: 'the retired one beside a bad one',
        reason: 'wrong',
        headers: (text: string) => ({
          [HEADER]: sign(text, strangeKey),
          'x-wh-signature': sign(text),
        }),
      },
    ] as { name: string; reason: string; headers: (text: string) => Record<string, string> }[])
    .run(async ({ assert }, { reason, headers }) => {
      const text = body()
      assert.equal(await post(house.url, text, headers(text)), 401)
      assert.equal(await post(house.url, text, headers(text)), 401)
      assert.lengthOf(await house.events(), 0)
      assert.lengthOf(await house.jobs(), 0)
      assert.deepEqual(await house.refusals(), { [reason]: 2 })
    })
})
