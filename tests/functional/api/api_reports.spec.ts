import { test } from '@japa/runner'
import { ApiClient } from '#tests/support/api_client'
import { dealsOfTwoPlaces, saveReport } from '#tests/support/reports'
import { watchStatements } from '#tests/support/statements'
import { rowsOf } from '../thread/talk.ts'

interface Json {
  [name: string]: unknown
}
interface Group {
  rows: ({ id: string; title: string } | string | null)[]
  columns: unknown[]
  measures: Record<string, number | null>
}

test.group('API | reports', (group) => {
  let house: Awaited<ReturnType<typeof dealsOfTwoPlaces>>
  let mia: ApiClient
  let north: ApiClient
  let byStage: string

  const clientOf = (who: keyof typeof house.users, scopes = ['*:read']) =>
    ApiClient.of(house.users[who], { scopes })

  group.setup(async () => {
    house = await dealsOfTwoPlaces()
    mia = await clientOf('mia')
    north = await clientOf('nora')
    const query = 'rows=stage&columns=priority&measures=count,sum:value'
    byStage = await saveReport(house.manager, query, { audience: 'everyone' })
  })

  /** Groups in short: titles and values of the levels, and the figures. */
  const short = (groups: unknown) =>
    (groups as Group[]).map(({ rows, columns, measures }) => [
      rows.map((row) => (typeof row === 'object' ? (row?.title ?? null) : row)).join(),
      columns.join(),
      ...Object.values(measures),
    ])

  test('are listed as far as one may open them and the key reaches', async ({ assert }) => {
    const list = async (api: ApiClient) => {
      const { status, body } = await api.get('/reports')
      assert.equal(status, 200)
      return body.data as unknown as Json[]
    }
    const own = { id: byStage.split('/').at(-1), name: 'By stage', screen: '/crm/deals' }
    assert.containSubset(await list(mia), [{ ...own, own: true, shared: true }])
    assert.containSubset(await list(mia), [{ id: 'crm.pipeline', own: false, shared: true }])
    assert.containSubset(await list(north), [{ ...own, own: false, shared: true }])
    assert.isEmpty(await list(await clientOf('mia', ['base:read'])))
    assert.equal((await mia.get('/reports', { name: 'x' })).status, 422)
  })

  test('bring their figures, of what one may see', async ({ assert }) => {
    const { status, body } = await mia.get(byStage)
    assert.equal(status, 200)
    const data = body.data as unknown as Json
    assert.containSubset(data, {
      name: 'By stage',
      rows: [{ name: 'stage', label: 'Stage' }],
      columns: [{ name: 'priority', label: 'Priority' }],
      measures: [{ name: 'count' }, { name: 'sum:value', label: 'Value, €' }],
      left: 0,
    })
    assert.deepEqual(short(data.groups), [
      ['', 'low', 3, 140],
      ['', 'high', 1, 20],
      ['', '', 4, 160],
      ['Fresh', 'low', 1, 10],
      ['Fresh', 'high', 1, 20],
      ['Fresh', '', 2, 30],
      ['Won', 'low', 2, 130],
      ['Won', '', 2, 130],
    ])
    const theirs = (await north.get(byStage)).body.data as unknown as Json
    assert.deepEqual(short(theirs.groups)[2], ['', '', 3, 60])
    const shipped = (await mia.get('/reports/crm.pipeline')).body.data as unknown as Json
    assert.isNotEmpty(shipped.groups)
  })

  test('are narrowed by a domain, within what the key reaches', async ({ assert }) => {
    const narrowed = async (domain: unknown) => {
      const { status, body } = await mia.get(byStage, { domain })
      assert.equal(status, 200)
      return short((body.data as unknown as Json).groups)
    }
    assert.deepEqual(await narrowed([['value', '>', 25]]), [
      ['', 'low', 2, 130],
      ['', '', 2, 130],
      ['Won', 'low', 2, 130],
      ['Won', '', 2, 130],
    ])
    assert.isEmpty((await narrowed([['value', '>', 1000]])).filter(([row]) => row !== ''))
    const only = await clientOf('mia', ['crm:read'])
    const faults = async (domain: unknown) => {
      const { status, body } = await only.get(byStage, { domain })
      assert.equal(status, 422)
      return body.errors as unknown as Json[]
    }
    for (const domain of [
      ...[[['salary', '=', 1]], [['owner.email', '=', 'x']], '[[', '{}', 'x'.repeat(9000)],
    ]) {
      assert.containSubset(await faults(domain), [{ parameter: 'domain' }])
    }
    assert.equal((await mia.get(byStage, { rows: 'owner' })).status, 422)
  })

  test('that ask about what the key does not reach are not there for it', async ({ assert }) => {
    const domain = encodeURIComponent(JSON.stringify([['owner.email', '=', 'mia@alpha.test']]))
    const query = `rows=stage&measures=count&domain=${domain}`
    const report = await saveReport(house.manager, query, { name: 'Of an owner' })
    assert.equal((await mia.get(report)).status, 200)
    const only = await clientOf('mia', ['crm:read'])
    assert.equal((await only.get(report)).status, 404)
    const { data } = (await only.get('/reports')).body as unknown as { data: Json[] }
    assert.notInclude(
      data.map(({ name }) => name),
      'Of an owner'
    )
    const elsewhere = await clientOf('mia', ['base:read'])
    assert.equal((await elsewhere.get(byStage)).status, 403)
  })

  test('are not there for others', async ({ assert }) => {
    const report = await saveReport(house.manager, 'rows=stage', { name: 'My own' })
    assert.equal((await north.get(report)).status, 404)
    assert.equal((await north.post(`${report}/export`, {})).status, 404)
    const portal = await house.alpha.user('pia@alpha.test', ['base.portal', 'base.api'])
    const outside = await ApiClient.of(portal)
    for (const path of [report, byStage, '/reports/crm.pipeline', '/reports/nothing']) {
      assert.equal((await outside.get(path)).status, 404, path)
    }
    assert.deepEqual((await outside.get('/reports')).body.data, [] as never)
  })

  test('are taken out as a file by those who may export, and that is written down', async ({
    assert,
  }) => {
    const sent = await mia.post(`${byStage}/export`, {})
    assert.equal(sent.status, 200)
    assert.equal(sent.headers.get('content-type'), 'text/csv; charset=utf-8')
    assert.include(sent.text, '\r\nWon,2,130')
    const book = await mia.post(`${byStage}/export`, { format: 'xlsx' })
    assert.include(book.headers.get('content-type')!, 'spreadsheetml')
    assert.equal((await mia.send('POST', `${byStage}/export`)).status, 200)
    for (const body of [{ format: 'pdf' }, { format: 1 }, { kind: 'csv' }]) {
      assert.equal((await mia.post(`${byStage}/export`, body)).status, 422)
    }
    const sam = await clientOf('sam')
    assert.equal((await sam.get(byStage)).status, 200)
    assert.equal((await sam.post(`${byStage}/export`, {})).status, 403)
    const events = await rowsOf<{ kind: string }>('audit_entries', 'id')
    assert.lengthOf(
      events.filter(({ kind }) => kind === 'export'),
      3
    )
  })

  test('cost one statement in the same waits, however many figures they have', async ({
    assert,
  }) => {
    await mia.get(byStage)
    const sent = await watchStatements(() => mia.get(byStage))
    assert.isAtMost(sent.length, 4, sent.map(({ text }) => text).join('\n'))
    assert.equal(new Set(sent.map(({ wait }) => wait)).size, 2)
  })
})
