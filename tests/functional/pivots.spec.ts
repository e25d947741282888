import { test } from '@japa/runner'
import { strFromU8, unzipSync } from 'fflate'
import { DateTime } from 'luxon'
import { onlyFor } from '#app/access/declarations'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { Tag } from '#modules/base/models/tag'
import { nobody, withRights } from '#tests/support/access/registry'
import { watchStatements } from '#tests/support/statements'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const DEALS = '/crm/deals?view=pivot'
const VALUES = `${DEALS}&rows=stage&columns=priority&measures=sum:value`

/** The lines of the pivot on a page, as texts. */
function lines(html: string): string[][] {
  const table = /<table class="table table--stick table--tight pivot">.*?<\/table>/s.exec(html)![0]
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell!.replaceAll(/<span class="sr">.*?<\/span>|<[^>]+>/gs, '').trim()
    )
  )
}

const hrefs = (html: string) =>
  [...html.matchAll(/<td class="r"><a class="bare" href="([^"]+)">([^<]+)</g)].map(
    ([, href, text]) => ({ href: href!.replaceAll('&amp;', '&'), text: text! })
  )

test.group('Pivots', (group) => {
  let alpha: TestTenant
  let manager: Visitor
  let restricted: Visitor

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    await alpha.user('sam@alpha.test', ['crm.user'], ['North'])
    await alpha.run(async () => {
      const [fresh, won] = await Stage.createMany([
        { name: 'Fresh', sequence: 1 },
        { name: 'Won', sequence: 2, outcome: 'won' },
      ])
      const close = (text: string) => DateTime.fromISO(text, { zone: 'utc' })
      const north = alpha.location('North')
      const base = { position: 'a', locationId: north }
      const made = await Deal.createMany([
        { ...base, name: 'A', stageId: fresh!.id, priority: 'low', value: 10.5 },
        { ...base, name: 'B', stageId: fresh!.id, priority: 'high', value: 20 },
        { ...base, name: 'C', stageId: won!.id, priority: 'low', value: 30 },
        {
          ...base,
          name: 'D',
          stageId: won!.id,
          priority: 'low',
          expectedClose: close('2026-11-30'),
        },
        {
          ...base,
          name: '=E()',
          stageId: won!.id,
          priority: 'low',
          value: 100,
          locationId: alpha.location('South'),
        },
      ])
      const tags = await Tag.createMany([{ name: '=Fair' }, { name: 'Press' }])
      await made[0]!.related('tags').attach(tags.map(({ id }) => id))
    })
    manager = new Visitor()
    await manager.logIn('mia@alpha.test')
    restricted = new Visitor()
    await restricted.logIn('north@alpha.test')
  })

  test('show figures by rows and columns, with totals', async ({ assert }) => {
    const { text } = await manager.get(VALUES)
    assert.deepEqual(lines(text), [
      ['Stage', 'Low', 'High', 'Total'],
      ['Total', '140.50', '20.00', '160.50'],
      ['Fresh', '10.50', '20.00', '30.50'],
      ['Won', '130.00', '–', '130.00'],
    ])
  })

  test('have several levels and figures, opened and closed', async ({ assert }) => {
    const asked = `${DEALS}&rows=stage,priority&columns=none&measures=count,avg:value`
    const { text } = await manager.get(asked)
    const open = [
      ['Stage, Priority', 'Number of deals', 'Value, average, €'],
      ['Total', '5', '40.13'],
      ['Fresh', '2', '15.25'],
      ['Low', '1', '10.50'],
      ['High', '1', '20.00'],
      ['Won', '3', '65.00'],
      ['Low', '3', '65.00'],
    ]
    assert.deepEqual(lines(text), open)
    const toggle = /<a class="fold" href="([^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&')
    const closed = await manager.get(toggle)
    assert.deepEqual(
      lines(closed.text),
      open.filter((_, index) => index !== 3 && index !== 4)
    )
    assert.include(closed.text, 'aria-expanded="false"')
  })

  test('put heads of several levels above the columns', async ({ assert }) => {
    const { text } = await manager.get(
      `${DEALS}&rows=priority&columns=stage,expectedClose:year&measures=count`
    )
    assert.deepEqual(lines(text).slice(0, 2), [
      ['Priority', 'Fresh', 'Won', 'Total'],
      ['No expected close', '2026', 'No expected close', ''],
    ])
  })

  test('lead to lists of just these records', async ({ assert }) => {
    for (const axes of ['rows=stage&columns=priority', 'rows=tags&columns=expectedClose:month']) {
      const { text } = await manager.get(`${DEALS}&${axes}&measures=count`)
      const found = hrefs(text)
      assert.isAbove(found.length, 5)
      for (const { href, text: count } of found) {
        assert.include((await manager.get(href)).text, ` of ${count}<`, href)
      }
    }
  })

  test('count a record with several tags in each of them, and once in the total', async ({
    assert,
  }) => {
    const { text } = await manager.get(`${DEALS}&rows=tags&columns=none&measures=count`)
    assert.deepEqual(lines(text).slice(1), [
      ['Total', '5'],
      ['=Fair', '1'],
      ['Press', '1'],
      ['No tags', '4'],
    ])
  })

  test('have records that people put into an order in that order', async ({ assert }) => {
    const give = (sequence: number) =>
      alpha.run(() => Stage.query().where('name', 'Fresh').update({ sequence }))
    const stages = async (asked: string) => {
      const { text } = await manager.get(`${DEALS}&measures=count&${asked}`)
      return lines(text)
        .flat()
        .filter((cell) => cell === 'Fresh' || cell === 'Won')
    }
    await give(5)
    assert.deepEqual(await stages('rows=stage&columns=priority'), ['Won', 'Fresh'])
    assert.deepEqual(await stages('rows=priority&columns=stage'), ['Won', 'Fresh'])
    await give(1)
    assert.deepEqual(await stages('rows=stage&columns=priority'), ['Fresh', 'Won'])
  })

  test('offer figures of quantities, and not how often records were changed', async ({
    assert,
  }) => {
    const { text } = await manager.get(DEALS)
    const offered = [...text.matchAll(/measures=([\w:,]+)/g)].map(([, words]) => words!).join()
    assert.include(offered, 'avg:value')
    assert.notInclude(offered, 'version')
  })

  test('hold only what the asker reaches', async ({ assert }) => {
    assert.deepEqual(lines((await restricted.get(VALUES)).text)[1], [
      'Total',
      '40.50',
      '20.00',
      '60.50',
    ])
  })

  test('know nothing of a field that the asker may not see', async ({ assert }) => {
    await withRights([onlyFor([nobody], Deal, ['value', 'stage'])], async () => {
      const { status, text } = await manager.get(VALUES)
      assert.equal(status, 200)
      assert.deepEqual(lines(text)[1], ['Total', '4', '1', '5'])
      assert.notInclude(text.slice(text.indexOf('<main')), 'Fresh')
    })
  })

  test('exchange rows and columns, and take words for what they are', async ({ assert }) => {
    const { text } = await manager.get(VALUES)
    const flip = /<a class="btn btn--icon" href="([^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&')
    assert.deepEqual(lines((await manager.get(flip)).text)[0], [
      'Priority',
      'Fresh',
      'Won',
      'Total',
    ])
    const odd = await manager.get(
      `${DEALS}&rows=nowhere,stage,stage&columns=stage&measures=sum:name`
    )
    assert.deepEqual(lines(odd.text)[0], ['Stage', 'Number of deals'])
    assert.include((await manager.get(`${VALUES}&q=nothing`)).text, 'No deals match')
  })

  test('become a workbook, in which nothing is a formula', async ({ assert }) => {
    const base = `http://${process.env.HOST}:${process.env.PORT}`
    const cookie = [...manager.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { text } = await manager.get(DEALS)
    const body = new URLSearchParams({ _csrf: /name="_csrf" value="([^"]+)"/.exec(text)![1]! })
    const address = '/crm/deals/pivot?view=pivot&rows=tags&columns=none&measures=sum:value,count'
    const answer = await fetch(base + address, { method: 'POST', body, headers: { cookie } })
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-disposition')!, /filename="deals-[\d-]+\.xlsx"/)
    const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!)
    assert.include(sheet, '=Fair')
    assert.notInclude(sheet, '<f>')
    assert.include(sheet, '<v>160.5</v>')
    const written = await asOwner((owner) =>
      owner.query(`select details from audit_entries where kind = 'export'`)
    )
    assert.equal(written.rows[0].details.filter.rows, 'tags')
  })

  test('are no way out of the house without the right to export', async ({ assert }) => {
    const sam = new Visitor()
    await sam.logIn('sam@alpha.test')
    assert.notInclude((await sam.get(DEALS)).text, 'action="/crm/deals/pivot')
    assert.equal((await sam.post('/crm/deals/pivot?view=pivot')).status, 404)
    assert.equal((await manager.post('/crm/companies/pivot')).status, 404)
  })

  test('cost one statement, and one more for a level of tags', async ({ assert }) => {
    for (const [address, most] of [
      [`${DEALS}&rows=stage,priority,owner&columns=location,expectedClose:month`, 4],
      [`${DEALS}&rows=stage,tags&columns=priority`, 5],
    ] as const) {
      await manager.get(address)
      const sent = await watchStatements(() => manager.get(address))
      assert.isAtMost(sent.length, most)
      assert.equal(new Set(sent.map(({ wait }) => wait)).size, 2)
    }
  })

  test('of contacts begin as declared', async ({ assert }) => {
    await Contact.boot()
    const { text } = await manager.get('/crm/contacts?view=pivot')
    assert.include(text, 'Number of contacts by Status, Owner, Created (quarter)')
  })
})
