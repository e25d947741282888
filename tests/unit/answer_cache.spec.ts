import { test } from '@japa/runner'
import { AnswerCache } from '#app/models/answer_cache'

test.group('Remembered answers', () => {
  const scope = { tenantId: 'alpha', userId: 'mia', locationIds: null }

  test('make room for those of the last tables', ({ assert }) => {
    const cache = new AnswerCache<number>(2)
    const about = (table: string) => cache.askAs(scope, table, 'all')
    about('crm_contacts').remember(1)
    const asked = ['crm_companies', 'crm_deals'].map(about)
    for (const each of asked) each.remember(2)
    assert.deepEqual(
      ['crm_companies', 'crm_deals'].map((table) => about(table).known),
      [2, 2]
    )
    assert.isUndefined(about('crm_contacts').known)
  })

  test('make room within a table by beginning anew', ({ assert }) => {
    const cache = new AnswerCache<number>(2)
    const about = (name: string) => cache.askAs(scope, 'crm_contacts', name)
    for (const [answer, name] of ['one', 'two', 'three'].entries()) about(name).remember(answer)
    assert.deepEqual(
      ['one', 'two', 'three'].map((name) => about(name).known),
      [undefined, undefined, 2]
    )
  })

  test('are not remembered where somebody has written since', ({ assert }) => {
    const cache = new AnswerCache<number>(2)
    const asked = cache.askAs(scope, 'crm_contacts', 'one')
    cache.forget('alpha', 'crm_contacts')
    asked.remember(1)
    assert.isUndefined(cache.askAs(scope, 'crm_contacts', 'one').known)
  })
})
