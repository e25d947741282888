import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { chosenOf, figuresOf, Importer } from '#tests/support/importer'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

const SCREEN = '/crm/companies'
const COLUMNS = ['name', 'city', 'contacts/firstName', 'contacts/email', 'contacts/status']

const FILE = [
  'Name,City,Contacts / First name,Contacts / E-mail,Contacts / Status',
  'Acme,Leeds,Ada,ada@example.test,Customer',
  ',,Bo,bo@example.test,',
  'Bell,York,,,',
  'Cole,Hull,Cy,cy@example.test,Lead',
  ',,,not an address,Lead',
  'Cole,Hull,Di,,King',
  'Dunn,Bath,,eve@example.test,',
  ',,Fay,fay@example.test,Lead',
].join('\r\n')

/** Each company with its contacts, as text. */
function house(tenant: TestTenant) {
  return tenant.run(async () => {
    const companies = await Company.query().orderBy('name')
    const contacts = await Contact.query().orderBy('name')
    return companies.map(({ id, name, city }) => {
      const own = contacts.filter(({ companyId }) => companyId === id)
      return [name, city, ...own.map((each) => `${each.name} ${each.email} ${each.status}`)]
    })
  })
}

async function exported(visitor: Visitor, columns: string[]): Promise<string> {
  await visitor.get(`${SCREEN}/export`)
  const form = { 'format': 'csv', 'content': 'import', 'columns[]': columns }
  return (await visitor.post(`${SCREEN}/export`, form)).text
}

test.group('Lines of records in imports and exports', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  let importer: Importer
  withWorker(group)

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.administrator'])
    manager = await Visitor.of('mia@alpha.test')
    importer = new Importer(manager, SCREEN)
    return emptyDatabase
  })

  test('a row belongs to the record above; what is wrong with a line fails its record', async ({
    assert,
  }) => {
    assert.deepEqual(chosenOf((await importer.upload(FILE)).text), COLUMNS)
    const tested = await importer.test(FILE, { key: 'name' })
    assert.deepEqual(figuresOf(tested.text), [8, 3, 0, 0, 5])
    assert.include(tested.text, 'The rows are 4 records.')
    assert.include(tested.text, 'Contacts / E-mail: This is not an e-mail address.')
    assert.include(tested.text, 'Contacts / Status: “King” is none of the options.')
    assert.include(tested.text, 'Contacts / First name: This is needed.')
    assert.include(tested.text, 'bo@example.test')
    assert.deepEqual(await house(tenant), [])

    const done = await importer.run(tested)
    assert.deepEqual(figuresOf(done.text), [8, 3, 0, 0, 5])
    assert.deepEqual(await house(tenant), [
      ['Acme', 'Leeds', 'Ada ada@example.test customer', 'Bo bo@example.test lead'],
      ['Bell', 'York'],
    ])
    const failed = (await manager.get(`${done.path}/failures`)).text.trim().split('\r\n').slice(1)
    assert.deepEqual(
      failed.map((line) => line.split(',').at(-1)),
      [
        'Another row of this record was refused.',
        'Contacts / E-mail: This is not an e-mail address. It looks like name@company.example.',
        'Contacts / Status: “King” is none of the options.',
        'Contacts / First name: This is needed.',
        'Another row of this record was refused.',
      ]
    )
    assert.include((await importer.undo(done)).text, 'This import is undone.')
    assert.deepEqual(await house(tenant), [])
  })

  test('what is exported for re-import makes the same records elsewhere', async ({ assert }) => {
    await importer.run(await importer.test(FILE, { key: '' }))
    const before = await house(tenant)
    const text = await exported(manager, COLUMNS)
    const [head, ...lines] = text.replace('\uFEFF', '').trim().split('\r\n')
    assert.equal(head, `id,name,city,contacts/id,${COLUMNS.slice(2).join(',')}`)
    assert.lengthOf(lines, 3)
    assert.match(lines[1]!, /^,,,[0-9a-f-]{36},Bo,bo@example.test,lead$/)

    const other = await TestTenant.create('Beta')
    await other.user('bea@beta.test', ['base.administrator'])
    const bea = await Visitor.of('bea@beta.test')
    const there = new Importer(bea, SCREEN)
    const done = await there.run(await there.test(text, { key: '' }))
    assert.deepEqual(figuresOf(done.text), [3, 3, 0, 0, 0])
    assert.deepEqual(await house(other), before)
    const withoutIds = (csv: string) => csv.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    assert.equal(withoutIds(await exported(bea, COLUMNS)), withoutIds(text))
  })

  test('lines are changed by their ids, added without, and never those of others', async ({
    assert,
  }) => {
    await importer.run(await importer.test(FILE, { key: '' }))
    const { id, stranger } = await tenant.run(async () => ({
      id: (await Contact.findByOrFail('firstName', 'Ada')).id,
      stranger: (await Contact.create({ firstName: 'Zoe' })).id,
    }))
    const file = [
      'Name,contacts/id,contacts/firstName',
      `Acme,${id},Ada Maria`,
      'Acme,,Gus',
      `Bell,${stranger},Mine`,
    ].join('\n')
    const done = await importer.run(await importer.test(file, { key: 'name' }))
    assert.deepEqual(figuresOf(done.text), [3, 0, 2, 0, 1])
    assert.include(done.text, `There is no record with the ID ${stranger}.`)
    const [acme, bell] = await house(tenant)
    assert.deepEqual(
      acme!.slice(2).map((text) => text!.split(' ')[0]),
      ['Ada', 'Bo', 'Gus']
    )
    assert.lengthOf(bell!, 2)
    const zoe = await tenant.run(() => Contact.findOrFail(stranger))
    assert.equal(zoe.firstName, 'Zoe')
  })

  test('no record is parted, and rows are put together anew for another matching', async ({
    assert,
  }) => {
    const rows = Array.from({ length: 1500 }, (_, at) =>
      at < 990 || at > 1400
        ? `Firm ${at},Person ${at}`
        : `${at === 990 ? 'Large' : ''},Person ${at}`
    )
    const content = `Name,contacts/firstName\n${rows.join('\n')}\n`
    const alone = await importer.test(content, { 'key': '', 'columns[]': ['name', ''] })
    assert.deepEqual(figuresOf(alone.text), [1500, 1090, 0, 0, 410])
    const again = await importer.run(
      await importer.match(alone, { 'key': '', 'columns[]': ['name', 'contacts/firstName'] })
    )
    assert.deepEqual(figuresOf(again.text), [1500, 1500, 0, 0, 0])
    const chunks = await asOwner(async (owner) => {
      const { rows: found } = await owner.query(
        'select row_count as count from import_chunks order by import_id desc, number limit 2'
      )
      return found.map(({ count }) => count)
    })
    assert.deepEqual(chunks, [1401, 99])
    const large = await tenant.run(async () => {
      const company = await Company.findByOrFail('name', 'Large')
      return Contact.query().where('companyId', company.id)
    })
    assert.lengthOf(large, 411)
  })
})
