import { test } from '@japa/runner'
import { strFromU8, unzipSync } from 'fflate'
import { onlyFor, rule } from '#app/access/declarations'
import { domainToUrl } from '#app/domains/url'
import { typesetter } from '#app/reports/typesetter'
import type { KanbanTree } from '#app/views/kanban/declarations'
import { Deal } from '#modules/crm/models/deal'
import { Meeting } from '#modules/crm/models/meeting'
import { Stage } from '#modules/crm/models/stage'
import { dealKanban } from '#modules/crm/views/deal'
import { nobody, withRights } from '#tests/support/access/registry'
import { ApiClient } from '#tests/support/api_client'
import { makeDeals } from '#tests/support/deals'
import { readPdf } from '#tests/support/pdf'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

const COLUMNS = '/crm/deals?columns=name,expectedRevenue,age'
const PLAIN = '/crm/deals?columns=name,value,source'

const withoutQualified = rule('Some', Stage, {
  operations: ['read'],
  domain: () => [['name', '!=', 'Qualified']],
})

/** The value of a field that a form only shows. */
function shownOn(html: string, name: string): string | null {
  const [, value] =
    new RegExp(`<span class="value" id="field-${name}">(.*?)</span>`).exec(html) ?? []
  return value ?? null
}

test.group('Computed fields', (group) => {
  let alpha: TestTenant
  let manager: TestUser
  let mia: Visitor
  let ids: Map<string, string>
  let api: ApiClient

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    manager = await alpha.user('mia@alpha.test', ['base.manager'])
    ids = await makeDeals(alpha, {
      Qualified: [{ name: 'Wall', value: 1250.55 }],
      Lost: [{ name: 'Roof' }],
    })
    await alpha.run(async () => {
      const stage = await Stage.findByOrFail('name', 'Qualified')
      await stage.merge({ probability: 30 }).save()
    })
    mia = await Visitor.of('mia@alpha.test')
    api = await ApiClient.of(manager)
    return async () => {
      typesetter.close()
      await emptyDatabase()
    }
  })

  test('stand in the columns of a list, which cannot be ordered by them', async ({ assert }) => {
    const { text } = await mia.get(COLUMNS)
    assert.match(text, /375\.17/)
    assert.include(text, 'Expected revenue')
    assert.notInclude(text, 'sort=expectedRevenue')
    assert.include(text, 'sort=name')
    const sorted = await mia.get(`${COLUMNS}&sort=expectedRevenue`)
    assert.equal(sorted.status, 200)
    const qualified = await alpha.run(() => Stage.findByOrFail('name', 'Qualified'))
    const grouped = await mia.get(`${COLUMNS}&group=stage&open=${qualified.id}`)
    assert.match(grouped.text, /375\.17/)
  })

  test('cost no statement', async ({ assert }) => {
    await mia.get(PLAIN)
    await mia.get(COLUMNS)
    const [plain, computed] = [
      await watchStatements(() => mia.get(PLAIN)),
      await watchStatements(() => mia.get(COLUMNS)),
    ]
    assert.lengthOf(computed, plain.length)
    assert.isFalse(plain.some(({ text }) => text.includes('probability')))
    assert.isTrue(computed.some(({ text }) => text.includes('probability')))
  })

  test('cannot be asked about, and say what can', async ({ assert }) => {
    const { status, body } = await api.get('/crm/deals', { domain: [['expectedRevenue', '>', 1]] })
    assert.equal(status, 422)
    const said = JSON.stringify(body)
    assert.include(said, 'is computed and cannot be asked about, only')
    assert.include(said, 'stage.probability')
    const order = await api.get('/crm/deals', { order: 'expectedRevenue' })
    assert.equal(order.status, 422)
    const page = await mia.get(
      `/crm/deals?domain=${domainToUrl([['expectedRevenue', '>', 1]] as never)}`
    )
    assert.include(page.text, 'is computed and cannot be asked about')
  })

  test('stand on the form, only to be read, and nothing can write them', async ({ assert }) => {
    const href = `/crm/deals/${ids.get('Wall')}`
    const form = await mia.get(href)
    assert.equal(shownOn(form.text, 'expectedRevenue'), 'EUR 375.17')
    assert.equal(shownOn(form.text, 'age'), '0')
    assert.notInclude(form.text, 'name="expectedRevenue"')
    const empty = await mia.get(`/crm/deals/${ids.get('Roof')}`)
    assert.include(shownOn(empty.text, 'expectedRevenue')!, 'muted')
    assert.equal((await mia.get('/crm/deals/new')).status, 200)

    const saved = await mia.post(`${href}?_method=PUT`, {
      ...hiddenValues(form.text),
      value: '2,000',
      expectedRevenue: '9',
    })
    assert.equal(saved.status, 200)
    assert.equal(shownOn(saved.text, 'expectedRevenue'), 'EUR 600.00')
    await mia.post(`${href}?_method=PUT`, { ...hiddenValues(saved.text), value: '1,250.55' })
  })

  test('do not count as changed by somebody else', async ({ assert }) => {
    const href = `/crm/deals/${ids.get('Wall')}`
    const form = await mia.get(href)
    await alpha.run(async () => {
      const stage = await Stage.findByOrFail('name', 'Qualified')
      await stage.merge({ probability: 50 }).save()
    })
    const saved = await mia.post(`${href}?_method=PUT`, {
      ...hiddenValues(form.text),
      source: 'Fair',
    })
    assert.equal(saved.status, 200)
    assert.notInclude(saved.text, 'Expected revenue was')
    assert.equal(shownOn(saved.text, 'expectedRevenue'), 'EUR 625.28')
    await alpha.run(async () => {
      const stage = await Stage.findByOrFail('name', 'Qualified')
      await stage.merge({ probability: 30 }).save()
    })
  })

  test('stand on the cards of a board', async ({ assert }) => {
    const tree = dealKanban.tree as { -readonly [Key in keyof KanbanTree]: KanbanTree[Key] }
    const before = { ...tree }
    const shown = ['expectedRevenue', 'age'].map((name) => ({ ...before.card[0]!, name }))
    Object.assign(tree, { card: shown, template: null })
    try {
      await withRights([], async () => {
        const { text } = await mia.get('/crm/deals?view=kanban')
        assert.match(text, /<span class="money">[^<]*375\.17<\/span><span>Age, days: 0/)
      })
    } finally {
      Object.assign(tree, before)
    }
  })

  test('go into files, as numbers', async ({ assert }) => {
    await mia.get('/crm/deals/export')
    const columns = { 'columns[]': ['name', 'expectedRevenue', 'age'], 'content': 'people' }
    const csv = await mia.post('/crm/deals/export', { ...columns, format: 'csv' })
    assert.sameMembers(csv.text.trimEnd().split('\r\n'), [
      'Title,Expected revenue,"Age, days"',
      'Wall,375.17,0',
      'Roof,,0',
    ])
    const sheet = await mia.post('/crm/deals/export', { ...columns, format: 'xlsx' })
    const parts = unzipSync(sheet.bytes)
    assert.match(strFromU8(parts['xl/worksheets/sheet1.xml']!), /<v>375\.17<\/v>/)
    const own = await mia.post('/crm/deals/export', {
      ...columns,
      format: 'csv',
      content: 'import',
    })
    assert.match(own.text, /,Wall,375\.17,0/)
  })

  test('stand on paper', async ({ assert }) => {
    await mia.get('/account/preferences')
    const record = await mia.post(`/crm/deals/${ids.get('Wall')}/print`)
    assert.include((await readPdf(record.bytes)).text, 'Expected revenue 375.17')
    const list = await mia.post('/crm/deals/print', {
      search: '?columns=name,expectedRevenue',
      all: '1',
    })
    assert.include((await readPdf(list.bytes)).text, '375.17')
  })

  test('are answered by the API, which takes none', async ({ assert }) => {
    const { body } = await api.get(`/crm/deals/${ids.get('Wall')}`)
    assert.deepInclude(body.data, { expectedRevenue: 375.17, age: 0 })
    const some = await api.get('/crm/deals', { fields: 'name,expectedRevenue' })
    assert.sameDeepMembers(
      (some.body.data as { name: string }[]).map(({ name, ...rest }) => [name, Object.keys(rest)]),
      [
        ['Roof', ['id', 'expectedRevenue']],
        ['Wall', ['id', 'expectedRevenue']],
      ]
    )
    const made = await api.post('/crm/deals', { name: 'Door', expectedRevenue: 5 })
    assert.equal(made.status, 422)
    assert.include(made.text, 'expectedRevenue')
    const document = (await api.get('/openapi.json')).body as unknown as {
      components: { schemas: Record<string, { properties: Record<string, object> }> }
    }
    const read = document.components.schemas['crm.deals']!.properties
    assert.deepInclude(read.expectedRevenue, { type: ['number', 'null'], readOnly: true })
    assert.deepInclude(read.age, { type: ['integer', 'null'], readOnly: true })
    const written = Object.entries(document.components.schemas).filter(([name]) =>
      /deals.+/.test(name)
    )
    for (const [name, { properties }] of written) {
      assert.notProperty(properties ?? {}, 'expectedRevenue', name)
    }
  })

  test('are of records, too, once what they read is loaded', async ({ assert }) => {
    await alpha.run(async () => {
      const deal = await Deal.findOrFail(ids.get('Wall')!)
      assert.throws(() => deal.expectedRevenue, /reads "stage", which is not loaded/)
      await deal.load('stage')
      assert.equal(deal.expectedRevenue, 375.17)
      const startsAt = deal.createdAt
      const endsAt = startsAt.plus({ minutes: 90 })
      assert.equal((await Meeting.create({ name: 'Talk', startsAt, endsAt })).hours, 1.5)
    })
    assert.match((await mia.get('/crm/meetings?columns=name,hours')).text, /1\.50/)
  })

  const changed = async (name: string, fields: Record<string, string>, record = '') => {
    await mia.get('/crm/deals/new')
    const answer = await mia.post(`/crm/deals/changes?changed=${name}${record}`, fields)
    if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.text}`)
    return JSON.parse(answer.text) as Record<string, { html: string }>
  }

  test('follow what stands in the form, and nothing is saved', async ({ assert }) => {
    const stage = (await alpha.run(() => Stage.findByOrFail('name', 'Qualified'))).id
    const form = await mia.get(`/crm/deals/${ids.get('Wall')}`)
    const [, watched] = /data-changes="([^"]*)"/.exec(form.text)!
    for (const name of ['value', 'stage']) assert.include(watched, `&quot;${name}&quot;`)

    for (const record of ['', `&record=${ids.get('Wall')}`]) {
      for (const name of ['value', 'stage']) {
        const answer = await changed(name, { name: 'Wall', value: '2,000', stage }, record)
        assert.equal(shownOn(answer.expectedRevenue!.html, 'expectedRevenue'), 'EUR 600.00')
        assert.notProperty(answer, 'age')
      }
      const emptied = await changed('value', { value: '', stage }, record)
      assert.include(shownOn(emptied.expectedRevenue!.html, 'expectedRevenue')!, 'muted')
      assert.deepEqual(await changed('name', { name: 'Wall', value: '2,000', stage }, record), {})
    }
    const talk = await mia.post('/crm/meetings/changes?changed=endsAt', {
      startsAt: '2026-03-02T09:30',
      endsAt: '2026-03-02T10:15',
    })
    assert.include(talk.text, '0.75')
    await alpha.run(async () => {
      assert.equal((await Deal.findOrFail(ids.get('Wall')!)).value, 1250.55)
    })
  })

  test('stand in a new form as its defaults and its address have it', async ({ assert }) => {
    const stage = (await alpha.run(() => Stage.findByOrFail('name', 'Qualified'))).id
    const form = await mia.get(`/crm/deals/new?value=2000&stage=${stage}`)
    assert.equal(shownOn(form.text, 'expectedRevenue'), 'EUR 600.00')
    const odd = await mia.get('/crm/deals/new?value=much&stage=none')
    assert.equal(odd.status, 200)
    assert.include(shownOn(odd.text, 'expectedRevenue')!, 'muted')
    await withRights([withoutQualified], async () => {
      const { text } = await mia.get(`/crm/deals/new?value=2000&stage=${stage}`)
      assert.include(shownOn(text, 'expectedRevenue')!, 'muted')
    })
  })

  test('stand in a row that is edited, and come back as typed', async ({ assert }) => {
    const address = `/crm/deals/${ids.get('Wall')}/row?columns=name,value,stage,expectedRevenue`
    const row = await mia.get(address)
    assert.equal(shownOn(row.text, 'expectedRevenue'), 'EUR 375.17')
    assert.match(row.text, /data-changes="[^"]*&quot;value&quot;/)
    const refused = await mia.post(`${address}&_method=PUT`, {
      ...hiddenValues(row.text),
      name: '',
      value: '2,000',
    })
    assert.equal(refused.status, 422)
    assert.equal(shownOn(refused.text, 'expectedRevenue'), 'EUR 600.00')
    const { text } = await mia.get(`/crm/deals/${ids.get('Wall')}/row?columns=name,value`)
    assert.notInclude(text, 'expectedRevenue&quot;')
    assert.isNull(shownOn(text, 'expectedRevenue'))
  })

  test('stand as typed on a form that comes back to be corrected', async ({ assert }) => {
    const stage = (await alpha.run(() => Stage.findByOrFail('name', 'Qualified'))).id
    const typed = { name: '', value: '2,000', stage }
    await mia.get('/crm/deals/new')
    const form = await mia.get(`/crm/deals/${ids.get('Wall')}`)
    for (const [href, hidden] of [
      ['/crm/deals', {}],
      [`/crm/deals/${ids.get('Wall')}?_method=PUT`, hiddenValues(form.text)],
    ] as const) {
      const refused = await mia.post(href, { ...hidden, ...typed })
      assert.equal(refused.status, 422)
      assert.equal(shownOn(refused.text, 'expectedRevenue'), 'EUR 600.00')
    }
  })

  test('follow nothing that one may not see', async ({ assert }) => {
    const stage = (await alpha.run(() => Stage.findByOrFail('name', 'Qualified'))).id
    await withRights([onlyFor([nobody], Stage, ['probability'])], async () => {
      assert.deepEqual(await changed('value', { value: '2,000', stage }), {})
    })
    await withRights([withoutQualified], async () => {
      const wall = `&record=${ids.get('Wall')}`
      const { html } = (await changed('value', { value: '2,000' }, wall)).expectedRevenue!
      assert.include(shownOn(html, 'expectedRevenue')!, 'muted')
      const chosen = await changed('stage', { value: '2,000', stage })
      assert.notInclude(chosen.expectedRevenue!.html, '600.00')
    })
  })

  /** Everywhere where a computed field could come up. */
  async function everywhere(): Promise<string> {
    await mia.get('/crm/deals/export')
    const file = { 'columns[]': ['name', 'expectedRevenue'], 'format': 'csv', 'content': 'people' }
    const pages = [
      await mia.get(COLUMNS),
      await mia.get(`/crm/deals/${ids.get('Wall')}`),
      await mia.get('/crm/deals/export'),
      await mia.post('/crm/deals/export', file),
      await api.get('/crm/deals'),
      await api.get('/openapi.json'),
    ]
    const asked = await api.get('/crm/deals', { fields: 'expectedRevenue' })
    const texts = pages.map(({ text }) => text.replaceAll(/name[^a-z]{1,5}expectedRevenue/g, ''))
    return [...texts, `asked ${asked.status}`].join('\n')
  }

  test('are gone with what they are made of', async ({ assert }) => {
    const open = await everywhere()
    for (const part of ['expectedRevenue', 'Expected revenue', '375.17', 'asked 200']) {
      assert.include(open, part)
    }
    const hidden = [
      onlyFor([nobody], Deal, ['value']),
      onlyFor([nobody], Deal, ['stage']),
      onlyFor([nobody], Stage, ['probability']),
      onlyFor([nobody], Deal, ['expectedRevenue']),
      rule('None', Stage, { groups: [nobody], domain: () => [] }),
    ]
    for (const declared of hidden) {
      await withRights([declared], async () => {
        const text = await everywhere()
        for (const part of ['xpectedRevenue', 'Expected revenue', '375.1', 'asked 200']) {
          assert.notInclude(text, part, JSON.stringify(declared))
        }
        assert.include(text, 'Age, days')
      })
    }
  })

  test('are empty where they are made of a record that one may not see', async ({ assert }) => {
    await withRights([withoutQualified], async () => {
      const text = await everywhere()
      assert.notInclude(text, '375.1')
      assert.notMatch(text, /"expectedRevenue":\d/)
      assert.include(text, '"expectedRevenue":null')
      assert.equal((await mia.get(COLUMNS)).status, 200)
    })
  })
})
