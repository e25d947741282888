import { test } from '@japa/runner'
import { typesetter } from '#app/reports/typesetter'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { readPdf } from '#tests/support/pdf'
import { emptyDatabase, speak, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const OVERVIEW = 'crm.companyOverview'

test.group('Printouts of modules', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  let aurora: Company

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.manager'])
    await tenant.user('north@alpha.test', ['base.location_manager'], ['North'])
    await tenant.user('portal@alpha.test', ['base.portal'])
    await tenant.run(async () => {
      aurora = await Company.create({ name: 'Aurora', email: 'hello@aurora.test', city: 'Köln' })
      await Company.create({ name: 'Borealis' })
      const [north, south] = [tenant.location('North'), tenant.location('South')]
      await Contact.create({ firstName: 'Ada', companyId: aurora.id, locationId: north })
      const deal = (name: string, value: number, locationId: string) =>
        Deal.create({ name, value, companyId: aurora.id, locationId, priority: 'low' })
      await deal('Lamps', 1000, north)
      await deal('Shades', 234.5, south)
    })
    manager = await Visitor.of('mia@alpha.test')
    return async () => {
      typesetter.close()
      await emptyDatabase()
    }
  })

  const overview = async (visitor: Visitor, printout = OVERVIEW) => {
    await visitor.get('/account/preferences')
    return visitor.post(`/crm/companies/${aurora.id}/print?printout=${printout}`)
  }

  test('a printout stands in the menu of its records, and its template is filled', async ({
    assert,
  }) => {
    const form = await manager.get(`/crm/companies/${aurora.id}`)
    assert.include(form.text, `/crm/companies/${aurora.id}/print?printout=${OVERVIEW}`)
    assert.include(form.text, 'Company overview')
    const { status, headers, bytes } = await overview(manager)
    assert.equal(status, 200)
    assert.include(headers.get('content-disposition')!, 'filename="Company overview Aurora.pdf"')
    const { text } = await readPdf(bytes)
    for (const part of ['E-mail hello@aurora.test', 'City Köln', 'Ada', 'Lamps', 'Shades']) {
      assert.include(text, part)
    }
    assert.match(text, /Open deals \S+ 1,234\.50 2/)
  })

  test('its lines and its sums are those that the reader may see', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    const { text } = await readPdf((await overview(north)).bytes)
    assert.include(text, 'Lamps')
    assert.notInclude(text, 'Shades')
    assert.match(text, /Open deals \S+ 1,000 1/)
  })

  test('several are one file, and texts follow the language', async ({ assert }) => {
    await speak('de', 'mia@alpha.test')
    await manager.get('/account/preferences')
    const page = await manager.get('/crm/companies/print')
    assert.include(page.text, `name="what" value="${OVERVIEW}"`)
    const fields = { search: 'sort=name', all: '1', what: OVERVIEW }
    const { bytes } = await manager.post('/crm/companies/print', fields)
    await speak('en', 'mia@alpha.test')
    const { pages, text, title } = await readPdf(bytes)
    assert.lengthOf(pages, 2)
    assert.equal(title, 'Firmenübersicht')
    assert.include(text, 'Offene Chancen')
    assert.include(pages[1]!, 'Borealis')
  })

  test('a printout that is none is not found', async ({ assert }) => {
    assert.equal((await overview(manager, 'crm.nonsense')).status, 404)
    const other = await manager.post('/crm/deals/print', { search: '', all: '1', what: OVERVIEW })
    assert.equal(other.status, 404)
  })
})
