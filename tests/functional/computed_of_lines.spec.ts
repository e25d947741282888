import { test } from '@japa/runner'
import { strFromU8, unzipSync } from 'fflate'
import { onlyFor, rule } from '#app/access/declarations'
import { typesetter } from '#app/reports/typesetter'
import { lines, section, type FormTree } from '#app/views/declarations'
import { Department } from '#modules/base/models/department'
import { Employee } from '#modules/base/models/employee'
import { Company } from '#modules/crm/models/company'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { companyForm } from '#modules/crm/views/company'
import { nobody, withRights } from '#tests/support/access/registry'
import { ApiClient } from '#tests/support/api_client'
import { readPdf } from '#tests/support/pdf'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

const COLUMNS = '/crm/companies?columns=name,openValue'

/** The value of a field that a form only shows. */
function shownOn(html: string, name: string): string | null {
  const [, value] =
    new RegExp(`<span class="value" id="field-${name}">(.*?)</span>`).exec(html) ?? []
  return value ?? null
}

test.group('Fields that are computed of lines', (group) => {
  let alpha: TestTenant
  let mia: Visitor
  let api: ApiClient
  let acme: Company
  let workshop: Department
  let bo: Employee
  let hidden: Employee

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    const manager = await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    const [inNorth, inSouth] = ['North', 'South'].map((name) => alpha.location(name))
    await alpha.run(async () => {
      acme = await Company.create({ name: 'Acme' })
      await Company.create({ name: 'Bolt' })
      const deal = { companyId: acme.id, locationId: inNorth }
      await Deal.create({ ...deal, name: 'Wall', value: 1250.55 })
      await Deal.create({ ...deal, name: 'Roof', value: 100.1, locationId: inSouth })
      await Deal.create({ ...deal, name: 'Door' })
      await Deal.create({ ...deal, name: 'Old', value: 7000, active: false })
      workshop = await Department.create({ name: 'Workshop' })
      bo = await Employee.create({ firstName: 'Bo', departmentId: workshop.id })
      hidden = await Employee.create({ firstName: 'Cy', departmentId: workshop.id, status: 'left' })
    })
    mia = await Visitor.of('mia@alpha.test')
    api = await ApiClient.of(manager)
    await mia.get('/base/departments/new')
    return async () => {
      typesetter.close()
      await emptyDatabase()
    }
  })

  test('stand in lists, on forms, in files, on paper and in the API', async ({ assert }) => {
    assert.include((await mia.get(COLUMNS)).text, '1,350.65')
    const form = await mia.get(`/crm/companies/${acme.id}`)
    assert.equal(shownOn(form.text, 'openValue'), 'EUR 1,350.65')
    const columns = { 'columns[]': ['name', 'openValue'], 'content': 'people' }
    await mia.get('/crm/companies/export')
    const csv = await mia.post('/crm/companies/export', { ...columns, format: 'csv' })
    assert.sameMembers(csv.text.trimEnd().split('\r\n'), [
      'Name,Value of open deals',
      'Acme,1350.65',
      'Bolt,0',
    ])
    const sheet = await mia.post('/crm/companies/export', { ...columns, format: 'xlsx' })
    const parts = unzipSync(sheet.bytes)
    assert.match(strFromU8(parts['xl/worksheets/sheet1.xml']!), /<v>1350\.65<\/v>/)
    const paper = await mia.post(`/crm/companies/${acme.id}/print`)
    assert.include((await readPdf(paper.bytes)).text, 'Value of open deals 1,350.65')
    const { body } = await api.get(`/crm/companies/${acme.id}`)
    assert.deepInclude(body.data, { openValue: 1350.65 })
    const refused = await api.get('/crm/companies', { domain: [['openValue', '>', 1]] })
    assert.equal(refused.status, 422)
    assert.include(refused.text, 'deals.value')
  })

  test('cost no statement, however many records there are', async ({ assert }) => {
    await mia.get('/crm/companies?columns=name,phone')
    const plain = await watchStatements(() => mia.get('/crm/companies?columns=name,phone'))
    await mia.get(COLUMNS)
    const computed = await watchStatements(() => mia.get(COLUMNS))
    assert.lengthOf(computed, plain.length)
    assert.isFalse(plain.some(({ text }) => text.includes('crm_deals')))
    assert.isTrue(computed.some(({ text }) => text.includes('crm_deals')))
  })

  test('count what one may read, and are gone with what they are made of', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    assert.equal(
      shownOn((await north.get(`/crm/companies/${acme.id}`)).text, 'openValue'),
      'EUR 1,250.55'
    )
    const domain = () => [['name', '!=', 'Wall']] as const
    await withRights([rule('Some', Deal, { operations: ['read'], domain })], async () => {
      assert.include((await mia.get(COLUMNS)).text, '100.10')
      const { body } = await api.get(`/crm/companies/${acme.id}`)
      assert.deepInclude(body.data, { openValue: 100.1 })
    })
    for (const declared of [
      onlyFor([nobody], Deal, ['value']),
      onlyFor([nobody], Deal, ['company']),
      onlyFor([nobody], Company, ['openValue']),
    ]) {
      await withRights([declared], async () => {
        const pages = [
          await mia.get(COLUMNS),
          await mia.get(`/crm/companies/${acme.id}`),
          await api.get(`/crm/companies/${acme.id}`),
        ]
        for (const { text } of pages) {
          assert.notInclude(text, 'Value of open deals', JSON.stringify(declared))
          assert.notInclude(text, '1350.65')
          assert.notInclude(text, '1,350.65')
        }
      })
    }
  })

  test('are of records, too, once their lines are loaded', async ({ assert }) => {
    await alpha.run(async () => {
      const company = await Company.findOrFail(acme.id)
      assert.throws(() => company.openValue, /reads "deals", which is not loaded/)
      await company.load('deals')
      assert.equal(company.openValue, 1350.65)
    })
  })

  const changed = async (names: string, fields: Record<string, string>, record = true) => {
    const of = record ? `&record=${workshop.id}` : ''
    const { status, text } = await mia.post(
      `/base/departments/changes?changed=${names}${of}`,
      fields
    )
    if (status !== 200) throw new Error(`${status} ${text}`)
    const { headcount } = JSON.parse(text) as { headcount?: { html: string } }
    return headcount ? shownOn(headcount.html, 'headcount') : null
  }

  test('follow the lines of a form as they are typed, added and taken out', async ({ assert }) => {
    const form = await mia.get(`/base/departments/${workshop.id}`)
    assert.equal(shownOn(form.text, 'headcount'), '1')
    const [, watched] = /data-changes="([^"]*)"/.exec(form.text)!
    for (const name of ['employees.status', 'employees.*']) {
      assert.include(watched, `&quot;${name}&quot;`)
    }
    const status = `employees.${bo.id}.status`
    assert.equal(await changed(status, { [status]: 'left' }), '0')
    assert.equal(await changed('employees', { [`employees.${bo.id}`]: 'remove' }), '0')
    const added = { 'employees.new1.firstName': 'Ada', 'employees.new1.status': 'active' }
    assert.equal(await changed('employees.new1', added), '2')
    assert.equal(await changed('employees', { 'employees.new1.status': 'active' }), '1')
    assert.equal(await changed('employees', { ...added, 'employees.new1': 'remove' }), '1')
    assert.equal(await changed('employees', added, false), '1')
    const unknown = `employees.${acme.id}.status`
    assert.equal(await changed('employees', { [unknown]: 'active' }), '1')
    assert.isNull(await changed('name', { name: 'Yard' }))
    assert.equal((await alpha.run(() => Employee.findOrFail(bo.id))).status, 'active')
    assert.equal((await alpha.run(() => Employee.findOrFail(hidden.id))).status, 'left')
  })

  test('follow as columns of lines, and stand in those that come back', async ({ assert }) => {
    const tree = companyForm.tree as { -readonly [Key in keyof FormTree]: FormTree[Key] }
    const { sheet } = tree
    const columns = ['name', 'value', 'stage', 'expectedRevenue'] as const
    const shown = section<Company>('Sales', [lines('deals', columns, { editable: columns })])
    Object.assign(tree, { sheet: [...sheet, shown] })
    try {
      await withRights([], async () => {
        const stage = await alpha.run(async () => {
          const qualified = await Stage.findByOrFail('name', 'Qualified')
          return qualified.merge({ probability: 30 }).save()
        })
        const form = await mia.get(`/crm/companies/${acme.id}`)
        for (const name of ['deals.value', 'deals.stage', 'deals.*']) {
          assert.include(form.text, `&quot;${name}&quot;`)
        }
        const cells = {
          'deals.new1.name': 'Gate',
          'deals.new1.value': '2,000',
          'deals.new1.stage': stage.id,
          'deals.new1.stage_text': 'Qualified',
        }
        const address = `/crm/companies/changes?record=${acme.id}&changed=deals.new1.value`
        const answer = JSON.parse((await mia.post(address, cells)).text) as Record<
          string,
          { html: string }
        >
        const cell = String.raw`deals\.new1\.expectedRevenue`
        assert.equal(shownOn(answer['deals.new1.expectedRevenue']!.html, cell), '600.00')
        assert.equal(shownOn(answer.openValue!.html, 'openValue'), 'EUR 3,350.65')
        const refused = await mia.post(`/crm/companies/${acme.id}?_method=PUT`, {
          ...hiddenValues(form.text),
          ...cells,
          name: '',
        })
        assert.equal(refused.status, 422)
        assert.equal(shownOn(refused.text, cell), '600.00')
        assert.equal(shownOn(refused.text, 'openValue'), 'EUR 3,350.65')
      })
    } finally {
      Object.assign(tree, { sheet })
    }
  })

  test('stand as typed on a form that comes back, and in a new one', async ({ assert }) => {
    const fresh = await mia.get('/base/departments/new')
    assert.equal(shownOn(fresh.text, 'headcount'), '0')
    const form = await mia.get(`/base/departments/${workshop.id}`)
    const typed = {
      'name': '',
      [`employees.${bo.id}`]: 'remove',
      'employees.new1.firstName': 'Ada',
      'employees.new2.firstName': 'Eve',
    }
    const refused = await mia.post(`/base/departments/${workshop.id}?_method=PUT`, {
      ...hiddenValues(form.text),
      ...typed,
    })
    assert.equal(refused.status, 422)
    assert.equal(shownOn(refused.text, 'headcount'), '2')
    const grown = await mia.post('/base/departments', { ...typed, _add: 'employees' })
    assert.equal(grown.status, 200)
    assert.equal(shownOn(grown.text, 'headcount'), '2')
  })
})
