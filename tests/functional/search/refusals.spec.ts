import { test } from '@japa/runner'
import { ApiClient } from '#tests/support/api_client'
import { plain } from '#tests/support/search_page'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const LIST = '/crm/contacts'

const wrong = (domain: unknown) =>
  `${LIST}?${new URLSearchParams({ domain: typeof domain === 'string' ? domain : JSON.stringify(domain) })}`

/** One mistake and what is said about it, in English, German and Japanese. */
const mistakes: [domain: unknown, english: string, german: string, japanese: string][] = [
  [
    [['statuss', '=', 'lead']],
    'Contact has no field "statuss"',
    'Contact hat kein Feld "statuss"',
    'Contactに項目"statuss"はありません',
  ],
  [
    [['createdAt', '=', ['x']]],
    '"createdAt" takes a day such as 2026-01-31, today or -30d, not a list',
    '"createdAt" nimmt einen Tag wie 2026-01-31, today oder -30d; hier steht eine Liste',
    '"createdAt"に使えるのは2026-01-31、today、-30dのような日付です。リストは使えません',
  ],
  [
    ['|', ['status', '=', 'lead']],
    '"|" lacks something to stand before',
    'Nach "|" fehlt etwas',
    '"|"の後に続くものがありません',
  ],
  [
    '[[',
    'The filter in the address cannot be read',
    'Der Filter in der Adresse lässt sich nicht lesen',
    'アドレス内のフィルタを読み取れません',
  ],
]

test.group('Domains that cannot be asked', (group) => {
  const people = new Map<string, { user: TestUser; visitor: Visitor }>()

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    for (const language of ['en', 'de', 'ja']) {
      const email = `${language}@alpha.test`
      const user = await alpha.user(email, ['base.administrator'])
      await asOwner((owner) =>
        owner.query('update identity.users set language = $2 where id = $1', [user.id, language])
      )
      people.set(language, { user, visitor: await Visitor.of(email) })
    }
  })

  for (const [index, language] of ['en', 'de', 'ja'].entries()) {
    const { visitor, user } = {
      visitor: () => people.get(language)!.visitor,
      user: () => people.get(language)!.user,
    }

    test(`say so in the language of their reader: ${language}`, async ({ assert }) => {
      for (const [domain, ...texts] of mistakes) {
        const page = await visitor().get(wrong(domain))
        assert.equal(page.status, 422)
        assert.include(plain(page.text), texts[index]!)
        const json = await visitor().get(wrong(domain), { accept: 'application/json' })
        assert.equal(JSON.parse(json.text).errors[0].message, texts[index])
      }
    })

    test(`say the same to programs: ${language}`, async ({ assert }) => {
      const api = await ApiClient.of(user())
      const [[domain, ...texts]] = mistakes as [(typeof mistakes)[0]]
      const { status, body } = await api.get(LIST, { domain }, { 'accept-language': language })
      assert.equal(status, 422)
      assert.deepEqual(body.errors, [
        { detail: texts[index], parameter: 'domain', path: [0] },
      ] as never)
    })
  }

  test('the filter editor, favourites, rules and custom fields speak it, too', async ({
    assert,
  }) => {
    const { visitor } = people.get('de')!
    const typed = new URLSearchParams({
      'match.0': 'all',
      'field.0.0': 'createdAt',
      'operator.0.0': 'before',
      'value.0.0': '2026-02-30',
      'do': 'apply',
    })
    const edited = await visitor.get(`${LIST}/filter?${typed}`)
    assert.equal(edited.status, 422)
    assert.include(plain(edited.text), 'nimmt einen Tag wie 2026-01-31')

    await visitor.get('/base/rights/new')
    const right = (fields: Record<string, string>) =>
      visitor.post('/base/rights', {
        name: 'Nur Interessenten',
        model: 'crm_contacts',
        kind: 'limit',
        reads: '1',
        ...fields,
      })
    for (const [fields, says] of [
      [{ domain: '[["ownr", "=", null]]' }, 'Contact hat kein Feld "ownr".'],
      [{ domain: '[["owner", ' }, 'Das ist keine Liste.'],
      [{ model: 'memberships' }, 'stehen fest, damit niemand ausgesperrt wird.'],
      [{ kind: 'access', reads: '0' }, 'Wählen Sie mindestens eines von lesen'],
    ] as [Record<string, string>, string][]) {
      const answer = await right(fields)
      assert.equal(answer.status, 422)
      assert.include(plain(answer.text), says)
    }

    await visitor.get('/base/custom-fields/new')
    const field = await visitor.post('/base/custom-fields', {
      label: 'Farbe',
      model: 'crm_contacts',
      kind: 'selection',
      sequence: '10',
    })
    assert.include(plain(field.text), 'Schreiben Sie mindestens eine Option.')
  })

  test('the condition of a rule stands in the reader’s words before it is in force', async ({
    assert,
  }) => {
    const { visitor } = people.get('de')!
    await visitor.get('/base/rights/new')
    const { path } = await visitor.post('/base/rights', {
      name: 'Nur Interessenten',
      model: 'crm_contacts',
      kind: 'limit',
      reads: '1',
      domain: '[["status", "=", "lead"]]',
    })
    await visitor.get(path)
    const page = await visitor.post(`${path}/toggleForce`)
    assert.include(plain(page.text), 'Status ist Lead')
  })
})
