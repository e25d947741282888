import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, speak, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const field = (change: Record<string, string>) => ({
  label: 'Tier',
  model: 'crm_contacts',
  kind: 'text',
  sequence: '10',
  ...change,
})

const tier = field({ kind: 'selection', choices: 'gold = Gold\nsilver = Silver, plated' })

test.group('Custom fields', (group) => {
  let alpha: TestTenant
  let ada: Visitor
  let bob: Visitor
  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    const beta = await TestTenant.create('Beta')
    await alpha.user('ada@alpha.test', ['base.administrator'])
    await alpha.user('sam@alpha.test', ['crm.user'], ['North'])
    await beta.user('bob@beta.test', ['base.administrator'])
    ada = await Visitor.of('ada@alpha.test')
    bob = await Visitor.of('bob@beta.test')
  })

  const add = async (change: Record<string, string>) => {
    await ada.get('/base/custom-fields/new')
    return ada.post('/base/custom-fields', change)
  }

  /** Creates a contact by the form and returns the address of its page. */
  const contact = async (values: Record<string, string>) => {
    await ada.get('/crm/contacts/new')
    const { path } = await ada.post('/crm/contacts', { status: 'lead', ...values })
    return path
  }

  test('appear on the form, are stored, and are shown again', async ({ assert }) => {
    assert.equal((await add(tier)).status, 200)
    await add(field({ label: 'Shoe size', kind: 'integer' }))
    const form = await ada.get('/crm/contacts/new')
    assert.include(form.text, 'Custom fields')
    assert.include(form.text, 'name="x_tier"')
    const path = await contact({ firstName: 'Nora', x_tier: 'gold', x_shoe_size: '42' })
    const { text } = await ada.get(path)
    assert.match(text, /<option value="gold" selected>Gold/)
    assert.match(text, /name="x_shoe_size"[^>]*value="42"/)
    const [row] = await asOwner(
      async (owner) => (await owner.query('select custom_fields from crm_contacts')).rows
    )
    assert.deepEqual(row, { custom_fields: { x_tier: 'gold', x_shoe_size: 42 } })
  })

  test('have labels, helps and options in the language of who reads', async ({ assert }) => {
    await add({ ...tier, help: 'How much they buy.' })
    const [{ id } = { id: '' }] = await asOwner(
      async (owner) => (await owner.query<{ id: string }>('select id from custom_fields')).rows
    )
    const translate = async (name: string, values: Record<string, string>) => {
      await ada.get(`/base/custom-fields/${id}/translations/${name}`)
      return ada.post(`/base/custom-fields/${id}/translations/${name}?_method=PUT`, values)
    }
    await translate('label', { 'label:de': 'Rang' })
    await translate('help', { 'help:de': 'Wie viel sie kaufen.' })
    const wrong = await translate('choices', { 'choices:de': 'bronze = Bronze' })
    assert.equal(wrong.status, 422)
    assert.include(wrong.text, 'In another language stand the same options')
    await translate('choices', { 'choices:de': 'silver = Silber, plattiert' })
    const path = await contact({ firstName: 'Nora', x_tier: 'silver' })
    await alpha.user('ines@alpha.test', ['base.administrator'])
    await speak('de', 'ines@alpha.test')
    const form = (await (await Visitor.of('ines@alpha.test')).get(path)).text
    for (const text of ['Rang', 'Wie viel sie kaufen.', '>Gold<', 'Silber, plattiert']) {
      assert.include(form, text)
    }
    const english = (await ada.get(path)).text
    assert.include(english, 'Silver, plated')
    assert.notInclude(english, 'Rang')
  })

  test('are columns, filters and sort keys of the list', async ({ assert }) => {
    await add(tier)
    await contact({ firstName: 'Nora', x_tier: 'gold' })
    await contact({ firstName: 'Sven', x_tier: 'silver' })
    const list = await ada.get('/crm/contacts?columns=name,x_tier&sort=-x_tier')
    assert.include(list.text, 'Silver, plated')
    assert.isBelow(list.text.indexOf('Sven'), list.text.indexOf('Nora'))
    const filtered = await ada.get('/crm/contacts?filter=x_tier%3Agold')
    assert.include(filtered.text, 'Nora')
    assert.notInclude(filtered.text, 'Sven')
  })

  test('are found by the search box where they say so', async ({ assert }) => {
    await add(field({ label: 'Nickname', searched: '1' }))
    await add(field({ label: 'Secret' }))
    await contact({ firstName: 'Nora', x_nickname: 'Zebra', x_secret: 'Quokka' })
    assert.include((await ada.get('/crm/contacts?q=zebra')).text, 'Nora')
    assert.notInclude((await ada.get('/crm/contacts?q=quokka')).text, 'Nora')
  })

  test('are found from the moment at which they say so', async ({ assert }) => {
    await add(field({ label: 'Nickname' }))
    await contact({ firstName: 'Nora', x_nickname: 'Zebra' })
    const list = await ada.get('/base/custom-fields')
    const [, id] = /\/base\/custom-fields\/([0-9a-f-]{36})/.exec(list.text)!
    await ada.get(`/base/custom-fields/${id}`)
    await ada.post(`/base/custom-fields/${id}?_method=PUT`, { searched: '1', _version: '1' })
    assert.include((await ada.get('/crm/contacts?q=zebra')).text, 'Nora')
  })

  test('are used by an index where they say so, inside the scope', async ({ assert }) => {
    await add({ ...tier, indexed: '1' })
    await contact({ firstName: 'Nora', x_tier: 'gold', location: alpha.location('North') })
    await contact({ firstName: 'Sven', x_tier: 'gold', location: alpha.location('South') })
    const everywhere = await ada.get('/crm/contacts?filter=x_tier%3Agold')
    assert.include(everywhere.text, 'Nora')
    assert.include(everywhere.text, 'Sven')
    const sam = await Visitor.of('sam@alpha.test')
    const north = await sam.get('/crm/contacts?filter=x_tier%3Agold')
    assert.include(north.text, 'Nora')
    assert.notInclude(north.text, 'Sven')
  })

  test('belong to one tenant', async ({ assert }) => {
    await add(tier)
    assert.notInclude((await bob.get('/crm/contacts/new')).text, 'x_tier')
    assert.notInclude((await bob.get('/base/custom-fields')).text, 'Tier')
    await bob.get('/crm/contacts/new')
    await bob.post('/crm/contacts', { firstName: 'Bea', status: 'lead', x_tier: 'gold' })
    const [row] = await asOwner(
      async (owner) => (await owner.query('select custom_fields from crm_contacts')).rows
    )
    assert.deepEqual(row, { custom_fields: null })
  })

  test('refuse what does not fit, beside the field, and keep what was typed', async ({
    assert,
  }) => {
    await add(tier)
    await add(field({ label: 'Shoe size', kind: 'integer' }))
    await ada.get('/crm/contacts/new')
    const { status, text } = await ada.post('/crm/contacts', {
      firstName: 'Nora',
      status: 'lead',
      x_tier: 'bronze',
      x_shoe_size: 'large',
    })
    assert.equal(status, 422)
    assert.include(text, 'value="large"')
    assert.equal(await alpha.run(async () => (await Contact.all()).length), 0)
  })

  test('link to another record, within reach', async ({ assert }) => {
    await add(field({ label: 'Referred by', kind: 'many2one', target: 'crm_contacts' }))
    const path = await contact({ firstName: 'Nora' })
    const nora = path.split('/').at(-1)!
    const sven = await contact({ firstName: 'Sven', x_referred_by: nora })
    assert.include((await ada.get(sven)).text, 'Nora')
    const list = await ada.get('/crm/contacts?columns=name,x_referred_by&sort=x_referred_by')
    assert.include(list.text, `href="/crm/contacts/${nora}"`)
    await bob.get('/crm/contacts/new')
    const foreign = await bob.post('/crm/contacts', { firstName: 'Bea', status: 'lead' })
    await ada.get('/crm/contacts/new')
    const refused = await ada.post('/crm/contacts', {
      firstName: 'Tom',
      status: 'lead',
      x_referred_by: foreign.path.split('/').at(-1)!,
    })
    assert.equal(refused.status, 422)
  })

  test('that lead to a deleted record are told of and emptied', async ({ assert }) => {
    await add(field({ label: 'Referred by', kind: 'many2one', target: 'crm_contacts' }))
    const nora = await contact({ firstName: 'Nora' })
    const sven = await contact({ firstName: 'Sven', x_referred_by: nora.split('/').at(-1)! })
    const preview = await ada.get(`${nora}/deletion`)
    assert.include(preview.text, 'Referred by')
    await ada.post(`${nora}?_method=DELETE`, {})
    const [row] = await asOwner(
      async (owner) => (await owner.query('select custom_fields from crm_contacts')).rows
    )
    assert.deepEqual(row, { custom_fields: null })
    assert.equal((await ada.get(sven)).status, 200)
  })

  test('are refused with a clear word', async ({ assert }) => {
    const cases: [Record<string, string>, string][] = [
      [field({ label: '' }), 'Label'],
      [field({ kind: 'selection' }), 'Write at least one option.'],
      [field({ kind: 'many2one' }), 'Choose what the field leads to.'],
      [field({ name: 'version' }), 'Begin with x_'],
      [field({ model: 'memberships' }), 'Records'],
    ]
    for (const [values, word] of cases) {
      const { status, text } = await add(values)
      assert.equal(status, 422, word)
      assert.include(text, word)
    }
    await add(tier)
    assert.equal((await add(tier)).status, 422)
  })

  test('have no two options that nobody could tell apart', async ({ assert }) => {
    const twins: [choices: string, first: string, second: string][] = [
      ['Gold\nSilver\nGold', 'Gold', 'Gold'],
      ['gold = Gold\nsilver = Silver\ngold = Platinum', 'gold = Gold', 'gold = Platinum'],
      ['a = Gold\nb = Gold', 'a = Gold', 'b = Gold'],
      ['Old gold\nOLD  GOLD', 'Old gold', 'OLD  GOLD'],
      ['Gold\nsilver = Ｇｏｌｄ', 'Gold', 'silver = Ｇｏｌｄ'],
    ]
    for (const [choices, first, second] of twins) {
      const { status, text } = await add({ ...tier, choices })
      assert.equal(status, 422, choices)
      assert.include(text, `Nobody could tell “${first}” and “${second}” apart.`)
    }
    assert.equal((await add({ ...tier, choices: 'A b\nA-b\nA_b\na = b\nb = a' })).status, 200)
    const path = await contact({ firstName: 'Nora', x_tier: 'A-b' })
    assert.match((await ada.get(path)).text, /<option value="A-b" selected>A-b/)
  })

  test('keep options that stood there before, and change beside them', async ({ assert }) => {
    const { path } = await add(tier)
    await asOwner((owner) => owner.query(`update custom_fields set choices = E'gold = Gold\nGold'`))
    await ada.get(path)
    const renamed = await ada.post(`${path}?_method=PUT`, { label: 'Level', _version: '1' })
    assert.equal(renamed.status, 200)
    assert.include((await ada.get('/crm/contacts/new')).text, 'Level')
  })

  test('translate options that are numbers by their lines', async ({ assert }) => {
    const { path } = await add({ ...tier, choices: '30\n7' })
    await ada.get(`${path}/translations/choices`)
    await ada.post(`${path}/translations/choices?_method=PUT`, {
      'choices:de': 'Monat\nWoche',
    })
    await alpha.user('ines@alpha.test', ['base.administrator'])
    await speak('de', 'ines@alpha.test')
    const form = (await (await Visitor.of('ines@alpha.test')).get('/crm/contacts/new')).text
    assert.match(form, /<option value="30"[^>]*>Monat/)
    assert.match(form, /<option value="7"[^>]*>Woche/)
  })

  test('have names of their own in every script', async ({ assert }) => {
    for (const label of ['会員番号', '靴のサイズ', 'Größe', 'Élan vital', 'Grösse', 'Größe']) {
      await add(field({ label }))
    }
    const rows = await asOwner(
      async (owner) => (await owner.query('select label, name from custom_fields order by id')).rows
    )
    assert.deepEqual(
      rows.map(({ label, name }) => [label, name]),
      [
        ['会員番号', 'x_field'],
        ['靴のサイズ', 'x_field_2'],
        ['Größe', 'x_grosse'],
        ['Élan vital', 'x_elan_vital'],
        ['Grösse', 'x_grosse_2'],
      ]
    )
  })

  test('made anew as another kind leave aside what does not fit', async ({ assert }) => {
    const kinds: Record<string, Record<string, string>> = {
      text: {},
      integer: {},
      decimal: {},
      money: {},
      boolean: {},
      date: {},
      datetime: {},
      selection: { choices: 'a\nb' },
      many2one: { target: 'crm_companies' },
    }
    const leftBehind = ['"2024-02-30"', '"2024-13-40T25:00:00Z"', '12.5', '1e12', 'true']
    const { path } = await add(field({}))
    const first = await contact({ firstName: 'Nora', x_tier: 'hello' })
    for (const left of leftBehind) {
      const made = await contact({ firstName: 'Nora', lastName: left })
      await asOwner((owner) =>
        owner.query('update crm_contacts set custom_fields = $2 where id = $1', [
          made.slice(-36),
          `{"x_tier": ${left}}`,
        ])
      )
    }
    let definition = path
    for (const [kind, change] of Object.entries(kinds)) {
      await ada.get(`${definition}/deletion`)
      await ada.post(`${definition}?_method=DELETE`)
      const added = await add(field({ kind, ...change }))
      assert.equal(added.status, 200, kind)
      definition = added.path
      const domain = encodeURIComponent('[["x_tier","!=",null]]')
      const pages = [
        '?sort=x_tier',
        '?group=x_tier',
        `?domain=${domain}`,
        '?view=pivot&group=x_tier',
      ]
      for (const page of pages) {
        assert.equal((await ada.get(`/crm/contacts${page}`)).status, 200, `${kind} ${page}`)
      }
      for (const page of ['', '/history']) {
        assert.equal((await ada.get(`${first}${page}`)).status, 200, `${kind} ${page}`)
      }
    }
  })

  test('go with their definition and come back with it', async ({ assert }) => {
    await add(tier)
    const path = await contact({ firstName: 'Nora', x_tier: 'gold' })
    const list = await ada.get('/base/custom-fields')
    const [, id] = /\/base\/custom-fields\/([0-9a-f-]{36})/.exec(list.text)!
    await ada.get(`/base/custom-fields/${id}`)
    await ada.post(`/base/custom-fields/${id}/archival`, {})
    assert.notInclude((await ada.get(path)).text, 'x_tier')
    await ada.get(`/base/custom-fields/${id}`)
    await ada.post(`/base/custom-fields/${id}/archival?_method=DELETE`, {})
    assert.match((await ada.get(path)).text, /<option value="gold" selected>/)
  })
})
