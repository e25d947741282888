import { test } from '@japa/runner'
import { queryText } from '#app/http/search/address'

test.group('Addresses of screens', () => {
  test('keep commas and colons, and give back what they were given', ({ assert }) => {
    const params: [string, string][] = [
      ['columns', 'name,email'],
      ['group', 'createdAt:month'],
      ['q', 'Ü & b=c + d%2C'],
    ]
    const text = queryText(params)
    assert.match(text, /^columns=name,email&group=createdAt:month&q=/)
    assert.deepEqual([...new URLSearchParams(text)], params)
  })

  test('take half a character for one that is lost', ({ assert }) => {
    assert.equal(queryText([['q', '😀'.slice(0, 1)]]), queryText([['q', '\uFFFD']]))
  })
})
