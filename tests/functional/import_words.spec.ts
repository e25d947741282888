import { test } from '@japa/runner'
import { wordNames } from '#app/http/import/word_names'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Tag } from '#modules/base/models/tag'
import { figuresOf, Importer, wordsOf } from '#tests/support/importer'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor, type Answer } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

const SCREEN = '/crm/contacts'
const FILE = [
  'First name,E-mail,Status,Company,Tags,Do not contact,Location',
  'Ada,ada@example.test,Cust.,ACME Inc,"VIP, Late",never,North',
  'Bo,bo@example.test,cust.,acme inc,VIP,yes,North',
  'Cy,cy@example.test,Customer,Bolt Ltd,,no,South',
  'Di,di@example.test,Prosp,,,,North',
  'Ed,ed@example.test,Cust.,Moor,Late,,Up north',
].join('\n')

/** The control that says what a word means. */
const meaning = (field: string, key: string) => wordNames(field, key).meaning
const others = (field: string) => wordNames(field, null).meaning

test.group('Words of a file that nothing answers to', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  let importer: Importer
  withWorker(group)

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.administrator'])
    await tenant.user('north@alpha.test', ['base.location_manager'], ['North'])
    await tenant.user('own@alpha.test', ['crm.representative'], ['North'])
    await tenant.run(async () => {
      await Company.create({ name: 'Linden & Moor' })
      await Company.create({ name: 'South Sea', locationId: tenant.location('South') })
      await Tag.create({ name: 'Late' })
    })
    manager = await Visitor.of('mia@alpha.test')
    importer = new Importer(manager, SCREEN)
    return emptyDatabase
  })

  const companies = async () =>
    (await tenant.run(() => Company.query().orderBy('name'))).map(({ name }) => name)
  const contacts = () =>
    tenant.run(() => Contact.query().preload('company').preload('tags').orderBy('firstName'))
  const idOf = (name: string) =>
    tenant.run(async () => (await Company.findByOrFail('name', name)).id)
  const count = (answer: Answer) => figuresOf(answer.text)

  test('are listed with their rows, the most frequent first, and with what they may mean', async ({
    assert,
  }) => {
    const page = await importer.test(FILE, { key: 'email' })
    assert.deepEqual(count(page), [5, 0, 0, 0, 5])
    assert.deepEqual(
      wordsOf(page.text).map(({ word, rows }) => [word, rows]),
      [
        ['Cust.', 3],
        ['Prosp', 1],
        ['ACME Inc', 2],
        ['Bolt Ltd', 1],
        ['Moor', 1],
        ['VIP', 2],
        ['never', 1],
        ['Up north', 1],
      ]
    )
    const choices = new Map(wordsOf(page.text).map(({ word, offered }) => [word, offered]))
    assert.includeMembers(choices.get('Cust.')!, ['refuse', 'empty', '=customer', '=lead'])
    assert.notInclude(choices.get('Cust.')!, 'create')
    assert.includeMembers(choices.get('never')!, ['refuse', '=1', '=0'])
    assert.includeMembers(choices.get('Moor')!, [
      'create',
      `=${await idOf('Linden & Moor')}`,
      `=${await idOf('South Sea')}`,
    ])
  })

  test('mean what is said: the test counts as the import does, which is undone whole', async ({
    assert,
  }) => {
    const moor = await idOf('Linden & Moor')
    const said = {
      [meaning('status', 'cust.')]: '=customer',
      [meaning('status', 'prosp')]: 'empty',
      [meaning('company', 'acme inc')]: 'create',
      [meaning('company', 'moor')]: `=${moor}`,
      [others('tags')]: 'create',
      [meaning('doNotDisturb', 'never')]: '=1',
      [meaning('location', 'up north')]: 'refuse',
    }
    const tested = await importer.match(await importer.test(FILE, { key: 'email' }), {
      key: 'email',
      ...said,
    })
    assert.deepEqual(count(tested), [5, 3, 0, 0, 2])
    assert.include(tested.text, 'tags: 1, companies: 1.')
    assert.deepEqual(await companies(), ['Linden & Moor', 'South Sea'])

    const done = await importer.run(tested)
    assert.deepEqual(count(done), [5, 3, 0, 0, 2])
    assert.include(done.text, 'tags: 1, companies: 1.')
    assert.include(done.text, 'Company: “Bolt Ltd” is not there.')
    assert.include(done.text, 'Location: “Up north” is not there.')
    assert.deepEqual(await companies(), ['ACME Inc', 'Linden & Moor', 'South Sea'])
    assert.deepEqual(
      (await contacts()).map(({ firstName, status, company, tags, doNotDisturb }) => [
        ...[firstName, status, company?.name ?? null, doNotDisturb],
        tags.map(({ name }) => name).toSorted(),
      ]),
      [
        ['Ada', 'customer', 'ACME Inc', true, ['Late', 'VIP']],
        ['Bo', 'customer', 'ACME Inc', true, ['VIP']],
        ['Di', 'lead', null, false, []],
      ]
    )

    assert.include((await importer.undo(done)).text, 'This import is undone.')
    assert.deepEqual(await companies(), ['Linden & Moor', 'South Sea'])
    assert.lengthOf(await tenant.run(() => Tag.query()), 1)
    assert.lengthOf(await contacts(), 0)
  })

  test('are made once for the whole file, and never for rows that do not come in', async ({
    assert,
  }) => {
    await tenant.run(async () => {
      await Contact.create({ firstName: 'Old', email: 'old@example.test' })
      await Company.create({ name: 'ZWÖLF' })
    })
    const rows = Array.from({ length: 2100 }, (_, at) => {
      const name = ['Acme', 'ACME', 'zwölf', `Firm ${at % 70}`][at % 4]
      return `Row ${at},row${at}@example.test,${name}`
    })
    const file = [
      'First name,E-mail,Company',
      'Old,old@example.test,Skipped & Co',
      'Bad,no address,Refused & Co',
      `Long,long@example.test,${'Much '.repeat(40)}`,
      ...rows,
    ].join('\n')
    const form = { key: 'email', onMatch: 'skip', [others('company')]: 'create' }
    const tested = await importer.match(await importer.test(file, form), form)
    const expected = [2103, 2100, 0, 1, 2]
    assert.deepEqual(count(tested), expected)
    const made = new Set(rows.map((row) => row.split(',')[2]!.toLowerCase())).size - 1
    assert.include(tested.text, `companies: ${made}.`)
    const done = await importer.run(tested)
    assert.deepEqual(count(done), expected)
    assert.include(done.text, `companies: ${made}.`)
    const names = await companies()
    assert.lengthOf(names, made + 3)
    assert.include(names, 'Acme')
    assert.notIncludeMembers(names, ['ACME'])
    assert.notIncludeMembers(names, ['Skipped & Co'])
    assert.notIncludeMembers(names, ['Refused & Co'])
    assert.include(done.text, 'Company: This is too long: 160 characters at most.')
  })

  test('a record is not made for a row that the rules refuse', async ({ assert }) => {
    const own = await Visitor.of('own@alpha.test')
    const mine = new Importer(own, SCREEN)
    const file = 'First name,Owner,Company\nTheirs,mia@alpha.test,Lost Ltd\nMine,,Own Ltd\n'
    const form = { 'key': '', 'columns[]': ['firstName', 'owner', 'company'] }
    const said = { ...form, [others('company')]: 'create' }
    const done = await mine.run(await mine.match(await mine.test(file, form), said))
    assert.deepEqual(count(done), [2, 1, 0, 0, 1])
    assert.include(done.text, 'companies: 1.')
    assert.deepEqual(await companies(), ['Linden & Moor', 'Own Ltd', 'South Sea'])
  })

  test('a record is not made for a field that keeps what it has', async ({ assert }) => {
    const moor = await idOf('Linden & Moor')
    await tenant.run(async () => {
      await Contact.create({ firstName: 'Ada', email: 'ada@example.test', companyId: moor })
      await Contact.create({ firstName: 'Bo', email: 'bo@example.test' })
    })
    const file =
      'E-mail,City,Company\nada@example.test,York,New Ltd\nbo@example.test,York,Other Ltd\n'
    const form = { key: 'email', onMatch: 'fill', [others('company')]: 'create' }
    const done = await importer.run(await importer.match(await importer.test(file, form), form))
    assert.deepEqual(count(done), [2, 0, 2, 0, 0])
    assert.deepEqual(await companies(), ['Linden & Moor', 'Other Ltd', 'South Sea'])
    const firms = (await contacts()).map(({ company }) => company?.name)
    assert.deepEqual(firms, ['Linden & Moor', 'Other Ltd'])
  })

  test('what they mean is remembered, and what exists by then needs no meaning', async ({
    assert,
  }) => {
    const file = 'First name,Status,Company\nAda,Cust.,ACME Inc\nBo,Klient,Bolt Ltd\n'
    const form = { key: '' }
    const said = {
      ...form,
      [meaning('status', 'cust.')]: '=customer',
      [meaning('company', 'acme inc')]: 'create',
      [meaning('company', 'bolt ltd')]: 'empty',
      [others('status')]: 'empty',
    }
    const done = await importer.run(await importer.match(await importer.test(file, form), said))
    assert.deepEqual(count(done), [2, 2, 0, 0, 0])

    const again = await importer.test(`${file}Cy,Someone,Carr Ltd\n`, form)
    assert.deepEqual(count(again), [3, 2, 0, 0, 1])
    assert.notInclude(again.text, 'Created besides')
    const chosen = wordsOf(again.text).map(({ word, chosen: each }) => [word, each])
    assert.deepEqual(chosen, [
      ['Klient', ''],
      ['Someone', ''],
      ['Cust.', '=customer'],
      ['Carr Ltd', ''],
      ['Bolt Ltd', 'empty'],
    ])
    assert.match(again.text, new RegExp(`name="${others('status')}"[^]*?"empty" selected`))

    const changed = await importer.match(again, {
      ...form,
      [meaning('status', 'cust.')]: '',
      [others('status')]: 'refuse',
    })
    assert.deepEqual(count(changed), [3, 0, 0, 0, 3])
  })

  test('many: the rest is counted, and means what all others mean', async ({ assert }) => {
    const rows = Array.from({ length: 130 }, (_, at) => `Row ${at},Firm ${at % 125}`)
    const file = `First name,Company\n${rows.join('\n')}\n`
    const page = await importer.test(file, { key: '' })
    const words = wordsOf(page.text)
    assert.lengthOf(words, 100)
    assert.deepEqual(
      words.slice(0, 6).map((each) => each.rows),
      [2, 2, 2, 2, 2, 1]
    )
    assert.include(page.text, 'All without a choice of their own, and 25 more words')
    const form = { key: '', [meaning('company', 'firm 0')]: 'empty', [others('company')]: 'create' }
    const done = await importer.run(await importer.match(page, form))
    assert.deepEqual(count(done), [130, 130, 0, 0, 0])
    assert.lengthOf(await companies(), 126)
  })

  test('where many records may be meant, one is named, and found by its name', async ({
    assert,
  }) => {
    await tenant.run(() =>
      Company.createMany(Array.from({ length: 60 }, (_, at) => ({ name: `House ${at}` })))
    )
    const file = 'First name,Company\nAda,Hs 7\nBo,Hs 5\n'
    const page = await importer.test(file, { key: '' })
    const [seven, five] = ['hs 7', 'hs 5'].map((key) => wordNames('company', key))
    const found = await manager.get(`${page.path}/options?field=company&q=House%2059`)
    assert.deepEqual(
      (JSON.parse(found.text) as { label: string }[]).map(({ label }) => label),
      ['House 59']
    )
    await importer.match(page, { key: '', [seven!.meaning]: '', [seven!.text]: 'ouse 7' })
    const named = { key: '', [seven!.meaning]: 'record', [seven!.text]: 'House 7' }
    const form = { 'columns[]': ['firstName', 'company'], 'headings': '1', ...named }
    const unclear = await manager.post(`${page.path}?_method=PUT`, {
      ...form,
      [five!.meaning]: 'record',
      [five!.text]: 'House 5x',
    })
    assert.equal(unclear.status, 422)
    assert.include(unclear.text, '“House 5x” is not there.')
    assert.include(unclear.text, 'value="House 5x"')
    assert.include(unclear.text, 'value="House 7"')
    const several = { ...form, [five!.meaning]: 'record', [five!.text]: 'House' }
    const refused = await manager.post(`${page.path}?_method=PUT`, several)
    assert.include(refused.text, '“House” is there more than once.')
    const done = await importer.run(
      await importer.match(page, { ...named, [five!.meaning]: '', [five!.text]: 'house 5' })
    )
    assert.deepEqual(count(done), [2, 2, 0, 0, 0])
    const linked = (await contacts()).map(({ company }) => company!.name)
    assert.deepEqual(linked, ['House 7', 'House 5'])
  })

  test('names that several records have are told, and one of these is chosen', async ({
    assert,
  }) => {
    const second = await tenant.run(async () => {
      await Company.create({ name: 'Twin' })
      return Company.create({ name: 'Twin' })
    })
    const page = await importer.test('First name,Company\nAda,Twin\n', { key: '' })
    const [twin] = wordsOf(page.text)
    assert.notInclude(twin!.offered, 'create')
    assert.include(page.text, 'There more than once')
    const all = await importer.match(page, { key: '', [others('company')]: 'create' })
    assert.deepEqual(count(all), [1, 0, 0, 0, 1])
    const form = { key: '', [meaning('company', 'twin')]: `=${second.id}` }
    await importer.run(await importer.match(page, form))
    assert.equal((await contacts())[0]!.companyId, second.id)
  })

  test('records of other locations cannot be meant', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    const own = new Importer(north, SCREEN)
    const page = await own.test('First name,Company\nAda,Sea\n', { key: '' })
    const elsewhere = await idOf('South Sea')
    assert.notInclude(page.text, elsewhere)
    const found = await north.get(`${page.path}/options?field=company&q=Sea`)
    assert.equal(found.text, '[]')
    const form = { 'columns[]': ['firstName', 'company'], 'headings': '1', 'key': '' }
    const chosen = await north.post(`${page.path}?_method=PUT`, {
      ...form,
      [meaning('company', 'sea')]: `=${elsewhere}`,
    })
    assert.equal(chosen.status, 422)
    assert.include(chosen.text, '“Sea” cannot mean that.')

    const inside = await tenant.run(() =>
      Company.create({ name: 'North Sea', locationId: tenant.location('North') })
    )
    const tested = await own.match(page, { key: '', [meaning('company', 'sea')]: `=${inside.id}` })
    assert.deepEqual(count(tested), [1, 1, 0, 0, 0])
    await tenant.run(() => inside.merge({ locationId: tenant.location('South') }).save())
    const done = await own.run(tested)
    assert.deepEqual(count(done), [1, 0, 0, 0, 1])
    assert.include(done.text, 'Company: “Sea” is not there.')
    assert.equal((await manager.get(`${page.path}/options?field=company&q=Sea`)).status, 404)
  })

  test('nobody makes records that they may not make', async ({ assert }) => {
    const clerk = await dataEntry()
    const own = new Importer(clerk, SCREEN)
    const page = await own.test('First name,Company\nAda,ACME Inc\n', { key: '' })
    assert.notInclude(wordsOf(page.text)[0]!.offered, 'create')
    assert.notInclude(page.text, '<option value="create"')
    const form = { 'columns[]': ['firstName', 'company'], 'headings': '1', 'key': '' }
    for (const control of [meaning('company', 'acme inc'), others('company')]) {
      const answer = await clerk.post(`${page.path}?_method=PUT`, { ...form, [control]: 'create' })
      assert.equal(answer.status, 422)
      assert.include(answer.text, 'cannot mean that. Choose anew.')
    }
    await asOwner((owner) =>
      owner.query('update imports set meanings = $1', [
        { company: { others: 'create', words: { 'acme inc': 'create' } } },
      ])
    )
    const done = await own.run(await own.match(page, { key: '' }))
    assert.deepEqual(count(done), [1, 0, 0, 0, 1])
    assert.include(done.text, 'Company: “ACME Inc” is not there.')
    assert.deepEqual(await companies(), ['Linden & Moor', 'South Sea'])
  })

  test('words of lines mean something, too, and records are made for them', async ({ assert }) => {
    const lines = new Importer(manager, '/crm/companies')
    const file = [
      'Name,contacts/firstName,contacts/status,contacts/location',
      'Acme,Ada,Cust.,North',
      ',Bo,Prosp,West',
      'Bell,,,',
      'Carr,Cy,Cust.,East',
      ',,Cust.,East',
    ].join('\n')
    const page = await lines.test(file, { key: '' })
    assert.deepEqual(
      wordsOf(page.text).map(({ word }) => word),
      ['Cust.', 'Prosp', 'East', 'West']
    )
    const said = {
      key: '',
      [meaning('contacts/status', 'cust.')]: '=customer',
      [meaning('contacts/status', 'prosp')]: 'empty',
      [others('contacts/location')]: 'create',
    }
    const done = await lines.run(await lines.match(page, said))
    assert.deepEqual(count(done), [5, 3, 0, 0, 2])
    assert.include(done.text, 'locations: 1.')
    const people = await tenant.run(() => Contact.query().preload('location').orderBy('firstName'))
    assert.deepEqual(
      people.map(({ firstName, status, location }) => [firstName, status, location?.name]),
      [
        ['Ada', 'customer', 'North'],
        ['Bo', 'lead', 'West'],
      ]
    )
  })

  /** Somebody who makes contacts and reads companies, by a group and rights of the tenant's own. */
  async function dataEntry(): Promise<Visitor> {
    const make = async (screen: string, fields: Record<string, string | string[]>) => {
      const page = await manager.get(`/base/${screen}/new`)
      const given = { ...hiddenValues(page.text), ...fields }
      return manager.confirm(await manager.post(`/base/${screen}`, given))
    }
    const { path } = await make('groups', { name: 'Data entry', summary: 'Types.' })
    const groupName = `own.${path.split('/').at(-1)}`
    const rights = { 'name': 'Types', 'reads': '1', 'groups[]': [groupName] }
    const models: Record<string, string>[] = [
      { model: 'crm_contacts', creates: '1', writes: '1' },
      { model: 'crm_companies' },
    ]
    const kinds: Record<string, string>[] = [{ kind: 'access' }, { kind: 'give', domain: '[]' }]
    for (const kind of kinds) {
      for (const fields of models) {
        const made = await make('rights', { ...rights, ...kind, ...fields })
        await manager.get(made.path)
        await manager.confirm(await manager.post(`${made.path}/toggleForce`))
      }
    }
    await tenant.user('dee@alpha.test', ['base.user', groupName])
    return Visitor.of('dee@alpha.test')
  }
})
