import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { chosenOf, figuresOf, Importer } from '#tests/support/importer'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { type Answer, Visitor } from '#tests/support/visitor'
import { startWorker, withWorker } from '#tests/support/worker'

test.group('Import', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  let importer: Importer
  withWorker(group)

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.administrator'])
    await tenant.user('north@alpha.test', ['base.location_manager'], ['North'])
    await tenant.user('reader@alpha.test', ['base.support'], ['North'])
    await tenant.user('own@alpha.test', ['crm.representative'], ['North'])
    await tenant.run(async () => {
      await Company.create({ name: 'Linden & Moor', locationId: null })
      await Contact.create({
        firstName: 'Ada',
        email: 'ada@example.test',
        city: 'Leeds',
        locationId: tenant.location('North'),
      })
    })
    manager = await Visitor.of('mia@alpha.test')
    importer = new Importer(manager, '/crm/contacts')
    return emptyDatabase
  })

  const uploaded = (
    content: string | Uint8Array,
    visitor = manager,
    screen = '/crm/contacts',
    name = 'contacts.csv'
  ) => new Importer(visitor, screen).upload(content, name)

  const tested = (page: Answer, fields: Record<string, string | string[]> = {}) =>
    importer.match(page, { key: 'email', ...fields })

  const imported = (page: Answer) => importer.run(page)

  const contacts = () => tenant.run(() => Contact.query().orderBy('firstName'))

  const FILE = [
    'Vorname;Surname;E-mail;Firma;Status;Do not contact;Location;Mystery',
    'Ada;Quist;ADA@example.test;linden & moor;Customer;ja;North;1',
    'Bo;"Mo; re";bo@example.test;;lead;no;South;2',
    `Cy;'=Risk;cy@example.test;Nobody Ltd;lead;;North;3`,
    'Di;;not an address;;customer;;North;4',
    ';Nameless;eve@example.test;;lead;;North;5',
  ].join('\r\n')

  test('finds delimiter and fields by itself', async ({ assert }) => {
    const page = await uploaded(FILE)
    assert.equal(page.status, 200)
    assert.match(page.path, /^\/base\/imports\//)
    assert.deepEqual(chosenOf(page.text), [
      'firstName',
      'lastName',
      'email',
      'company',
      'status',
      'doNotDisturb',
      'location',
      '',
    ])
  })

  test('understands choices in every language, and says which it does not', async ({ assert }) => {
    const file = 'Vorname;E-mail;Status\nUwe;uwe@example.test;Kunde\nYui;yui@example.test;顧客\n'
    const page = await tested(await uploaded(`${file}Zoe;zoe@example.test;Klient\n`))
    assert.deepEqual(figuresOf(page.text), [3, 2, 0, 0, 1])
    assert.include(page.text, 'Status: “Klient” is none of the options.')
    await imported(page)
    const statuses = (await contacts()).map(({ firstName, status }) => [firstName, status])
    assert.includeDeepMembers(statuses, [
      ['Uwe', 'customer'],
      ['Yui', 'customer'],
    ])
  })

  test('a test writes nothing and says what would come of each row', async ({ assert }) => {
    const page = await tested(await uploaded(FILE))
    assert.deepEqual(figuresOf(page.text), [5, 1, 1, 0, 3])
    assert.include(page.text, 'Company: “Nobody Ltd” is not there.')
    assert.include(page.text, 'E-mail: This is not an e-mail address.')
    assert.include(page.text, 'First name: This is needed.')
    assert.include(page.text, 'Import 2 rows')
    assert.lengthOf(await contacts(), 1)
  })

  test('rows have the numbers that a spreadsheet shows, blank ones or not', async ({ assert }) => {
    const page = await uploaded('\nFirst name,E-mail\nBo,bo@example.test\n,\n\nCy,nonsense\n')
    const answer = await tested(page)
    assert.deepEqual(figuresOf(answer.text), [2, 1, 0, 0, 1])
    assert.match(answer.text, /Row 3/)
    const { text } = await manager.get(`${page.path}/failures`)
    assert.match(text, /Cy,nonsense,6,/)
  })

  test('imports what was tested; failed rows come back with the reason', async ({ assert }) => {
    const page = await imported(await tested(await uploaded(FILE)))
    assert.deepEqual(figuresOf(page.text), [5, 1, 1, 0, 3])
    const [ada, bo, ...others] = await contacts()
    assert.lengthOf(others, 0)
    const company = await tenant.run(() => Company.query().firstOrFail())
    assert.containsSubset(ada!.$attributes, {
      lastName: 'Quist',
      city: 'Leeds',
      status: 'customer',
      doNotDisturb: true,
      companyId: company.id,
    })
    assert.equal(bo!.lastName, 'Mo; re')
    assert.equal(bo!.locationId, tenant.location('South'))
    const failed = (await manager.get(`${page.path}/failures`)).text.split('\r\n')
    assert.lengthOf(failed, 5)
    assert.equal(
      failed[1],
      `Cy;'=Risk;cy@example.test;Nobody Ltd;lead;;North;3;4;Company: “Nobody Ltd” is not there.`
    )
  })

  test('is undone whole, while nothing of it was changed since', async ({ assert }) => {
    const page = await imported(await tested(await uploaded(FILE)))
    assert.include((await importer.undo(page)).text, 'This import is undone.')
    const [ada, ...others] = await contacts()
    assert.lengthOf(others, 0)
    assert.containsSubset(ada!.$attributes, { lastName: null, status: 'lead', companyId: null })

    const again = await imported(await tested(await uploaded(FILE)))
    await tenant.run(async () => {
      const bo = await Contact.findByOrFail('firstName', 'Bo')
      await bo.merge({ lastName: 'Changed' }).save()
    })
    assert.include((await importer.undo(again)).text, 'Nothing was undone.')
    assert.lengthOf(await contacts(), 2)
  })

  test('what exists is filled, skipped, or made again', async ({ assert }) => {
    const file = 'First name,E-mail,City\nAda B,ada@example.test,York\n'
    const skipped = await imported(await tested(await uploaded(file), { onMatch: 'skip' }))
    assert.deepEqual(figuresOf(skipped.text), [1, 0, 0, 1, 0])
    const same = await tested(await uploaded(file), { onMatch: 'fill' })
    assert.deepEqual(figuresOf(same.text), [1, 0, 0, 1, 0])
    const taken = await tested(await uploaded(`${file.trim()}\n`), { onMatch: 'create' })
    assert.deepEqual(figuresOf(taken.text), [1, 1, 0, 0, 0])
    const [ada] = await contacts()
    assert.equal(ada!.city, 'Leeds')
  })

  test('the columns of a file are remembered', async ({ assert }) => {
    const file = 'What,Where\nAda,York\n'
    const first = await uploaded(file)
    assert.deepEqual(chosenOf(first.text), ['', ''])
    await tested(first, { 'columns[]': ['firstName', 'city'], 'key': '' })
    const second = await uploaded(file)
    assert.deepEqual(chosenOf(second.text), ['firstName', 'city'])
  })

  test('an export for re-import changes the records that it came from', async ({ assert }) => {
    await manager.get('/crm/contacts/export')
    const { text } = await manager.post('/crm/contacts/export', {
      'format': 'csv',
      'content': 'import',
      'columns[]': ['firstName', 'city', 'location', 'createdAt'],
    })
    const page = await uploaded(text.replace('Leeds', 'York'))
    assert.deepEqual(chosenOf(page.text), ['id', 'firstName', 'city', 'location', ''])
    const done = await imported(await tested(page, { key: 'id' }))
    assert.deepEqual(figuresOf(done.text), [1, 0, 1, 0, 0])
    const [ada] = await contacts()
    assert.equal(ada!.city, 'York')
  })

  test('failed rows are put right and imported as they came, matched as before', async ({
    assert,
  }) => {
    const deals = new Importer(manager, '/crm/deals')
    const file = 'Titel;Betrag;Stage;Location\nA;1.234;New;North\nB;5.000;Nowhere;North\n'
    const done = await deals.run(
      await deals.test(file, { 'key': '', 'columns[]': ['name', 'value', 'stage', 'location'] })
    )
    assert.deepEqual(figuresOf(done.text), [2, 1, 0, 0, 1])
    const failed = (await manager.get(`${done.path}/failures`)).text
    assert.include(failed, 'Titel;Betrag;Stage;Location;Row;Reason')
    const again = await deals.upload(failed.replace('Nowhere', 'New'))
    assert.deepEqual(chosenOf(again.text), ['name', 'value', 'stage', 'location', '', ''])
    await deals.run(await deals.match(again, { key: '' }))
    const values = await tenant.run(() => Deal.query().orderBy('name').select('value'))
    assert.deepEqual(
      values.map(({ value }) => Number(value)),
      [1234, 5000]
    )
  })

  test('failed rows of a workbook come back as a workbook', async ({ assert }) => {
    await manager.get('/crm/contacts/export')
    const form = { 'format': 'xlsx', 'content': 'people', 'columns[]': ['firstName'] }
    const page = await uploaded((await manager.post('/crm/contacts/export', form)).bytes)
    const done = await imported(await tested(page, { 'key': '', 'columns[]': ['company'] }))
    const failed = await manager.get(`${done.path}/failures`)
    const again = await tested(await uploaded(failed.bytes), {
      'key': '',
      'columns[]': ['firstName', '', ''],
    })
    assert.deepEqual(figuresOf(again.text), [1, 1, 0, 0, 0])
  })

  test('reads workbooks as it writes them', async ({ assert }) => {
    await manager.get('/crm/contacts/export')
    const { bytes } = await manager.post('/crm/contacts/export', {
      'format': 'xlsx',
      'content': 'people',
      'columns[]': ['firstName', 'email', 'location', 'status'],
    })
    const page = await uploaded(bytes, manager, '/crm/contacts', 'contacts.xlsx')
    assert.deepEqual(chosenOf(page.text), ['firstName', 'email', 'location', 'status'])
    assert.deepEqual(figuresOf((await tested(page)).text), [1, 0, 0, 1, 0])
  })

  test('holds the rules of whoever imports', async ({ assert }) => {
    const own = await Visitor.of('own@alpha.test')
    const page = await uploaded(
      'First name,Owner,Location\nMine,,North\nTheirs,mia@alpha.test,North\nSouthern,,South\n',
      own
    )
    const result = await new Importer(own, '/crm/contacts').match(page, {
      'columns[]': ['firstName', 'owner', 'location'],
      'key': '',
    })
    assert.deepEqual(figuresOf(result.text), [3, 1, 0, 0, 2])
    assert.include(result.text, 'Owner: With this value this record would be out of your reach.')
    assert.include(result.text, 'Location: “South” is not there.')
    assert.equal((await manager.get(page.path)).status, 404)
  })

  test('is offered to those who may write', async ({ assert }) => {
    const reader = await Visitor.of('reader@alpha.test')
    assert.notInclude((await reader.get('/crm/contacts')).text, '/crm/contacts/import')
    assert.equal((await reader.get('/crm/contacts/import')).status, 404)
    assert.equal((await uploaded(FILE, reader)).status, 404)
    assert.include((await manager.get('/crm/contacts')).text, 'href="/crm/contacts/import"')
    const template = await manager.get('/crm/contacts/import/template')
    assert.match(template.text, /^\uFEFFFirst name,Last name,E-mail,/)
  })

  test('what was uploaded does not stay in the directory for temporary files', async ({
    assert,
  }) => {
    const file = `First name\n${randomUUID()}\n`
    await uploaded(file)
    await uploaded(file, await Visitor.of('reader@alpha.test'))
    const entries = await readdir(tmpdir(), { withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    const contents = await Promise.allSettled(
      files.map(({ name }) => readFile(join(tmpdir(), name), 'utf8'))
    )
    const left = contents.filter((read) => read.status === 'fulfilled' && read.value === file)
    assert.lengthOf(left, 0)
  })

  test('a file that is no table is refused, and so is a form without its token', async ({
    assert,
  }) => {
    assert.equal((await uploaded('')).status, 422)
    const broken = await uploaded(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]))
    assert.equal(broken.status, 422)
    assert.include(broken.text, 'This file cannot be read as a table.')
    const picture = Buffer.from('\x89PNG\r\n\x1a\n\0\x01\x02,\x03\n\xff', 'latin1')
    assert.include((await uploaded(picture)).text, 'This file cannot be read as a table.')
    assert.include((await uploaded('\n\n')).text, 'This file holds no rows.')
    const wide = await uploaded(`${'a,'.repeat(250)}b\n`)
    assert.include(wide.text, 'A file may have 250 columns at most.')
    const open = await uploaded('First name,E-mail\nBo,\n"Cy,cy@example.test\nDi,\n')
    assert.include(open.text, 'A quotation mark that begins in row 3 has no end.')
    const forged = await manager.upload('/crm/contacts/import', 'x.csv', FILE, { token: 'forged' })
    assert.equal(forged.status, 419)
    assert.equal((await new Visitor().upload('/crm/contacts/import', 'x.csv', FILE)).path, '/login')
  })

  test('a file may be called what no database can hold', async ({ assert }) => {
    const page = await uploaded('First name\nBo\n', manager, '/crm/contacts', 'con&#0;tacts.csv')
    assert.equal(page.status, 200)
    assert.include(page.text, 'contacts.csv')
  })

  test('users are invited by the rows of a file', async ({ assert }) => {
    const page = await uploaded(
      'Name,E-mail,Access groups,Locations\n' +
        'Nia New,nia@alpha.test,"Sales, Support",North\n' +
        'Mia Again,mia@alpha.test,Sales,North\n' +
        'Xe,xe@alpha.test,Kings,North\n',
      manager,
      '/base/invitations'
    )
    assert.deepEqual(chosenOf(page.text), ['name', 'email', 'groups', 'locations'])
    const done = await imported(await tested(page))
    assert.deepEqual(figuresOf(done.text), [3, 1, 0, 0, 2])
    assert.include(done.text, 'Access groups: “Kings” is not there.')
    const invitations = await asOwner(async (owner) => {
      const { rows } = await owner.query(
        `select i.email, array_agg(g.group_name order by g.group_name) as groups from invitations i
         join invitation_groups g on g.invitation_id = i.id group by i.email`
      )
      return rows
    })
    assert.deepEqual(invitations, [
      { email: 'nia@alpha.test', groups: ['base.support', 'crm.user'] },
    ])
  })

  test('many rows come in once, whatever happens to the worker', async ({ assert }) => {
    const lines = Array.from({ length: 3000 }, (_, at) => `Row ${at},row${at % 2900}@example.test`)
    const page = await uploaded(`First name,E-mail\n${lines.join('\n')}\n`)
    const result = await tested(page)
    assert.deepEqual(figuresOf(result.text), [3000, 2900, 100, 0, 0])
    const second = await startWorker()
    await manager.post(`${page.path}/run`)
    await sleep(150)
    await second.close()
    const done = await importer.settled(page.path)
    assert.deepEqual(figuresOf(done.text), [3000, 2900, 100, 0, 0])
    assert.lengthOf(await contacts(), 2901)
    assert.include((await importer.undo(page)).text, 'This import is undone.')
    assert.lengthOf(await contacts(), 1)
  })
})
