import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { composeLetter } from '#app/http/letters/compose_letter'
import { Registry } from '#app/modules/registry'
import { typesetter } from '#app/reports/typesetter'
import type { LetterView } from '#app/views/letters'
import { PSEUDO_LOCALE } from '#app/views/pseudo_locale'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { ApiClient } from '#tests/support/api_client'
import { readPdf } from '#tests/support/pdf'
import { emptyDatabase, speak, TestTenant, type TestUser } from '#tests/support/tenants'
import { untranslated } from '#tests/support/untranslated'
import { Visitor } from '#tests/support/visitor'

type Letters = Record<string, LetterView<never>>

/** What a letter is about, whatever it asks for. */
const anything = new Proxy({} as never, {
  get: (_about, name) => (name === 'path' ? '/' : name === 'texts' ? ['Ada'] : 'Ada'),
})

/** The letters of the host and of all modules, by their names. */
async function allLetters(): Promise<[name: string, letter: LetterView<never>][]> {
  const folders = [
    app.makePath('app/http/letters'),
    ...Registry.current.modules.map(({ path }) => join(path, 'letters')),
  ]
  const files = folders.flatMap((folder) => filesIn(folder).map((file) => join(folder, file)))
  const exported = await Promise.all(files.map((file) => import(file) as Promise<Letters>))
  return exported
    .flatMap((those) => Object.entries(those))
    .filter(([, { kind }]) => kind === 'letter')
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.ts'))
  } catch {
    return []
  }
}

test.group('Languages | what leaves the screen', (group) => {
  let tenant: TestTenant
  let visitor: Visitor
  let mia: TestUser
  let acme: Company
  const data = ['Mia Tester', 'mia@alpha.test', 'Alpha', 'North', 'Ada', 'EUR']

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    mia = await tenant.user('mia@alpha.test', ['base.administrator', 'base.manager'])
    acme = await tenant.run(async () => {
      const company = await Company.create({ name: 'Ada' })
      await Contact.create({ firstName: 'Ada', companyId: company.id })
      return company
    })
    await speak(PSEUDO_LOCALE, 'mia@alpha.test')
    visitor = await Visitor.of('mia@alpha.test')
    await visitor.get('/account/preferences')
    return async () => {
      typesetter.close()
      await emptyDatabase()
    }
  })

  test('letters have no text that is not translated', async ({ assert }) => {
    const letters = await allLetters()
    for (const each of ['passwordLetter', 'notificationLetter', 'invitationLetter']) {
      assert.isTrue(
        letters.some(([name]) => name === each),
        each
      )
    }
    for (const [name, view] of letters) {
      const to = { to: 'ada@example.test', language: PSEUDO_LOCALE, tenantId: null }
      const { subject, parts } = await composeLetter(view, anything, to)
      const texts = [subject, ...parts.map(({ text }) => text)]
      assert.deepEqual(untranslated(texts.join('\n'), data), [], name)
    }
  })

  test('headings of exports and import templates', async ({ assert }) => {
    const columns = { 'format': 'csv', 'content': 'people', 'columns[]': ['name', 'size', 'tags'] }
    const exported = await visitor.post('/crm/companies/export', columns)
    const template = await visitor.get('/crm/companies/import/template')
    const log = await visitor.get('/base/audit/export.csv')
    for (const { status, text } of [exported, template, log]) {
      const [head] = text.replace('\uFEFF', '').split('\n')
      assert.equal(status, 200)
      assert.include(head, '⟦')
      assert.deepEqual(untranslated(head!.replaceAll(/[",;]/g, ' '), data), [], head)
    }
  })

  test('what a record and a list say on paper', async ({ assert }) => {
    for (const href of [`/crm/companies/${acme.id}/print`, '/crm/companies/print']) {
      const { status, bytes } = await visitor.post(href, { search: '', all: '1' })
      assert.equal(status, 200, href)
      const { text } = await readPdf(bytes)
      assert.deepEqual(untranslated(text, data), [], href)
    }
  })

  test('why a program is refused', async ({ assert }) => {
    const client = await ApiClient.of(mia)
    const headers = { 'accept-language': PSEUDO_LOCALE }
    const nobody = new ApiClient('nonsense')
    const answers = [
      await nobody.get('/crm/contacts', {}, headers),
      await client.get('/crm/nothing', {}, headers),
      await client.get('/crm/contacts', { domain: [['nothing', '=', 1]] }, headers),
      await client.get('/crm/contacts', { limit: 'many' }, headers),
      await client.post('/crm/companies', { email: 'nobody', colour: 'red' }, headers),
      await client.patch(`/crm/companies/${acme.id}`, [], headers),
    ]
    for (const { status, body } of answers) {
      const { detail, errors = [] } = body as unknown as {
        detail: string
        errors?: { detail: string }[]
      }
      const texts = [detail, ...errors.map((each) => each.detail)]
      assert.isAtLeast(status, 400)
      assert.deepEqual(untranslated(texts.join('\n'), data), [], texts.join('\n'))
    }
  })
})
