import { test } from '@japa/runner'
import { Tag } from '#modules/base/models/tag'
import { Contact } from '#modules/crm/models/contact'
import { Stage } from '#modules/crm/models/stage'
import { ApiClient } from '#tests/support/api_client'
import { columnsOf, makeDeals } from '#tests/support/deals'
import { asOwner, emptyDatabase, speak, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

/** What is stored of a stage, whatever the language. */
async function stored(id: string) {
  const sql = 'select name, name_translations as translations from crm_stages where id = $1'
  const { rows } = await asOwner((owner) => owner.query(sql, [id]))
  return rows[0] as { name: string; translations: Record<string, string> | null }
}

test.group('Translated values', (group) => {
  let tenant: TestTenant
  let german: Visitor
  let japanese: Visitor
  let english: Visitor
  let api: ApiClient
  let stages: Map<string, string>

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('ines@alpha.test', ['base.administrator'])
    await tenant.user('yuki@alpha.test', ['base.administrator'])
    const mia = await tenant.user('mia@alpha.test', ['base.administrator'])
    await speak('de', 'ines@alpha.test')
    await speak('ja', 'yuki@alpha.test')
    await tenant.run(async () => {
      for (const name of ['Waiting', 'Zoo']) await Stage.create({ name, sequence: 15 })
    })
    stages = await makeDeals(tenant, {
      New: [{ name: 'Bench' }],
      Waiting: [{ name: 'Counter' }],
      Zoo: [{ name: 'Door' }],
    })
    await tenant.run(async () => {
      const names = { New: 'Neu', Waiting: 'Abwarten' }
      for (const [name, de] of Object.entries(names)) {
        const stage = await Stage.findByOrFail('name', name)
        stage.setFieldValue('name:de', de)
        await stage.save()
      }
    })
    german = await Visitor.of('ines@alpha.test')
    japanese = await Visitor.of('yuki@alpha.test')
    english = await Visitor.of('mia@alpha.test')
    api = await ApiClient.of(mia)
    return emptyDatabase
  })

  const address = (name: string) => `/crm/stages/${stages.get(name)}`
  const cells = (html: string) =>
    [...html.matchAll(/<a href="\/crm\/stages\/[^"]+"[^>]*>([^<]*)</g)].map(([, text]) => text)

  test('are stored beside the value that others read', async ({ assert }) => {
    const { name, translations } = await stored(stages.get('Waiting')!)
    assert.deepEqual({ name, translations }, { name: 'Waiting', translations: { de: 'Abwarten' } })
  })

  test('stand in lists, forms and columns of boards; without one the stored value', async ({
    assert,
  }) => {
    assert.includeMembers(cells((await german.get('/crm/stages')).text), ['Neu', 'Abwarten', 'Zoo'])
    assert.includeMembers(cells((await japanese.get('/crm/stages')).text), ['新規', 'Waiting'])
    const form = (await german.get(address('Waiting'))).text
    assert.include(form, 'value="Abwarten"')
    assert.match(form, /<h1[^>]*>Abwarten</)
    const board = columnsOf((await german.get('/crm/deals?view=kanban')).text)
    assert.includeMembers(
      board.map(({ name }) => name),
      ['Neu', 'Abwarten', 'Zoo']
    )
    const deal = (await german.get('/crm/deals?q=Bench')).text
    assert.include(deal, 'Neu')
    assert.notInclude(deal, '>New<')
  })

  test('are sorted, grouped, filtered and found in the language of who reads', async ({
    assert,
  }) => {
    const among = ['Abwarten', 'Neu', 'New', 'Waiting', 'Zoo']
    const sorted = (path: string, visitor: Visitor) =>
      visitor.get(path).then(({ text }) => cells(text).filter((each) => among.includes(each!)))
    assert.deepEqual(await sorted('/crm/stages?sort=name', german), ['Abwarten', 'Neu', 'Zoo'])
    assert.deepEqual(await sorted('/crm/stages?sort=name', english), ['New', 'Waiting', 'Zoo'])
    const asked = (value: string) =>
      `/crm/stages?domain=${encodeURIComponent(JSON.stringify([['name', '=', value]]))}`
    assert.deepEqual(cells((await german.get(asked('Neu'))).text), ['Neu'])
    assert.deepEqual(cells((await german.get(asked('New'))).text), [])
    const grouped = (await german.get('/crm/deals?group=stage')).text
    assert.include(grouped, 'Abwarten')
    assert.notInclude(grouped, 'Waiting')
    assert.deepEqual(cells((await english.get('/crm/stages?q=Abwart')).text), ['Waiting'])
    const behind = encodeURIComponent(JSON.stringify([['stage', 'ilike', 'abwart']]))
    assert.include((await german.get(`/crm/deals?domain=${behind}`)).text, 'Counter')
    assert.notInclude((await english.get(`/crm/deals?domain=${behind}`)).text, 'Counter')
  })

  test('are what the API answers in the language that is accepted', async ({ assert }) => {
    const names = async (language: string) => {
      const headers = { 'accept-language': language }
      const { body } = await api.get('/crm/stages', { order: 'sequence', fields: 'name' }, headers)
      return (body.data as { name: string }[]).map(({ name }) => name)
    }
    assert.includeMembers(await names('de'), ['Neu', 'Abwarten', 'Zoo'])
    assert.includeMembers(await names('en'), ['New', 'Waiting', 'Zoo'])
    const zoo = `/crm/stages/${stages.get('Zoo')}`
    const any = { 'if-match': '*' }
    const written = await api.patch(zoo, { 'name:ja': '動物園' }, any)
    assert.equal(written.status, 200)
    assert.include(await names('ja'), '動物園')
    assert.equal((await api.patch(zoo, { 'outcome:ja': 'won' }, any)).status, 422)
  })

  test('written by somebody are those of their language, and others stay', async ({ assert }) => {
    await german.get(address('Waiting'))
    const form = (await german.get(address('Waiting'))).text
    const version = /name="_version" value="(\d+)"/.exec(form)![1]!
    await german.post(`${address('Waiting')}?_method=PUT`, { _version: version, name: 'Frisch' })
    assert.deepEqual((await stored(stages.get('Waiting')!)).translations, { de: 'Frisch' })
    assert.equal((await stored(stages.get('Waiting')!)).name, 'Waiting')
    await english.get(address('Waiting'))
    const own = { _version: String(Number(version) + 1), name: 'Fresh' }
    await english.post(`${address('Waiting')}?_method=PUT`, own)
    assert.deepEqual(await stored(stages.get('Waiting')!), {
      name: 'Fresh',
      translations: { de: 'Frisch' },
    })
  })

  test('a value that is only read in the place of a missing one is not written down', async ({
    assert,
  }) => {
    const form = (await japanese.get(address('Zoo'))).text
    const version = /name="_version" value="(\d+)"/.exec(form)![1]!
    const sent = { _version: version, name: 'Zoo', probability: '7' }
    await japanese.post(`${address('Zoo')}?_method=PUT`, sent)
    assert.deepEqual(await stored(stages.get('Zoo')!), { name: 'Zoo', translations: null })
    const headers = { 'if-match': '*', 'accept-language': 'ja' }
    const patched = await api.patch(`/crm/stages/${stages.get('Zoo')}`, { name: 'Zoo' }, headers)
    assert.equal(patched.status, 200)
    assert.deepEqual(await stored(stages.get('Zoo')!), { name: 'Zoo', translations: null })
  })

  test('are written in all languages on one page, and emptied there', async ({ assert }) => {
    assert.include(
      (await english.get(address('Waiting'))).text,
      `${address('Waiting')}/translations/name`
    )
    const page = (await english.get(`${address('Waiting')}/translations/name`)).text
    assert.match(page, /name="name:en"[^>]*value="Waiting"/)
    assert.match(page, /name="name:ja"[^>]*placeholder="Waiting"/)
    assert.include(page, 'Not translated.')
    const save = (values: Record<string, string>) =>
      english.post(`${address('Waiting')}/translations/name?_method=PUT`, values)
    const saved = await save({ 'name:en': 'Fresh', 'name:de': '', 'name:ja': '新規' })
    assert.equal(saved.path, address('Waiting'))
    const now = { name: 'Fresh', translations: { ja: '新規' } }
    assert.deepEqual(await stored(stages.get('Waiting')!), now)
    assert.include(cells((await japanese.get('/crm/stages')).text), '新規')
    await english.get(`${address('Waiting')}/translations/name`)
    const refused = await save({ 'name:en': '', 'name:ja': '新' })
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'class="err"')
    assert.deepEqual(await stored(stages.get('Waiting')!), now)
  })

  test('that two people write in one language at once are told to the second', async ({
    assert,
  }) => {
    const path = `${address('Waiting')}/translations/name?_method=PUT`
    await english.get(`${address('Waiting')}/translations/name`)
    await german.get(`${address('Waiting')}/translations/name`)
    await german.post(path, { '_was[name:de]': 'Abwarten', 'name:de': 'Frisch' })
    const late = {
      '_was[name:de]': 'Neu',
      'name:de': 'Neuer',
      '_was[name:ja]': '',
      'name:ja': '新',
    }
    const refused = await english.post(path, late)
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'Frisch')
    await english.post(path, {
      '_was[name:de]': 'Abwarten',
      'name:de': 'Abwarten',
      'name:ja': '新',
    })
    const { translations } = await stored(stages.get('Waiting')!)
    assert.deepEqual(translations, { de: 'Frisch', ja: '新' })
  })

  test('are there for those who may write the field, and for no other field', async ({
    assert,
  }) => {
    await tenant.user('sam@alpha.test', ['crm.user'])
    const sam = await Visitor.of('sam@alpha.test')
    const path = `${address('Waiting')}/translations/name`
    assert.notInclude((await sam.get(address('Waiting'))).text, 'translations/')
    assert.equal((await sam.get(path)).status, 403)
    assert.equal((await english.get(`${address('Waiting')}/translations/outcome`)).status, 404)
    assert.equal((await english.get(`${address('Waiting')}/translations/nothing`)).status, 404)
  })

  test('go with a duplicate, but for a text that was changed', async ({ assert }) => {
    const id = stages.get('Waiting')!
    const copy = async (visitor: Visitor, name: string) => {
      const page = await visitor.get(`/crm/stages/new?copy=${id}`)
      assert.include(page.text, visitor === english ? 'value="Waiting"' : 'value="Abwarten"')
      const fields = { _copy: id, name, sequence: '40', outcome: 'open' }
      return (await visitor.post('/crm/stages', fields)).path.split('/').at(-1)!
    }
    assert.deepEqual(await stored(await copy(english, 'Waiting')), await stored(id))
    assert.deepEqual(await stored(await copy(german, 'Abwarten')), await stored(id))
    assert.deepEqual(await stored(await copy(english, 'Resting')), {
      name: 'Resting',
      translations: null,
    })
  })

  test('are told in the history with their language, and undone', async ({ assert }) => {
    await german.get(`${address('Waiting')}/translations/name`)
    const path = `${address('Waiting')}/translations/name?_method=PUT`
    const saved = await german.post(path, { 'name:ja': '新規' })
    const history = (await english.get(`${address('Waiting')}/history`)).text
    assert.include(history, 'Name (Japanese)')
    assert.include(history, '新規')
    const undo = /action="(\/base\/audit\/[^"]+\/undo)"/.exec(saved.text)![1]!
    await german.post(undo)
    assert.deepEqual((await stored(stages.get('Waiting')!)).translations, { de: 'Abwarten' })
  })

  test('are types of activities, too, wherever one plans', async ({ assert }) => {
    const contact = await tenant.run(() => Contact.create({ firstName: 'Nora' }))
    const form = `/crm/contacts/${contact.id}/activities/new`
    assert.include((await german.get(form)).text, 'Anruf')
    assert.include((await english.get(form)).text, 'Call')
    assert.include((await japanese.get('/crm/contacts?view=activity')).text, '電話')
    const types = (await german.get('/base/activity-types')).text
    assert.include(types, 'Anruf')
    assert.notInclude(types, '>Call<')
  })

  test('are tags of contacts, too', async ({ assert }) => {
    await tenant.run(async () => {
      const tag = await Tag.create({ name: 'Friend' })
      tag.setFieldValue('name:de', 'Freundin')
      await tag.save()
      const contact = await Contact.create({ firstName: 'Nora' })
      await contact.related('tags').sync([tag.id])
    })
    assert.include((await german.get('/crm/contacts')).text, 'Freundin')
    assert.include((await english.get('/crm/contacts')).text, 'Friend')
    const grouped = (await german.get('/crm/contacts?group=tags')).text
    assert.include(grouped, 'Freundin')
    assert.notInclude(grouped, 'Friend<')
  })
})
