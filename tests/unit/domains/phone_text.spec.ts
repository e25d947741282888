import { test } from '@japa/runner'
import { phoneHref, plainPhone, typedPhone } from '#app/domains/phone_text'

test.group('Extensions of telephone numbers', () => {
  test('are kept, as {$self} says them')
    .with([
      '+49 30 1234567 ext 12',
      '+49 30 1234567 ext. 12',
      '+49 30 1234567, Ext.: 12',
      '+49 30 1234567 extension 12',
      '+49 (0)30 1234567x12',
      '+49 30 1234567 #12',
      '+49 30 1234567 Durchwahl 12',
      '+49 30 1234567 DW 12',
      '+49 30 1234567 内線12',
      '+49301234567;ext=12',
    ])
    .run(({ assert }, typed) => {
      assert.equal(plainPhone(typed), '+49301234567;ext=12')
    })

  test('stand behind the number alike, whatever the country', ({ assert }) => {
    for (const country of [
      '+49 30 1234567',
      '+44 161 496 0573',
      '+51 1 6123456',
      '+40 21 1234567',
    ]) {
      const shown = typedPhone(`${country} x12`)
      assert.match(shown, /\d ext\. 12$/)
      assert.equal(plainPhone(shown), plainPhone(`${country} x12`))
    }
  })

  test('are dialled after the number', ({ assert }) => {
    assert.equal(phoneHref('+49301234567;ext=12'), 'tel:+49301234567;ext=12')
    assert.equal(phoneHref('+49 30 1234567 ext. 12'), 'tel:+49301234567;ext=12')
    assert.equal(phoneHref('(030) 1234567 x12'), 'tel:0301234567;ext=12')
    assert.equal(phoneHref('030 1234567'), 'tel:0301234567')
  })

  test('are no part of a number that has none', ({ assert }) => {
    assert.equal(plainPhone('+49 30 1234567-12'), '+4930123456712')
    assert.equal(typedPhone('+4930123456712'), '+49 30 123456712')
  })
})
