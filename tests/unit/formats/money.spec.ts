import { test } from '@japa/runner'
import { formatsOf } from '#app/http/formats'
import { moneyFormat } from '#app/http/money'

test.group('Amounts of money', () => {
  const say = (language: string, currency: string, value: number) =>
    moneyFormat(formatsOf(language, 'UTC'), currency, language)(value)

  test('have their sign where the language has it', ({ assert }) => {
    assert.equal(say('en', 'EUR', 1234), '€ 1,234')
    assert.equal(say('de', 'EUR', 1234.5), '1.234,50 €')
    assert.equal(say('ja', 'JPY', 1234), '￥ 1,234')
  })
})
