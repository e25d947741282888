import { test } from '@japa/runner'
import { domainFromUrl, domainToUrl } from '#app/domains/url'

const domain = ['|', ['status', '=', 'lead'], ['company.name', 'ilike', 'Ä & ü = "%"']]

test.group('Domains | addresses', () => {
  test('a domain survives the way through an address', ({ assert }) => {
    const query = new URLSearchParams({ domain: domainToUrl(domain) }).toString()
    const text = new URLSearchParams(query).get('domain')!
    assert.deepEqual(domainFromUrl(text), domain)
    assert.equal(domainToUrl(domainFromUrl(text)), domainToUrl(domain))
    assert.deepEqual(domainFromUrl(''), [])
  })

  test('more than 8 kB are refused on both ways', ({ assert }) => {
    const long = [['name', '=', 'ä'.repeat(4100)]]
    assert.throws(
      () => domainToUrl(long),
      'The filter is too long for an address; save it under a name instead'
    )
    assert.throws(() => domainFromUrl(JSON.stringify(long)), /too long/)
    assert.doesNotThrow(() => domainToUrl([['name', '=', 'ä'.repeat(4000)]]))
  })

  test('{0} is refused')
    .with(['{', '{}', 'null', '"a"', '5', '[1,', 'undefined'])
    .run(({ assert }, text) => {
      assert.throws(() => domainFromUrl(text), /^The filter in the address /)
    })
})
