import { test } from '@japa/runner'
import { onlyFor } from '#app/access/declarations'
import { reports as remembered } from '#app/models/answer_cache'
import { Deal } from '#modules/crm/models/deal'
import { nobody, withRights } from '#tests/support/access/registry'
import { dealsOfTwoPlaces, lines, saveReport } from '#tests/support/reports'
import { watchStatements } from '#tests/support/statements'
import type { Visitor } from '#tests/support/visitor'

const BY_STAGE = 'rows=stage,priority&columns=none&measures=sum:value&date=closedOn'

test.group('Reports on dashboards', (group) => {
  let manager: Visitor
  let north: Visitor

  group.each.setup(async () => {
    remembered.clear()
    ;({ manager, north } = await dealsOfTwoPlaces())
  })

  /** Makes a dashboard that holds nothing but a report, and returns its address. */
  async function place(visitor: Visitor, report: string): Promise<string> {
    await visitor.get('/dashboards')
    const address = (await visitor.post('/dashboards')).path.replace(/\?.*/, '')
    const tile = report.replace('/reports/', 'report.')
    const { text } = await visitor.get(`${address}?edit=1`)
    for (const [, name] of text.matchAll(/\/tiles\/(crm\.\w+)\?_method=DELETE/g)) {
      await visitor.post(`${address}/tiles/${name}?_method=DELETE`)
    }
    const added = await visitor.post(`${address}/tiles`, { tile })
    if (added.status !== 200) throw new Error(`The tile is not added: ${added.status}`)
    return address
  }

  test('show the figures of the stretch of time, and lead to the report', async ({ assert }) => {
    const report = await saveReport(manager, BY_STAGE)
    const address = await place(manager, report)
    const { text } = await manager.get(address)
    assert.deepEqual(lines(text), [
      ['Stage, Priority', 'Value, €'],
      ['Total', '130.00'],
      ['Won', '130.00'],
      ['Low', '130.00'],
    ])
    assert.include(text, `<a class="bare" href="${report}">By stage</a>`)
    assert.notInclude(text, 'class="fold"')
    const [, href] = /<td class="r"><a class="bare" href="([^"]+)">130/.exec(text)!
    assert.include((await manager.get(href!.replaceAll('&amp;', '&'))).text, ' of 2<')
    const before = await manager.get(`${address}?range=last_year`)
    assert.include(before.text, 'The report counts nothing as it is filtered.')
    const always = await saveReport(manager, BY_STAGE.replace('closedOn', 'none'), { name: 'All' })
    assert.deepEqual(lines((await manager.get(await place(manager, always))).text)[1], [
      'Total',
      '160.00',
    ])
  })

  test('are drawn, arranged and taken out like any tile', async ({ assert }) => {
    const report = await saveReport(manager, `${BY_STAGE}&show=bar&date=none`, { name: 'Bars' })
    const address = await place(manager, report)
    const tile = report.replace('/reports/', 'report.')
    const { text } = await manager.get(`${address}?edit=1`)
    assert.match(text, /<svg class="chart"/)
    assert.notInclude(text, 'Report: Bars')
    await manager.post(`${address}/tiles/${tile}?_method=PUT`, { size: '3' })
    await manager.post(`${address}/tiles`, { tile: 'crm.pipeline' })
    await manager.post(`${address}/tiles/${tile}?_method=PUT`, { move: '1' })
    const moved = (await manager.get(address)).text
    assert.isAbove(moved.indexOf('Bars'), moved.indexOf('Open deals by stage'))
    assert.include(moved, 'class="panel span3"')
    await manager.post(`${address}/tiles/${tile}?_method=DELETE`)
    assert.include((await manager.get(`${address}?edit=1`)).text, 'Report: Bars')
  })

  test('hold for each reader what they may see, or say that it is not there', async ({
    assert,
  }) => {
    const report = await saveReport(manager, BY_STAGE.replace('closedOn', 'none'))
    const address = await place(manager, report)
    await manager.get(`${address}?edit=1`)
    await manager.post(`${address}?_method=PUT`, { name: 'Ours', shared: '1' })
    const hidden = await north.get(address)
    assert.include(hidden.text, 'This report is not available to you')
    assert.notInclude(hidden.text, 'By stage')
    await manager.get(report)
    const shared = { name: 'By stage', query: BY_STAGE.replace('closedOn', 'none') }
    await manager.post(`${report}?_method=PUT`, { ...shared, audience: 'everyone' })
    assert.deepEqual(lines((await north.get(address)).text)[1], ['Total', '60.00'])
    await withRights([onlyFor([nobody], Deal, ['value'])], async () => {
      const { status, text } = await north.get(address)
      assert.equal(status, 200)
      assert.include(text, 'This report is not available to you')
    })
  })

  test('are added only where they are offered', async ({ assert }) => {
    const report = await saveReport(manager, BY_STAGE)
    await north.get('/dashboards')
    const address = (await north.post('/dashboards')).path.replace(/\?.*/, '')
    const { text } = await north.get(`${address}?edit=1`)
    assert.notInclude(text, 'By stage')
    const tile = report.replace('/reports/', 'report.')
    assert.equal((await north.post(`${address}/tiles`, { tile })).status, 404)
  })

  test('are read in the same wait as all tiles', async ({ assert }) => {
    const address = await place(manager, await saveReport(manager, BY_STAGE))
    await manager.post(`${address}/tiles`, { tile: 'crm.pipeline' })
    await manager.get(address)
    const sent = await watchStatements(() => manager.get(address))
    assert.isAtMost(new Set(sent.map(({ wait }) => wait)).size, 3)
  })
})
