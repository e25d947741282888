import { test } from '@japa/runner'
import { escapedTexts, rememberTexts } from '#app/views/texts'

test.group('Texts', () => {
  test('are resolved once for each key and its values', ({ assert }) => {
    const asked: string[] = []
    const t = rememberTexts((key, values) => {
      asked.push(key)
      return `${key} ${JSON.stringify(values)}`
    })
    for (let times = 0; times < 2; times++) {
      assert.equal(t('a'), 'a undefined')
      assert.equal(t('a', { count: 1 }), 'a {"count":1}')
      assert.equal(t('a', { count: '1' }), 'a {"count":"1"}')
      assert.equal(t('a', { count: 2, name: 'x' }), 'a {"count":2,"name":"x"}')
    }
    assert.lengthOf(asked, 4)
  })

  test('do not grow without end', ({ assert }) => {
    let asked = 0
    const t = rememberTexts(() => String(asked++))
    for (let count = 0; count < 6_000; count++) t('a', { count })
    assert.equal(t('a', { count: 0 }), '6000')
    assert.equal(t('a', { count: 5_999 }), '5999')
  })

  test('stand in HTML with their values escaped', ({ assert }) => {
    const t = escapedTexts((key, values) => `${key} ${values?.name}`)
    assert.equal(t('Find', { name: '<b>' }), 'Find &lt;b&gt;')
  })
})
