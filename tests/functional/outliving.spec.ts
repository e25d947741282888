import { test } from '@japa/runner'
import { ApiClient, keyFor } from '#tests/support/api_client'
import { asOwner, emptyDatabase, speak, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

/** What a person gave others, and what lets programs act as them, when their rights change. */
test.group('Keys and links of those whose rights change', (group) => {
  let alpha: TestTenant
  let admin: Visitor
  let people: Record<'ada' | 'ann' | 'robot' | 'nora', TestUser>

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    people = {
      ada: await alpha.user('ada@alpha.test', ['base.administrator']),
      ann: await alpha.user('ann@alpha.test', ['base.administrator']),
      robot: await alpha.user('robot@alpha.test', ['crm.user']),
      nora: await alpha.user('nora@alpha.test', ['crm.user'], ['North']),
    }
    admin = await Visitor.of('ada@alpha.test')
    return emptyDatabase
  })

  const given = (name: string, user: TestUser, places: string[] | null = null) =>
    keyFor(user, {
      name,
      isPersonal: false,
      createdBy: people.ann.id,
      locationIds: places && places.map((place) => alpha.location(place)),
    })

  const status = async (secret: string) => (await new ApiClient(secret).get('/crm/contacts')).status

  /** The sentences of the page about the effect. */
  const said = (html: string) =>
    [...html.matchAll(/<p>([^]*?)<\/p>/g)].map(([, text]) =>
      text!
        .replaceAll(/<[^>]+>/g, '')
        .replaceAll('&#39;', "'")
        .trim()
    )

  const deactivate = async (user: TestUser) => {
    await admin.get(`/base/users/${user.id}`)
    return admin.post(`/base/users/${user.id}/archival`)
  }

  /** Saves the form of a user with other groups and locations. */
  async function give(user: TestUser, groups: string[], places: string[] | null) {
    const href = `/base/users/${user.id}`
    const form = await admin.get(href)
    return admin.post(`${href}?_method=PUT`, {
      ...hiddenValues(form.text),
      'groups[]': ['', ...groups],
      'allLocations': places ? '0' : '1',
      'locations[]': ['', ...(places ?? []).map((place) => alpha.location(place))],
    })
  }

  test('tokens of who is deactivated stop at once, and are told of', async ({ assert }) => {
    const own = await keyFor(people.ann, { name: 'Export' })
    const company = await keyFor(people.ann, {
      name: 'Website',
      isPersonal: false,
      createdBy: people.ada.id,
    })
    const asked = await deactivate(people.ann)
    assert.include(
      said(asked.text),
      '2 keys that act as Ann Tester stop working: Export and Website.'
    )
    assert.deepEqual([await status(own), await status(company)], [200, 200])
    await admin.confirm(asked)
    assert.deepEqual([await status(own), await status(company)], [401, 401])

    const back = await admin.post(`/base/users/${people.ann.id}/archival?_method=DELETE`)
    const again = '2 keys that act as Ann Tester work again: Export and Website.'
    assert.include(said(back.text), again)
    await admin.confirm(back)
    assert.equal(await status(own), 200)
  })

  test('keys that they made for others go on, are told of, and are revoked', async ({ assert }) => {
    const secret = await given('Website', people.robot)
    await keyFor(people.robot, { name: 'Nightly', isPersonal: false, createdBy: people.ada.id })
    const ended = await given('Old', people.robot)
    await asOwner((owner) =>
      owner.query(`update identity.api_keys set revoked_at = now() where name = 'Old'`)
    )
    const asked = await deactivate(people.ann)
    const [sentence] = said(asked.text).filter((text) => text.includes('API key'))
    assert.equal(
      sentence,
      'An API key that Ann Tester made for somebody else goes on working: “Website” as Robot Tester. Revoke what Ann Tester shall not use any more: API keys'
    )
    assert.include(asked.text, '<a href="/base/api-keys">')
    await admin.confirm(asked)
    assert.deepEqual([await status(secret), await status(ended)], [200, 401])

    const list = await admin.get('/base/api-keys')
    assert.include(list.text, 'Ann Tester, deactivated')
    assert.include(list.text, '>Ada Tester<')
    const row = /<tr>(?:(?!<\/tr>)[^])*Website[^]*?<\/tr>/.exec(list.text)![0]
    await admin.post(/action="(\/base\/api-keys\/[^"]+)"/.exec(row)![1]!)
    assert.equal(await status(secret), 401)
  })

  test('who made nothing and has no key is not spoken of', async ({ assert }) => {
    await given('Website', people.robot)
    const asked = await deactivate(people.nora)
    assert.isEmpty(said(asked.text).filter((text) => /\bkeys?\b/.test(text)))
  })

  test('an administrator who loses locations leaves behind what reaches there', async ({
    assert,
  }) => {
    await given('Everywhere', people.robot)
    await given('Of North', people.robot, ['North'])
    await given('Of Nora', people.nora)
    await given('Of South', people.robot, ['South'])
    const ann = await Visitor.of('ann@alpha.test')
    for (const [name, places] of [
      ['Nia', ['North']],
      ['Sue', ['South']],
      ['Eve', null],
    ] as const) {
      await ann.get('/base/invitations/new')
      await ann.post('/base/invitations', {
        name,
        'email': `${name}@alpha.test`,
        'allLocations': places ? '0' : '1',
        'locations[]': ['', ...(places ?? []).map((place) => alpha.location(place))],
      })
    }
    await asOwner((owner) =>
      owner.query(`update invitations set expires_at = now() + interval '7 days'`)
    )
    const asked = await give(people.ann, ['base.administrator'], ['North'])
    const sentences = said(asked.text)
    assert.includeMembers(sentences, [
      '2 API keys that Ann Tester made for others go on working: “Everywhere” as Robot Tester and “Of South” as Robot Tester. Revoke what Ann Tester shall not use any more: API keys',
      'The links of 2 invitations that Ann Tester made for other locations go on working: Eve and Sue. Delete what is not wanted: Invitations',
    ])
    assert.include(asked.text, '<a href="/base/invitations">')
  })

  test('who is no administrator any more leaves behind every key, and no invitation', async ({
    assert,
  }) => {
    await given('Of Nora', people.nora)
    const asked = await give(people.ann, ['crm.user'], null)
    const told = said(asked.text).filter((text) => /API key|invitation/.test(text))
    assert.lengthOf(told, 1)
    assert.include(told[0], '“Of Nora” as Nora Tester')
  })

  test('many are counted, in the language of who reads', async ({ assert }) => {
    for (let index = 10; index < 23; index++) await given(`Key ${index}`, people.robot)
    await speak('de', 'ada@alpha.test')
    const asked = await deactivate(people.ann)
    assert.include(asked.text, '13 API-Schlüssel, die Ann Tester für andere erstellt hat, gelten')
    assert.include(asked.text, '„Key 19“ als Robot Tester und 3 weitere')
    assert.notInclude(asked.text, 'Key 20')
  })
})
