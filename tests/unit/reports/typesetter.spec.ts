import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { cleanText } from '#app/reports/clean_text'
import { Typesetter } from '#app/reports/typesetter'
import { readPdf } from '#tests/support/pdf'

const PAPER = {
  title: 'Proof',
  author: 'Mia',
  tenant: 'Alpha',
  place: 'North',
  printed: 'Printed today',
  pages: 'Page #1 of #2',
  format: 'a4',
  landscape: false,
  lang: 'en',
  rtl: false,
}

test.group('Typesetter', (group) => {
  let folder: string
  let typesetter: Typesetter

  group.each.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tatami-typst-'))
    typesetter = new Typesetter()
    return async () => {
      typesetter.close()
      await rm(folder, { recursive: true })
    }
  })

  const set = async (source: string, data: object = {}) => {
    const template = join(folder, 'proof.typ')
    await writeFile(template, source)
    const pdf = await typesetter.typeset({
      template,
      data: { paper: PAPER, ...data },
      isTagged: true,
    })
    return readPdf(pdf)
  }

  test('a template finds its data, and says what it is', async ({ assert }) => {
    const proof = await set('#import "house.typ": *\n#show: page-setup\n#it.name', {
      name: '#panic("run") 佐藤 ⟦مرحبا⟧',
    })
    assert.equal(proof.title, 'Proof')
    assert.include(proof.text, '#panic("run") 佐藤')
    assert.include(proof.text, 'Page 1 of 1')
  })

  test('a faulty template is reported, and the next document is set', async ({ assert }) => {
    await assert.rejects(() => set('#nothing-of-this-name'), /cannot be set: unknown variable/)
    assert.include((await set('Sound')).text, 'Sound')
  })

  test('a template reads nothing beside its folder', async ({ assert }) => {
    await assert.rejects(() => set('#read("/etc/passwd")'), /cannot be set/)
    await assert.rejects(() => set('#read("../../etc/passwd")'), /cannot be set/)
  })

  test('documents that come at once are set one after the other', async ({ assert }) => {
    const template = join(folder, 'one.typ')
    await writeFile(template, '#json(bytes(sys.inputs.data)).name')
    const names = Array.from({ length: 12 }, (_, place) => `Number ${place}`)
    const files = await Promise.all(
      names.map((name) => typesetter.typeset({ template, data: { name }, isTagged: false }))
    )
    const texts = await Promise.all(files.map(async (pdf) => (await readPdf(pdf)).text))
    assert.deepEqual(texts, names)
  })

  test('more than can wait are refused', async ({ assert }) => {
    const template = join(folder, 'one.typ')
    await writeFile(template, 'One')
    const ask = () => typesetter.typeset({ template, data: {}, isTagged: false })
    const waiting = Array.from({ length: 31 }, ask)
    await assert.rejects(ask, /Many documents are being printed/)
    await Promise.all(waiting)
  })
})

test.group('Texts on paper', () => {
  test('signs that control something are left out', ({ assert }) => {
    assert.equal(cleanText('a\u0000b\u0007c\r\nd\te\uD800'), 'abc\nd\te')
  })

  test('long words may be broken, short ones stay as they are', ({ assert }) => {
    assert.equal(cleanText('ada@example.test 佐藤'), 'ada@example.test 佐藤')
    assert.equal(cleanText('a'.repeat(45)).split('\u200B').join('|').length, 47)
    const address = 'eleanor.hargreaves@alderbrook.example'
    assert.equal(cleanText(address).replaceAll('\u200B', ''), address)
    assert.include(cleanText(address), '@\u200B')
  })
})
