import { test } from '@japa/runner'
import { resequence } from '#app/http/order/resequence'

/** Rows `a`, `b`, `c` … with these numbers. */
const rows = (...numbers: number[]) =>
  numbers.map((sequence, index) => ({ id: 'abcdefgh'[index]!, sequence }))

/** The changed numbers, as `id=number`. */
const moved = (numbers: number[], from: number, to: number) =>
  resequence(rows(...numbers), from, to)
    .map(({ id, sequence }) => `${id}=${sequence}`)
    .join(' ')

test.group('Moving within an order', () => {
  test('lets those in between take the numbers of each other', ({ assert }) => {
    assert.equal(moved([10, 20, 30, 40], 0, 2), 'b=10 c=20 a=30')
    assert.equal(moved([10, 20, 30, 40], 3, 1), 'd=20 b=30 c=40')
    assert.equal(moved([10, 20, 30], 1, 1), '')
  })

  test('tells those apart that have the same number', ({ assert }) => {
    assert.equal(moved([10, 10, 10], 2, 0), 'a=11 b=12')
    assert.equal(moved([10, 10, 10, 40], 0, 1), 'a=11 c=12')
    assert.equal(moved([5, 5, 6, 7, 9], 1, 2), 'b=7 d=8')
  })
})
