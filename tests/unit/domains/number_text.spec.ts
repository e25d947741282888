import { test } from '@japa/runner'
import { decimalPointOf, plainNumber, typedNumber } from '#app/domains/number_text'

test.group('Typed numbers', () => {
  test('are understood by the decimal point of the language', ({ assert }) => {
    assert.deepEqual(['en-GB', 'ja', 'de', 'fr'].map(decimalPointOf), ['.', '.', ',', ','])
    const both = (text: string) => [plainNumber(text, '.'), plainNumber(text, ',')]
    assert.deepEqual(both('1234'), ['1234', '1234'])
    assert.deepEqual(both('1,250'), ['1250', '1.250'])
    assert.deepEqual(both('1.250'), ['1.250', '1250'])
    assert.deepEqual(both('0,125'), ['0.125', '0.125'])
    assert.deepEqual(both('1,234,567.8'), ['1234567.8', '1234567.8'])
    assert.deepEqual(both('-1.234.567,8'), ['-1234567.8', '-1234567.8'])
  })

  test('take the other sign for the point where it cannot part thousands', ({ assert }) => {
    for (const point of ['.', ','] as const) {
      assert.equal(plainNumber('12,5', point), '12.5')
      assert.equal(plainNumber('8250.00', point), '8250.00')
    }
  })

  test('may have spaces, apostrophes, a minus sign and wide digits', ({ assert }) => {
    assert.equal(plainNumber('1 234,50', ','), '1234.50')
    assert.equal(plainNumber('1’234.50', '.'), '1234.50')
    assert.equal(plainNumber('\u22125', '.'), '-5')
    assert.equal(plainNumber('１２３．５', '.'), '123.5')
  })

  test('stay as they are where they are none', ({ assert }) => {
    for (const text of ['', 'many', '1,2,3', '1.2.3', '12.34.567', '.', ',', '-']) {
      assert.equal(plainNumber(text, '.'), text)
      assert.equal(plainNumber(text, ','), text)
    }
  })

  test('are shown as they are typed, and read as what they were', ({ assert }) => {
    assert.equal(typedNumber('8250.00', ','), '8250,00')
    assert.equal(typedNumber('8250.00', '.'), '8250.00')
    for (const text of ['1.234', '-0.5', '12', '1e-7', 'many']) {
      for (const point of ['.', ','] as const) {
        assert.equal(plainNumber(typedNumber(text, point), point), text)
      }
    }
  })
})
