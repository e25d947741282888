import { test } from '@japa/runner'
import { attributes, escape, escapeText } from '#app/views/html'
import { isOneByte } from '#tests/support/width'

const payloads = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea><script>alert(1)</script>',
  '&lt;script&gt;',
]

test.group('HTML | escaping', () => {
  for (const payload of payloads) {
    test(`leaves nothing of ${payload} that could end text or an attribute`, ({ assert }) => {
      assert.notMatch(escape(payload), /[<>"']/)
      assert.notMatch(attributes({ value: payload }).slice(' value="'.length, -1), /[<>"']/)
    })
  }

  test('escapes an ampersand once', ({ assert }) => {
    assert.equal(escape('Linden & Moor'), 'Linden &amp; Moor')
    assert.equal(escape('&lt;'), '&amp;lt;')
  })

  test('writes nothing for null and undefined, and 0 and false as they are', ({ assert }) => {
    assert.equal(escape(null), '')
    assert.equal(escape(undefined), '')
    assert.equal(escape(0), '0')
    assert.equal(escape(false), 'false')
  })

  test("escapes what an object's own toString returns", ({ assert }) => {
    assert.equal(escape({ toString: () => '<b>' }), '&lt;b&gt;')
  })

  test("writes the product's own texts without characters beyond Latin-1", ({ assert }) => {
    assert.equal(escapeText('1–80 & “more”…'), '1&#8211;80 &amp; &#8220;more&#8221;&#8230;')
    assert.equal(escapeText('naïve 🙂'), 'naïve &#128578;')
    assert.isTrue(isOneByte(escapeText('More than one – and no more …')))
  })
})

test.group('HTML | attributes', () => {
  test('drops what is not there, keeps empty and zero, and writes true as a bare name', ({
    assert,
  }) => {
    assert.equal(
      attributes({
        id: 'a',
        value: '',
        min: 0,
        required: true,
        readonly: false,
        title: null,
        lang: undefined,
      }),
      ' id="a" value="" min="0" required'
    )
  })

  test('refuses a name that could end the tag', ({ assert }) => {
    assert.throws(() => attributes({ 'x onload=alert(1)': 'y' }), RangeError)
    assert.throws(() => attributes({ 'x><script': 'y' }), RangeError)
  })
})
