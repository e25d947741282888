import { test } from '@japa/runner'
import { strFromU8, unzipSync } from 'fflate'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const FORM = { format: 'csv', content: 'people' }

/** The lines of a CSV file without quoted line breaks. */
const linesOf = (text: string) => text.trimEnd().split('\r\n')

test.group('Export', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  let ada: Contact

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.manager'])
    await tenant.user('north@alpha.test', ['base.location_manager'], ['North'])
    await tenant.user('sales@alpha.test', ['crm.user'], ['North'])
    await tenant.user('taker@alpha.test', ['crm.user', 'base.export'], ['North'])
    await tenant.run(async () => {
      const company = await Company.create({ name: '=cmd|calc', locationId: null })
      ada = await Contact.create({
        firstName: 'Ada',
        lastName: 'Quist',
        email: 'ada@example.test',
        phone: '+442055500142',
        status: 'customer',
        companyId: company.id,
        locationId: tenant.location('North'),
      })
      await Contact.create({ firstName: 'Bo, "the" one', locationId: tenant.location('South') })
    })
    manager = await Visitor.of('mia@alpha.test')
    return emptyDatabase
  })

  const exported = async (
    visitor: Visitor,
    fields: Record<string, string | string[]>,
    query = ''
  ) => {
    await visitor.get(`/crm/contacts/export${query}`)
    return visitor.post(`/crm/contacts/export${query}`, { ...FORM, ...fields })
  }

  test('a list leads to the export, and the form offers its columns', async ({ assert }) => {
    const list = await manager.get('/crm/contacts?q=ada')
    assert.include(list.text, 'href="/crm/contacts/export?q=ada"')
    const page = await manager.get('/crm/contacts/export?q=ada')
    assert.equal(page.status, 200)
    assert.include(page.text, '1 contact that the list finds.')
    assert.match(page.text, /name="columns\[\]" value="email" checked/)
    assert.match(page.text, /name="columns\[\]" value="notes">/)
  })

  test('writes labels and titles, quotes what needs it, and disarms formulas', async ({
    assert,
  }) => {
    const { text, headers } = await exported(manager, {
      'columns[]': ['name', 'company', 'phone', 'status', 'doNotDisturb'],
    })
    assert.match(headers.get('content-disposition')!, /attachment; filename="contacts-.*\.csv"/)
    assert.deepEqual(linesOf(text), [
      'Name,Company,Phone,Status,Do not contact',
      `"Bo, ""the"" one",,,Lead,No`,
      `Ada Quist,'=cmd|calc,'+442055500142,Customer,No`,
    ])
  })

  test('finds what the address finds, or what was ticked', async ({ assert }) => {
    const columns = { 'columns[]': ['firstName'] }
    const found = await exported(manager, columns, '?filter=customers')
    assert.deepEqual(linesOf(found.text), ['First name', 'Ada'])
    const ticked = await exported(manager, { ...columns, 'ids[]': [ada.id] })
    assert.deepEqual(linesOf(ticked.text), ['First name', 'Ada'])
  })

  test('what was ticked in a list is asked about and taken along', async ({ assert }) => {
    const list = await manager.get('/crm/contacts?q=a')
    assert.include(
      list.text,
      'formaction="/crm/contacts/export/new" name="operation" value="export"'
    )
    const one = await manager.post('/crm/contacts/export/new', { 'ids[]': [ada.id], 'search': '' })
    assert.include(one.text, '1 contact that you have ticked.')
    assert.include(one.text, `name="ids[]" value="${ada.id}"`)
    const all = await manager.post('/crm/contacts/export/new', { all: '1', search: 'q=quist' })
    assert.include(all.text, '1 contact that the list finds.')
    assert.include(all.text, 'action="/crm/contacts/export?q=quist"')
    const sales = await Visitor.of('sales@alpha.test')
    await sales.get('/crm/contacts')
    const refused = await sales.post('/crm/contacts/export/new', { 'ids[]': [ada.id] })
    assert.equal(refused.status, 404)
  })

  test('for re-import there are ids and stored values', async ({ assert }) => {
    const { text } = await exported(
      manager,
      { 'content': 'import', 'mark': '1', 'columns[]': ['firstName', 'company', 'status'] },
      '?q=ada'
    )
    assert.deepEqual(linesOf(text), [
      '\uFEFFid,firstName,company/id,status',
      `${ada.id},Ada,${ada.companyId},customer`,
    ])
  })

  test('semicolons, tabs and workbooks hold the same', async ({ assert }) => {
    const columns = { 'columns[]': ['firstName', 'company'] }
    const semicolons = await exported(manager, { ...columns, format: 'csv_semicolon' }, '?q=ada')
    assert.equal(linesOf(semicolons.text)[1], `Ada;'=cmd|calc`)
    const tabs = await exported(manager, { ...columns, format: 'csv_tab' }, '?q=ada')
    assert.equal(linesOf(tabs.text)[1], `Ada\t'=cmd|calc`)
    const workbook = await exported(
      manager,
      { 'columns[]': ['firstName', 'company', 'createdAt'], 'format': 'xlsx' },
      '?q=ada'
    )
    const parts = unzipSync(workbook.bytes)
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!)
    const cells = [...sheet.matchAll(/<c r="(\w+)"[^>]*>(.*?)<\/c>/g)].map(([, at, xml]) => [
      at,
      xml,
    ])
    assert.deepEqual(cells.slice(3, 5), [
      ['A2', '<is><t xml:space="preserve">Ada</t></is>'],
      ['B2', '<is><t xml:space="preserve">=cmd|calc</t></is>'],
    ])
    assert.match(cells[5]![1]!, /^<v>4\d{4}\.\d+<\/v>$/)
  })

  test('shows no more records and fields than the list', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    const { text } = await exported(north, { 'columns[]': ['firstName'] })
    assert.deepEqual(linesOf(text), ['First name', 'Ada'])
    const south = await tenant.run(() => Contact.findByOrFail('firstName', 'Bo, "the" one'))
    const ticked = await exported(north, { 'columns[]': ['firstName'], 'ids[]': [south.id] })
    assert.deepEqual(linesOf(ticked.text), ['First name'])
    const unknown = await exported(north, { 'columns[]': ['secretOfTheHouse'] })
    assert.equal(unknown.status, 422)
    assert.include(unknown.text, 'Choose at least one column.')
  })

  test('is for those with the permission alone', async ({ assert }) => {
    const sales = await Visitor.of('sales@alpha.test')
    assert.notInclude((await sales.get('/crm/contacts')).text, '/crm/contacts/export')
    assert.equal((await sales.get('/crm/contacts/export')).status, 404)
    assert.equal((await exported(sales, { 'columns[]': ['firstName'] })).status, 404)
    const taker = await Visitor.of('taker@alpha.test')
    assert.equal((await exported(taker, { 'columns[]': ['firstName'] })).status, 200)
    assert.equal((await taker.get('/crm/nowhere/export')).status, 404)
  })

  test('is written down with its number and filter', async ({ assert }) => {
    await exported(manager, { 'columns[]': ['firstName'] }, '?filter=customers')
    const details = await asOwner(async (owner) => {
      const { rows } = await owner.query(
        `select details from audit_entries where kind = 'export' order by number desc limit 1`
      )
      return rows[0].details
    })
    assert.equal(details.count, 1)
    assert.deepEqual(details.filter, { filter: 'customers' })
    assert.deepEqual(details.columns, ['firstName'])
  })

  test('presets are kept for each user and screen', async ({ assert }) => {
    await manager.get('/crm/contacts/export')
    const kept = await manager.post('/crm/contacts/presets', {
      ...FORM,
      'preset': 'Mail / list',
      'columns[]': ['email', 'firstName'],
    })
    assert.include(kept.text, 'Preset “Mail / list” is saved.')
    assert.match(kept.text, /value="email" checked>[^]*value="firstName" checked>[^]*value="name">/)
    const north = await Visitor.of('north@alpha.test')
    assert.notInclude((await north.get('/crm/contacts/export')).text, 'Mail / list')
    assert.notInclude((await manager.get('/crm/companies/export')).text, 'Mail / list')
    await manager.get('/crm/contacts/export')
    const forgotten = await manager.post(
      `/crm/contacts/presets/${encodeURIComponent('Mail / list')}?_method=DELETE`
    )
    assert.include(forgotten.text, 'Preset “Mail / list” is deleted.')
    assert.notInclude((await manager.get('/crm/contacts/export')).text, 'Mail / list</a>')
  })
})
