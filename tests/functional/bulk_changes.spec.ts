import { test } from '@japa/runner'
import { Environment } from '#app/environment/environment'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Tag } from '#modules/base/models/tag'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { until } from '#tests/support/until'
import { Visitor } from '#tests/support/visitor'
import { startWorker } from '#tests/support/worker'

const HREF = '/crm/contacts'

test.group('Changes of many records', (group) => {
  let alpha: TestTenant
  let manager: Visitor
  let sales: Visitor
  let ids: string[]
  let tags: Tag[]

  /** What the contacts have, in the order of their names. */
  const read = <T>(pick: (contact: Contact) => T) =>
    alpha.run(async () => (await Contact.query().orderBy('first_name')).map(pick))

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const rita = await alpha.user('rita@alpha.test', ['crm.representative'])
    await alpha.run(async () => {
      tags = await Tag.createMany([{ name: 'Fair' }, { name: 'Press' }, { name: 'Key' }])
      const made = await Contact.createMany(
        ['Ada', 'Bo', 'Cy', 'Di'].map((firstName, index) => ({
          firstName,
          city: 'Leeds',
          ownerId: index < 2 ? rita.id : null,
        }))
      )
      ids = made.map(({ id }) => id)
      await made[0]!.related('tags').attach([tags[0]!.id, tags[2]!.id])
    })
    manager = new Visitor()
    await manager.logIn('mia@alpha.test')
    sales = new Visitor()
    await sales.logIn('rita@alpha.test')
    await sales.get(HREF)
    await manager.get(HREF)
  })

  test('begin with a bar above the list, where somebody may change it', async ({ assert }) => {
    const { text } = await manager.get(HREF)
    assert.include(text, `name="ids[]" value="${ids[0]}"`)
    assert.include(text, 'formaction="/crm/contacts/bulk/new" name="operation" value="delete"')
    assert.notInclude(text, 'class="all row sm"')
    assert.notInclude((await sales.get(HREF)).text, 'value="delete"')
  })

  test('are assigned and tagged with one step less', async ({ assert }) => {
    const { text } = await manager.get(HREF)
    for (const field of ['owner', 'tags']) {
      assert.include(text, `formaction="${HREF}/bulk/new?field=${field}"`)
      const address = `${HREF}/bulk/new?field=${field}`
      const asked = await manager.post(address, { 'operation': 'set', 'ids[]': ids.slice(0, 2) })
      assert.equal(asked.status, 200)
      assert.include(asked.text, `<input type="hidden" name="field" value="${field}">`)
    }
    const { text: stages } = await manager.get('/crm/stages')
    assert.notInclude(stages, 'bulk/new?field=owner')
  })

  test('archive and bring back', async ({ assert }) => {
    const some = ids.slice(0, 3)
    const { text } = await manager.post(`${HREF}/bulk`, { 'operation': 'archive', 'ids[]': some })
    assert.include(text, '3 contacts are changed.')
    assert.deepEqual(await read(({ active }) => active), [false, false, false, true])
    await manager.post(`${HREF}/bulk`, { operation: 'restore', all: '1', search: 'archived=1' })
    assert.deepEqual(await read(({ active }) => active), [true, true, true, true])
  })

  test('give a value to all that match, and to no others', async ({ assert }) => {
    const chosen = { all: '1', search: 'q=ada' }
    const fields = await manager.post(`${HREF}/bulk/new`, { operation: 'set', ...chosen })
    assert.include(fields.text, 'Change 1 contact')
    assert.include(fields.text, 'name="field" value="status"')
    const value = await manager.post(`${HREF}/bulk/new`, { field: 'status', ...chosen })
    assert.include(value.text, 'name="search" value="q=ada"')
    await manager.post(`${HREF}/bulk`, {
      operation: 'set',
      field: 'status',
      status: 'customer',
      ...chosen,
    })
    assert.deepEqual(await read(({ status }) => status), ['customer', 'lead', 'lead', 'lead'])
  })

  test('refuse a value that cannot be, beside its field', async ({ assert }) => {
    const set = { 'operation': 'set', 'ids[]': ids }
    const email = await manager.post(`${HREF}/bulk`, { ...set, field: 'email', email: 'nobody' })
    assert.equal(email.status, 422)
    assert.include(email.text, 'id="field-email-error"')
    const name = await manager.post(`${HREF}/bulk`, { ...set, field: 'firstName', firstName: ' ' })
    assert.equal(name.status, 422)
    for (const field of ['name', 'id', 'active', 'nothing']) {
      const { status } = await manager.post(`${HREF}/bulk`, { ...set, field, [field]: 'x' })
      assert.equal(status, 404, field)
    }
    assert.deepEqual(await read(({ firstName }) => firstName), ['Ada', 'Bo', 'Cy', 'Di'])
  })

  test('add tags, take them away and replace them', async ({ assert }) => {
    const linked = () =>
      alpha.run(async () => {
        const contacts = await Contact.query().orderBy('first_name').preload('tags')
        return contacts.map((contact) => contact.tags.map(({ name }) => name).sort())
      })
    const change = (operation: string, ...chosen: Tag[]) =>
      manager.post(`${HREF}/bulk`, {
        operation,
        'field': 'tags',
        'ids[]': ids.slice(0, 2),
        'tags[]': chosen.map(({ id }) => id),
      })
    await change('link', tags[1]!, tags[0]!)
    assert.deepEqual(await linked(), [['Fair', 'Key', 'Press'], ['Fair', 'Press'], [], []])
    await change('unlink', tags[0]!)
    assert.deepEqual(await linked(), [['Key', 'Press'], ['Press'], [], []])
    await change('set', tags[2]!)
    assert.deepEqual(await linked(), [['Key'], ['Key'], [], []])
  })

  test('leave out what is refused, and say why', async ({ assert }) => {
    const { text, path } = await sales.post(`${HREF}/bulk`, {
      'operation': 'set',
      'field': 'city',
      'city': 'York',
      'ids[]': ids,
    })
    assert.match(path, /\/crm\/contacts\/bulk\/[\w-]+$/)
    assert.include(text, '2 contacts are done. 2 were refused')
    assert.notMatch(text, /[> ]Cy[,.< ]/)
    assert.deepEqual(await read(({ city }) => city), ['York', 'York', 'Leeds', 'Leeds'])
    const other = await manager.get(path)
    assert.equal(other.status, 404)
    const elsewhere = await sales.get(path.replace('contacts', 'companies'))
    assert.equal(elsewhere.status, 404)
  })

  test('give away one’s own records only as far as the rules go', async ({ assert }) => {
    const { text } = await sales.post(`${HREF}/bulk`, {
      'operation': 'set',
      'field': 'owner',
      'owner': '',
      'ids[]': ids.slice(0, 2),
    })
    assert.include(text, '0 contacts are done. 2 were refused')
    assert.include(text, 'Owner: ')
    const owners = await read(({ ownerId }) => ownerId !== null)
    assert.deepEqual(owners, [true, true, false, false])
  })

  test('delete after the number was typed, and say what else goes', async ({ assert }) => {
    const href = '/crm/companies'
    const companies = await alpha.run(async () => {
      const made = await Company.createMany([{ name: 'Aurora' }, { name: 'Borealis' }])
      await Contact.query().update({ company_id: made[0]!.id })
      return made.map(({ id }) => id)
    })
    const deletion = { 'operation': 'delete', 'ids[]': companies }
    const asked = await manager.post(`${href}/bulk/new`, deletion)
    assert.include(asked.text, 'Delete 2 companies?')
    assert.match(asked.text, /<td>contacts<\/td><td class="r">4<\/td><td>Company is emptied/)
    const untyped = await manager.post(`${href}/bulk`, { ...deletion, typed: 'delete' })
    assert.equal(untyped.status, 422)
    assert.lengthOf(await alpha.run(() => Company.all()), 2)
    await manager.post(`${href}/bulk`, { ...deletion, typed: 'delete 2' })
    assert.lengthOf(await alpha.run(() => Company.all()), 0)
  })

  test('are undone whole', async ({ assert }) => {
    const set = { operation: 'set', field: 'city', city: 'York', all: '1', search: '' }
    const { text } = await manager.post(`${HREF}/bulk`, set)
    assert.deepEqual(await read(({ city }) => city), ['York', 'York', 'York', 'York'])
    const undo = /action="(\/base\/audit\/[\w-]+\/undo)"/.exec(text)![1]!
    await manager.post(undo)
    assert.deepEqual(await read(({ city }) => city), ['Leeds', 'Leeds', 'Leeds', 'Leeds'])
  })

  test('need the right: 403 for deleting, 404 for a screen out of reach', async ({ assert }) => {
    const deletion = { 'operation': 'delete', 'ids[]': ids.slice(0, 1) }
    assert.equal((await sales.post(`${HREF}/bulk/new`, deletion)).status, 403)
    assert.equal((await sales.post(`${HREF}/bulk`, deletion)).status, 403)
    assert.equal((await sales.post('/base/custom-fields/bulk', deletion)).status, 404)
    assert.lengthOf(await read(({ id }) => id), 4)
  })

  test('of more than 500 are made by a job, in one entry, with a report', async ({ assert }) => {
    await alpha.run(() =>
      Environment.current().query(
        `insert into crm_contacts (tenant_id, id, first_name, status, version)
         select app.tenant_id(), app.uuidv7(), 'Row ' || n, 'lead', 1 from generate_series(1, 700) n`
      )
    )
    const set = { operation: 'set', field: 'city', city: 'York', all: '1', search: 'q=row' }
    const waiting = await manager.post(`${HREF}/bulk`, set)
    assert.match(waiting.path, /\/bulk\//)
    assert.include(waiting.text, 'Changing 700 contacts')
    assert.equal(waiting.headers.get('refresh'), '2')
    const worker = await startWorker()
    const done = await until(
      'the report',
      () => manager.get(waiting.path),
      ({ text }) => !text.includes('Changing')
    ).finally(() => worker.close())
    assert.include(done.text, '700 contacts are done. None was refused.')
    const cities = await read(({ city }) => city)
    assert.lengthOf(
      cities.filter((city) => city === 'York'),
      700
    )
    const entries = await asOwner((owner) =>
      owner.query(`select count(distinct entry_id)::int as entries, count(*)::int as changes
        from audit_changes where table_name = 'crm_contacts' and action = 'update'`)
    )
    assert.deepEqual(entries.rows[0], { entries: 1, changes: 700 })
  })
})
