import { test } from '@japa/runner'
import { jobsBesidePages } from '#app/jobs/settings'

test.group('Jobs | beside pages', () => {
  test('use half of the connections, and one where there are few', ({ assert }) => {
    const sizes = [2, 3, 10, 100]
    assert.deepEqual(sizes.map(jobsBesidePages), [1, 1, 5, 50])
  })
})
