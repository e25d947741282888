import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { typesetter } from '#app/reports/typesetter'
import { Company } from '#modules/crm/models/company'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { readPdf } from '#tests/support/pdf'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor, type Answer } from '#tests/support/visitor'

test.group('Lists on paper', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  let lamps: Deal

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.manager'])
    await tenant.user('sales@alpha.test', ['crm.user'], ['North'])
    await tenant.user('taker@alpha.test', ['base.location_manager'], ['North'])
    await tenant.run(async () => {
      const [won, lost] = [
        await Stage.create({ name: 'Bought', sequence: 1, outcome: 'won' }),
        await Stage.create({ name: 'Went elsewhere', sequence: 2, outcome: 'lost' }),
      ]
      const shared = { priority: 'high' as const, position: '' }
      lamps = await Deal.create({
        ...shared,
        name: 'Lamps',
        value: 1000.5,
        stageId: won.id,
        locationId: tenant.location('North'),
      })
      await Deal.create({
        ...shared,
        name: 'Shades',
        value: 200,
        stageId: won.id,
        locationId: tenant.location('South'),
      })
      await Deal.create({
        ...shared,
        name: 'Cables',
        value: 30,
        stageId: lost.id,
        priority: 'low',
        locationId: tenant.location('North'),
      })
    })
    manager = await Visitor.of('mia@alpha.test')
    return async () => {
      typesetter.close()
      await emptyDatabase()
    }
  })

  const print = async (
    visitor: Visitor,
    search: string,
    fields: Record<string, string | string[]> = {}
  ): Promise<Answer> => {
    await visitor.get('/account/preferences')
    const chosen: Record<string, string> = fields['ids[]'] ? {} : { all: '1' }
    return visitor.post('/crm/deals/print', { search, ...chosen, ...fields })
  }

  test('a list leads to the page that asks what is printed', async ({ assert }) => {
    const list = await manager.get('/crm/deals?q=lamps')
    assert.include(list.text, 'href="/crm/deals/print?q=lamps"')
    assert.include(list.text, 'formaction="/crm/deals/print/new"')
    const page = await manager.get('/crm/deals/print?q=lamps')
    assert.equal(page.status, 200)
    assert.include(page.text, '1 deal that the list finds.')
    assert.include(page.text, 'name="search" value="q=lamps"')
    assert.include(page.text, 'target="_blank"')
    const ticked = await manager.post('/crm/deals/print/new', { 'search': '', 'ids[]': [lamps.id] })
    assert.include(ticked.text, '1 deal that you have ticked.')
    assert.include(ticked.text, `name="ids[]" value="${lamps.id}"`)
  })

  test('its columns, its rows and its totals are printed', async ({ assert }) => {
    const { status, headers, bytes } = await print(
      manager,
      'columns=name,stage,value,priority&sort=name'
    )
    assert.equal(status, 200)
    assert.match(headers.get('content-disposition')!, /^inline; filename="Deals\.pdf"/)
    const { text, pages, size } = await readPdf(bytes)
    assert.lengthOf(pages, 1)
    assert.deepEqual(size, [595, 842])
    assert.include(text, 'Title Stage Value Priority')
    assert.include(
      text,
      'Cables Went elsewhere 30.00 Low Lamps Bought 1,000.50 High Shades Bought 200.00 High'
    )
    assert.include(text, '1,230.50')
    assert.include(text, '3 deals')
  })

  test('weeks begin with the day that the reader’s language knows, also for their records', async ({
    assert,
  }) => {
    const { id } = await tenant.user('jun@alpha.test', ['base.manager'])
    await asOwner((owner) =>
      owner.query(`update identity.users set language = 'ja' where id = $1`, [id])
    )
    await tenant.run(async () => {
      await lamps.merge({ expectedClose: DateTime.fromISO('2026-11-22') }).save()
    })
    const { bytes } = await print(
      await Visitor.of('jun@alpha.test'),
      'columns=name,value&group=expectedClose:week&q=lamps'
    )
    const { text } = await readPdf(bytes)
    assert.match(text, /48.* Lamps 1,000\.50/)
  })

  test('groups stand above their records, with their sums and in their order', async ({
    assert,
  }) => {
    const { bytes } = await print(manager, 'columns=name,value&group=stage,priority&sort=name')
    const { text } = await readPdf(bytes)
    assert.include(
      text,
      'Bought 2 deals 1,200.50 High 2 deals 1,200.50 Lamps 1,000.50 Shades 200.00 ' +
        'Went elsewhere 1 deal 30.00 Low 1 deal 30.00 Cables 30.00'
    )
    const byMonth = await readPdf(
      (await print(manager, 'columns=name&group=createdAt:month')).bytes
    )
    const month = new Intl.DateTimeFormat('en-GB', {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    })
    assert.include(byMonth.text, `${month.format(new Date())} 3 deals`)
  })

  test('the filter says in words what was asked', async ({ assert }) => {
    const domain = encodeURIComponent('[["value",">",100]]')
    const { bytes } = await print(manager, `columns=name&domain=${domain}&filter=urgent&sort=name`)
    const { text } = await readPdf(bytes)
    assert.include(text, 'High or urgent')
    assert.include(text, 'Value')
    assert.include(text, 'Lamps Shades')
    assert.notInclude(text, 'Cables')
  })

  test('ticked records are printed alone, as a list or as a sheet of each', async ({ assert }) => {
    const ticked = { 'ids[]': [lamps.id] }
    const list = await readPdf((await print(manager, 'columns=name', ticked)).bytes)
    assert.include(list.text, 'Lamps')
    assert.notInclude(list.text, 'Shades')
    const sheets = await readPdf((await print(manager, 'sort=name', { what: 'sheets' })).bytes)
    assert.lengthOf(sheets.pages, 3)
    assert.include(sheets.pages[0]!, 'Cables')
    assert.include(sheets.pages[1]!, 'Lamps')
    assert.include(sheets.text, 'Page 3 of 3')
  })

  test('nobody gets more than they see', async ({ assert }) => {
    const taker = await Visitor.of('taker@alpha.test')
    const { text } = await readPdf((await print(taker, 'columns=name')).bytes)
    assert.include(text, 'Lamps')
    assert.notInclude(text, 'Shades')
    const shades = await tenant.run(() => Deal.findByOrFail('name', 'Shades'))
    const foreign = await readPdf((await print(taker, '', { 'ids[]': [shades.id] })).bytes)
    assert.notInclude(foreign.text, 'Shades')

    const sales = await Visitor.of('sales@alpha.test')
    assert.notInclude((await sales.get('/crm/deals')).text, '/crm/deals/print')
    assert.equal((await sales.get('/crm/deals/print')).status, 404)
    assert.equal((await print(sales, '')).status, 404)
  })

  test('wide lists lie across, or as one says', async ({ assert }) => {
    const all =
      'columns=name,company,stage,value,expectedClose,location,priority,owner,contact,tags,health,closedOn,source,lostReason,createdAt'
    const wide = await readPdf((await print(manager, all)).bytes)
    assert.deepEqual(wide.size, [842, 595])
    const upright = await print(manager, all, { orientation: 'portrait' })
    assert.deepEqual((await readPdf(upright.bytes)).size, [595, 842])
  })

  test('each is written down with its number and filter', async ({ assert }) => {
    await print(manager, 'filter=urgent&columns=name')
    const { rows } = await asOwner((owner) =>
      owner.query(
        `select details from audit_entries where kind = 'export' order by number desc limit 1`
      )
    )
    const { count, format, filter, screen } = rows[0].details
    assert.deepEqual([count, format, screen], [2, 'pdf', '/crm/deals'])
    assert.equal(filter.filter, 'urgent')
  })

  test('5,000 records are printed, more are refused with another way', async ({ assert }) => {
    await asOwner((owner) =>
      owner.query(
        `insert into crm_companies (tenant_id, name, city)
         select $1, 'Firma ' || n, 'Köln' from generate_series(1, 5000) n`,
        [tenant.id]
      )
    )
    await manager.get('/account/preferences')
    const columns = 'columns=name,city&sort=name'
    const answer = await manager.post('/crm/companies/print', { search: columns, all: '1' })
    assert.equal(answer.status, 200)
    const { text, pages } = await readPdf(answer.bytes)
    assert.isAbove(pages.length, 50)
    assert.include(text, 'Firma 4999 Köln')
    assert.include(pages.at(-1)!, 'Name')

    await tenant.run(() => Company.create({ name: 'One more' }))
    await manager.get('/account/preferences')
    const refused = await manager.post('/crm/companies/print', { search: columns, all: '1' })
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'Up to 5,000 records can be printed with these columns.')
    assert.include(refused.text, 'href="/crm/companies/export?')
    const sheets = await manager.post('/crm/companies/print', {
      search: columns,
      all: '1',
      what: 'sheets',
    })
    assert.equal(sheets.status, 422)
    assert.include(sheets.text, 'Up to 100 sheets can be printed at once.')
  })
})
