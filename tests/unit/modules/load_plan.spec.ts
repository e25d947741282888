import { test } from '@japa/runner'
import { locationShares, tenantCounts, wishFaults } from '#app/modules/load_plan'

const wish = { contacts: 100_000, tenants: 20, locations: 10, skew: false }
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

test.group('Load data | plan', () => {
  test('shares fall from 30 % to 0.05 % and leave a twentieth without location', ({ assert }) => {
    for (const count of [6, 10, 37]) {
      const shares = locationShares(count)
      assert.lengthOf(shares, count)
      assert.equal(shares[0], 0.3)
      assert.equal(shares.at(-1), 0.0005)
      assert.closeTo(sum(shares), 0.95, 1e-9)
      assert.deepEqual(
        shares,
        shares.toSorted((a, b) => b - a)
      )
    }
  })

  test('every contact has a tenant', ({ assert }) => {
    assert.deepEqual(tenantCounts({ ...wish, contacts: 10, tenants: 3 }), [3, 3, 4])
    assert.equal(sum(tenantCounts({ ...wish, contacts: 99_991 })), 99_991)
  })

  test('skewed, the first tenant has half', ({ assert }) => {
    const counts = tenantCounts({ ...wish, skew: true })
    assert.equal(counts[0], 50_000)
    assert.equal(sum(counts), 100_000)
    assert.deepEqual(tenantCounts({ ...wish, tenants: 1, skew: true }), [100_000])
  })

  test('refuses numbers that make no sense, each by its name', ({ assert }) => {
    assert.deepEqual(wishFaults(wish), [])
    assert.lengthOf(wishFaults({ contacts: 0, tenants: 1.5, locations: 2, skew: false }), 3)
    assert.match(wishFaults({ ...wish, locations: Number.NaN })[0]!, /--locations/)
  })
})
