import { test } from '@japa/runner'
import { dateOrderOf, delimiterOf, encodingOf, isHeadings, pointOf } from '#app/http/import/detect'
import { plainNumber } from '#app/domains/number_text'
import { parseTime } from '#app/http/import/times'

test.group('What a file says about itself', () => {
  test('its encoding, wherever the first letter stands that tells it', ({ assert }) => {
    const late = (text: string, encoding: BufferEncoding) =>
      Buffer.concat([Buffer.from('a;b\n'.repeat(50_000)), Buffer.from(text, encoding)])
    assert.equal(encodingOf(late('Müller', 'latin1')), 'windows-1252')
    assert.equal(encodingOf(late('Müller', 'utf-8')), 'utf-8')
    const wide = Buffer.from('Größe;1', 'utf16le')
    assert.equal(encodingOf(wide), 'utf-16le')
    assert.equal(encodingOf(Buffer.from(wide).swap16()), 'utf-16be')
    const name = [0x83, 0x84, 0x83, 0x7d, 0x83, 0x5f, 0x2c, 0x41]
    assert.equal(encodingOf(Uint8Array.from(name)), 'shift_jis')
    assert.equal(encodingOf(Buffer.from('Bäcker “Größe” dürfen; ‚so‘', 'latin1')), 'windows-1252')
  })

  test('what parts its cells, though texts in quotes break lines', ({ assert }) => {
    const file =
      'Name;Note;Sum\nAda;"first, line\nsecond, ""line"", and\nthird";"1,5"\nBo;5" pipe;2\n'
    assert.equal(delimiterOf(file), ';')
    assert.equal(delimiterOf('sep=|\na,b\n1,2\n'), '|')
    assert.equal(delimiterOf('Name\nAda\n'), ',')
  })

  test('its decimal point and its order of dates, where something tells them', ({ assert }) => {
    assert.equal(pointOf([['1.234', '12,5'], ['0,50']]), ',')
    assert.equal(pointOf([['1,234', '12.5']]), '.')
    assert.isNull(pointOf([['1.234', '5', '12.05.2026', 'x']]))
    assert.equal(dateOrderOf([['03/04/2026'], ['05/28/26']]), 'mdy')
    assert.equal(dateOrderOf([['28.05.2026 12:00']]), 'dmy')
    assert.isNull(dateOrderOf([['03/04/2026', '2026-05-28', '13/13/2026']]))
  })

  test('whether its first row names columns', ({ assert }) => {
    assert.isTrue(isHeadings(['Name', 'E-mail', 'Line 1']))
    assert.isFalse(isHeadings(['Ada', 'ada@example.test']))
    assert.isFalse(isHeadings(['Ada', '12.05.2026', '']))
  })
})

test.group('Values of cells', () => {
  test('numbers are read the only way that they can be, or by the point', ({ assert }) => {
    const read = (text: string) => [plainNumber(text, '.'), plainNumber(text, ',')]
    const both = (text: string) => [text, text]
    assert.deepEqual(read('1.234'), ['1.234', '1234'])
    assert.deepEqual(read('1,234'), ['1234', '1.234'])
    assert.deepEqual(read('12.50'), both('12.50'))
    assert.deepEqual(read('12,50'), both('12.50'))
    assert.deepEqual(read('1.234.567,80 €'), both('1234567.80'))
    assert.deepEqual(read("CHF 1'234.50"), both('1234.50'))
    assert.deepEqual(read('12,34,567.5'), both('1234567.5'))
    assert.deepEqual(read('0,125'), both('0.125'))
    assert.deepEqual(read('-0.125'), both('-0.125'))
    assert.deepEqual(read('1.234,50-'), both('-1234.50'))
    assert.deepEqual(read('(99)'), both('-99'))
    assert.deepEqual(read('−5'), both('-5'))
    assert.deepEqual(read('１２３'), both('123'))
    assert.deepEqual(read('12.05.2026'), both('12.05.2026'))
    assert.deepEqual(read('1.2.3'), both('1.2.3'))
  })

  test('days and moments are read in the styles of offices', ({ assert }) => {
    const day = (text: string, order: 'dmy' | 'mdy' = 'dmy') =>
      parseTime(text, 'Europe/Berlin', order)?.toFormat('yyyy-MM-dd HH:mm') ?? null
    for (const text of [
      ...['2026-05-12', '12.05.2026', '12.5.26', '12/05/2026', '2026/5/12', '2026年5月12日'],
      ...['12. Mai 2026', '12 May 2026', 'May 12, 2026', '12-May-26', '12 mai 2026'],
    ]) {
      assert.equal(day(text), '2026-05-12 00:00', text)
    }
    assert.equal(day('3. März 2026'), '2026-03-03 00:00')
    assert.equal(day('5/12/26', 'mdy'), '2026-05-12 00:00')
    assert.equal(day('5/12/2026 9:05', 'mdy'), '2026-05-12 09:05')
    assert.equal(day('12.05.2026 14:30:15'), '2026-05-12 14:30')
    assert.equal(day('5/12/2026 2:30:00 PM', 'mdy'), '2026-05-12 14:30')
    assert.equal(day('2026-05-12T14:30:00Z'), '2026-05-12 16:30')
    for (const text of ['31.02.2026', '05/13/2026', '45000', 'soon', '2026-W12']) {
      assert.isNull(day(text), text)
    }
  })
})
