import { test } from '@japa/runner'
import { onlyFor } from '#app/access/declarations'
import { Records } from '#app/access/records'
import { E_CANNOT_UNDO, type Obstacle } from '#app/access/undo/obstacles'
import { Undo } from '#app/access/undo/undo'
import { checkChain } from '#app/models/audit_chain'
import { Environment } from '#app/environment/environment'
import type { Asker } from '#app/environment/scope'
import { Registry } from '#app/modules/registry'
import { Tag } from '#modules/base/models/tag'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { nobody, withRights } from '#tests/support/access/registry'
import { lastEntryNumber, loggedEntries } from '#tests/support/audit_log'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

const access = () => Registry.current.access
const contacts = () => new Records(Contact, access())
const companies = () => new Records(Company, access())

/** Everything that a table holds of a tenant, without what each save writes. */
const contents = (tenant: TestTenant, table: string) =>
  asOwner(async (owner) => {
    const { rows } = await owner.query(
      `select to_jsonb(t) - array['version', 'updated_at', 'updated_by'] as row
       from ${table} t where tenant_id = $1 order by to_jsonb(t)::text collate "C"`,
      [tenant.id]
    )
    return rows.map(({ row }) => row)
  })

test.group('Undo', (group) => {
  let alpha: TestTenant
  let mia: TestUser

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    mia = await alpha.user('mia@alpha.test', ['base.manager'])
  })

  /** Works as somebody and returns the id of the entry that came of it. */
  const entryOf = async (asker: Asker, work: () => Promise<unknown>): Promise<string> =>
    Environment.run(asker, async (environment) => {
      await work()
      return environment.entryId
    })

  const undo = (asker: Asker, entryId: string, mayUndoOthers = false): Promise<string> =>
    entryOf(asker, () =>
      new Undo(access(), Registry.current.models).run(entryId, { mayUndoOthers })
    )

  const obstacles = (asker: Asker, entryId: string): Promise<readonly Obstacle[]> =>
    undo(asker, entryId).then(
      () => [],
      (error) => {
        if (error instanceof E_CANNOT_UNDO) return error.obstacles
        throw error
      }
    )

  const make = (input: Record<string, unknown> = {}) =>
    Environment.run(mia.asker, () => contacts().create({ firstName: 'Ada', ...input }))

  const edit = (contact: Contact, input: Record<string, unknown>, asker = mia.asker) =>
    entryOf(asker, async () => {
      await contacts().update(await contacts().find(contact.id, 'write'), input)
    })

  const read = (contact: Contact) => alpha.run(() => Contact.findOrFail(contact.id))

  test('an edit, with tags; versions go on; undoing can be undone', async ({ assert }) => {
    const tags = await alpha.run(() => Tag.createMany([{ name: 'A' }, { name: 'B' }]))
    const contact = await make({ phone: '+442055500142', tags: [tags[0]!.id] })
    const before = [
      await contents(alpha, 'crm_contacts'),
      await contents(alpha, 'crm_contact_tags'),
    ]
    const entry = await edit(contact, { phone: '', status: 'customer', tags: [tags[1]!.id] })
    const after = [await contents(alpha, 'crm_contacts'), await contents(alpha, 'crm_contact_tags')]
    const { version } = await read(contact)

    const undone = await undo(mia.asker, entry)
    assert.deepEqual(
      [await contents(alpha, 'crm_contacts'), await contents(alpha, 'crm_contact_tags')],
      before
    )
    assert.equal((await read(contact)).version, version + 1)
    const [, last] = (await loggedEntries(alpha.id)).slice(-2)
    assert.containSubset(last, { id: undone, undoes: entry, user_id: mia.id })

    await undo(mia.asker, undone)
    assert.deepEqual(
      [await contents(alpha, 'crm_contacts'), await contents(alpha, 'crm_contact_tags')],
      after
    )
  })

  test('an edit of many records at once', async ({ assert }) => {
    const all: Contact[] = []
    for (let index = 0; index < 30; index++) all.push(await make({ firstName: `C${index}` }))
    const before = await contents(alpha, 'crm_contacts')
    const entry = await entryOf(mia.asker, async () => {
      for (const [index, { id }] of all.entries()) {
        const contact = await contacts().find(id, 'write')
        await contacts().update(contact, index % 2 ? { status: 'customer' } : { city: 'Leeds' })
      }
    })
    await undo(mia.asker, entry)
    assert.deepEqual(await contents(alpha, 'crm_contacts'), before)
  })

  test('a delete, with what went with it and what it emptied', async ({ assert }) => {
    const tables = ['crm_companies', 'crm_company_tags', 'crm_contacts', 'crm_contact_tags']
    const tag = await alpha.run(() => Tag.create({ name: 'VIP' }))
    const company = await Environment.run(mia.asker, () =>
      companies().create({ name: 'Acme', tags: [tag.id], location: alpha.location('North') })
    )
    await make({ company: company.id, tags: [tag.id] })
    const all = () => Promise.all(tables.map((table) => contents(alpha, table)))
    const before = await all()
    const entry = await entryOf(mia.asker, async () => {
      await companies().delete(await companies().find(company.id, 'delete'))
    })
    assert.notDeepEqual(await all(), before)
    await undo(mia.asker, entry)
    assert.deepEqual(await all(), before)
    const again = await alpha.run(() => Company.findOrFail(company.id))
    assert.equal(again.version, company.version + 1)
  })

  test('an import: records, their links and pairs go as one', async ({ assert }) => {
    const tag = await alpha.run(() => Tag.create({ name: 'VIP' }))
    const entry = await entryOf(mia.asker, async () => {
      const company = await companies().create({ name: 'Acme', tags: [tag.id] })
      for (let index = 0; index < 40; index++) {
        const input = { firstName: `C${index}`, company: company.id, tags: [tag.id] }
        const contact = await contacts().create(input)
        await contacts().update(contact, { city: 'Leeds' })
      }
    })
    await undo(mia.asker, entry)
    for (const table of ['crm_companies', 'crm_company_tags', 'crm_contacts', 'crm_contact_tags']) {
      assert.deepEqual(await contents(alpha, table), [], table)
    }
    assert.lengthOf(await contents(alpha, 'base_tags'), 1)
  })

  test('values of every kind come back to the last digit', async ({ assert }) => {
    await asOwner((owner) =>
      owner.query(`alter table crm_companies add column exact numeric, add column data jsonb,
        add column moment timestamptz; select app.refresh_change_logs()`)
    )
    try {
      const company = await Environment.run(mia.asker, () => companies().create({ name: 'Acme' }))
      await asOwner((owner) =>
        owner.query(`update crm_companies set exact = 12345678901234567890.123456789,
          data = '{"a": [1, null, {"b": "x"}], "n": 0.1000}', moment = '2026-01-02 03:04:05.678901+00'`)
      )
      const before = await contents(alpha, 'crm_companies')
      const text = () =>
        asOwner(async (owner) => {
          const { rows } = await owner.query(
            'select exact::text, data::text, moment::text from crm_companies'
          )
          return rows
        })
      const exact = await text()
      const entry = await entryOf(mia.asker, async () => {
        await companies().delete(await companies().find(company.id, 'delete'))
      })
      await undo(mia.asker, entry)
      assert.deepEqual(await text(), exact)
      assert.deepEqual(await contents(alpha, 'crm_companies'), before)
    } finally {
      await asOwner((owner) =>
        owner.query(`alter table crm_companies drop column exact, drop column data, drop column moment;
          select app.refresh_change_logs()`)
      )
    }
  })

  test('what somebody has changed since stands in the way, by name and time', async ({
    assert,
  }) => {
    const tom = await alpha.user('tom@alpha.test', ['base.manager'])
    const contact = await make({ city: 'Leeds' })
    const first = await edit(contact, { city: 'York', phone: '+442055500142' })
    const other = await edit(contact, { department: 'Sales' }, tom.asker)
    const second = await edit(contact, { city: 'Bath' }, tom.asker)
    const [obstacle, ...more] = await obstacles(mia.asker, first)
    assert.lengthOf(more, 0)
    assert.containSubset(obstacle, {
      reason: 'changed',
      table: 'crm_contacts',
      recordId: contact.id,
      column: 'city',
      userId: tom.id,
    })
    assert.instanceOf(obstacle!.time, Date)
    assert.equal((await read(contact)).phone, '+442055500142', 'nothing was done')

    await undo(tom.asker, second)
    await undo(mia.asker, first)
    const { city, phone, department } = await read(contact)
    assert.deepEqual([city, phone, department], ['Leeds', null, 'Sales'])
    await undo(tom.asker, other)
  })

  test('records that were deleted, or linked, stand in the way', async ({ assert }) => {
    const contact = await make()
    const entry = await edit(contact, { city: 'York' })
    await entryOf(mia.asker, async () => {
      await contacts().delete(await contacts().find(contact.id, 'delete'))
    })
    assert.containSubset(await obstacles(mia.asker, entry), [{ reason: 'gone', userId: mia.id }])

    let company!: Company
    const made = await entryOf(mia.asker, async () => {
      company = await companies().create({ name: 'Acme' })
    })
    const linked = await make({ company: company.id })
    assert.containSubset(await obstacles(mia.asker, made), [
      { reason: 'also', table: 'crm_contacts', recordId: linked.id },
    ])
    assert.lengthOf(await contents(alpha, 'crm_companies'), 1)
    assert.equal((await read(linked)).companyId, company.id)
  })

  test('a unique value that another has taken stands in the way', async ({ assert }) => {
    const input = { email: 'ada@acme.example', location: alpha.location('North') }
    const contact = await make(input)
    const entry = await entryOf(mia.asker, async () => {
      await contacts().delete(await contacts().find(contact.id, 'delete'))
    })
    await make(input)
    assert.containSubset(await obstacles(mia.asker, entry), [{ reason: 'taken' }])
    assert.lengthOf(await contents(alpha, 'crm_contacts'), 1)
  })

  test('only with the rights that one has now', async ({ assert }) => {
    const sales = await alpha.user('sales@alpha.test', ['crm.user'])
    const portal = { ...sales.asker, groups: new Set<string>() }
    const contact = await make()
    const entry = await edit(contact, { city: 'York' }, sales.asker)
    assert.containSubset(await obstacles(portal, entry), [{ reason: 'right' }])
    const made = await entryOf(sales.asker, () => contacts().create({ firstName: 'Bea' }))
    assert.containSubset(await obstacles(sales.asker, made), [{ reason: 'right' }])
    const away = { ...sales.asker, locationIds: [alpha.location('South')] }
    const north = await make({ location: alpha.location('North') })
    const hidden = await edit(north, { city: 'York' }, sales.asker)
    await assert.rejects(() => undo(away, hidden), /no such record/)
    const both = await entryOf(sales.asker, async () => {
      for (const { id } of [contact, north]) {
        await contacts().update(await contacts().find(id, 'write'), { city: 'Bath' })
      }
    })
    assert.containSubset(await obstacles(away, both), [{ reason: 'hidden' }])
  })

  test('tags of a record that one may not write any more', async ({ assert }) => {
    const tag = await alpha.run(() => Tag.create({ name: 'VIP' }))
    const contact = await make()
    const entry = await edit(contact, { tags: [tag.id] })
    const { condition } = access()
    access().condition = (asker, model, operation) =>
      operation === 'write' ? { kind: 'never' } : condition.call(access(), asker, model, operation)
    try {
      assert.containSubset(await obstacles(mia.asker, entry), [
        { reason: 'right', table: 'crm_contacts', recordId: contact.id },
      ])
    } finally {
      Reflect.deleteProperty(access(), 'condition')
    }
    assert.lengthOf(await contents(alpha, 'crm_contact_tags'), 1)
  })

  test('not what others have done, unless one sees the log; not of another tenant', async ({
    assert,
  }) => {
    const tom = await alpha.user('tom@alpha.test', ['base.manager'])
    const beta = await TestTenant.create('Beta')
    const bea = await beta.user('bea@beta.test', ['base.administrator'])
    const contact = await make()
    const entry = await edit(contact, { city: 'York' })
    await assert.rejects(() => undo(tom.asker, entry), /no such record/)
    await assert.rejects(() => undo(bea.asker, entry, true), /no such record/)
    await undo(tom.asker, entry, true)
    assert.isNull((await read(contact)).city)
  })

  test('a field that one may not see is not undone', async ({ assert }) => {
    const contact = await make()
    const entry = await edit(contact, { city: 'York' })
    await withRights([onlyFor([nobody], Contact, ['city'])], async () => {
      assert.containSubset(await obstacles(mia.asker, entry), [{ reason: 'field', column: 'city' }])
    })
  })

  test('the chain holds, and two who undo at once do it once', async ({ assert }) => {
    const contact = await make()
    const entry = await edit(contact, { city: 'York' })
    const results = await Promise.allSettled([undo(mia.asker, entry), undo(mia.asker, entry)])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const { fault } = await asOwner((owner) => checkChain(owner, { id: alpha.id, name: 'Alpha' }))
    assert.isNull(fault)
  })

  test('from the message after a delete, and why not in words', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.logIn('mia@alpha.test')
    const contact = await make({ city: 'Leeds' })
    const href = `/crm/contacts/${contact.id}`
    await visitor.get(href)
    const gone = await visitor.post(`${href}?_method=DELETE`)
    const [, action] = /action="(\/base\/audit\/[^"]+\/undo)"/.exec(gone.text)!
    const back = await visitor.post(action!)
    assert.equal(back.path, href)
    assert.include(back.text, 'It is undone.')
    assert.equal((await read(contact)).city, 'Leeds')

    const save = async (city: string) => {
      const form = await visitor.get(href)
      const values = { ...hiddenValues(form.text), city }
      return visitor.post(`${href}?_method=PUT`, values)
    }
    const first = await save('York')
    await save('Bath')
    const [, undoFirst] = /action="(\/base\/audit\/[^"]+\/undo)"/.exec(first.text)!
    const refused = await visitor.post(undoFirst!)
    assert.equal(refused.status, 409)
    assert.match(refused.text, /City of contact Ada has been changed since\. That was Mia Tester/)
    const same = await save('Bath')
    assert.notMatch(same.text, /\/undo"/, 'nothing was written')
  })

  test('administrators undo from the log; others find no entry there', async ({ assert }) => {
    await alpha.user('admin@alpha.test', ['base.administrator'])
    await alpha.user('tom@alpha.test', ['base.manager'])
    const contact = await make()
    const entry = await edit(contact, { city: 'York' })
    const tom = new Visitor()
    await tom.logIn('tom@alpha.test')
    await tom.get('/')
    assert.equal((await tom.post(`/base/audit/${entry}/undo`)).status, 404)
    const admin = new Visitor()
    await admin.logIn('admin@alpha.test')
    const page = await admin.get(`/base/audit/${entry}`)
    assert.include(page.text, `/base/audit/${entry}/undo`)
    const last = await lastEntryNumber(alpha.id)
    const answer = await admin.post(`/base/audit/${entry}/undo`)
    assert.equal(answer.status, 200)
    const [undone] = await loggedEntries(alpha.id, last)
    assert.include((await admin.get('/base/audit')).text, 'Undid: Edited contact Ada')
    assert.equal(undone!.undoes, entry)
  })
})
