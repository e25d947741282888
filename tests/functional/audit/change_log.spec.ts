import { test } from '@japa/runner'
import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import { systemAsker } from '#app/environment/scope'
import { Registry } from '#app/modules/registry'
import { Tag } from '#modules/base/models/tag'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { entriesOf, loggedEntries } from '#tests/support/audit_log'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

test.group('Change log', (group) => {
  let alpha: TestTenant
  let mia: TestUser

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    mia = await alpha.user('mia@alpha.test', ['base.manager'])
  })

  const records = () => new Records(Contact, Registry.current.access)

  test('one transaction is one entry, with the values before and after', async ({ assert }) => {
    const [created] = await entriesOf(alpha.id, () =>
      Environment.run(mia.asker, () =>
        records().create({ firstName: 'Ada', location: alpha.location('North') })
      )
    )
    const [{ record_id: id, after, ...change }] = created!.changes as [LoggedChange]
    assert.containSubset(created, { kind: 'write', user_id: mia.id, channel: 'system' })
    assert.containSubset(change, {
      table_name: 'crm_contacts',
      action: 'insert',
      location_id: alpha.location('North'),
      before: null,
    })
    assert.containSubset(after, { first_name: 'Ada', status: 'lead', version: 1 })
    assert.notProperty(after, 'name', 'the database makes it')
    assert.notProperty(after, 'search_text', 'the database makes it')
    assert.notProperty(after, 'notes', 'empty')

    const [edited] = await entriesOf(alpha.id, () =>
      Environment.run(mia.asker, async () => {
        await records().update(await records().find(id!, 'write'), { phone: '+442055500142' })
      })
    )
    assert.deepEqual(
      edited!.changes.map(({ action, before, after: values }) => ({ action, before, values })),
      [{ action: 'update', before: { phone: null }, values: { phone: '+442055500142' } }]
    )
  })

  test('custom fields stand beside the others, and settings of the tenant in the log', async ({
    assert,
  }) => {
    const contact = await alpha.run(() => Contact.create({ firstName: 'Ada' }))
    const set = (values: string) =>
      entriesOf(alpha.id, () =>
        asOwner((owner) =>
          owner.query(`update crm_contacts set custom_fields = '${values}' where id = $1`, [
            contact.id,
          ])
        )
      )
    await set('{"x_colour": "red", "x_size": 3, "$search": "red"}')
    const [entry] = await set('{"x_colour": "blue", "x_size": 3, "$search": "blue"}')
    assert.containSubset(entry!.changes, [
      { before: { x_colour: 'red' }, after: { x_colour: 'blue' } },
    ])
    assert.deepEqual(Object.keys(entry!.changes[0]!.after!), ['x_colour'])
    const [renamed] = await entriesOf(alpha.id, () =>
      asOwner((owner) =>
        owner.query(`update tenants set name = 'Alpha & Co' where id = $1`, [alpha.id])
      )
    )
    assert.containSubset(renamed!.changes, [
      { table_name: 'tenants', before: { name: 'Alpha' }, after: { name: 'Alpha & Co' } },
    ])
  })

  test('what is saved without a change is not logged', async ({ assert }) => {
    const contact = await alpha.run(() => Contact.create({ firstName: 'Ada' }))
    const entries = await entriesOf(alpha.id, () =>
      Environment.run(mia.asker, async () => {
        await records().update(await records().find(contact.id, 'write'), { firstName: 'Ada' })
      })
    )
    assert.deepEqual(entries, [])
  })

  test('what is rolled back leaves nothing, a savepoint included', async ({ assert }) => {
    const entries = await entriesOf(alpha.id, async () => {
      await alpha
        .run(async () => {
          await Contact.create({ firstName: 'Lost' })
          throw new Error('on purpose')
        })
        .catch(() => {})
      await alpha.run(async (environment) => {
        await environment
          .savepoint(async () => {
            await Contact.create({ firstName: 'Lost' })
            throw new Error('on purpose')
          })
          .catch(() => {})
        await Contact.create({ firstName: 'Kept' })
      })
    })
    assert.lengthOf(entries, 1)
    assert.deepEqual(
      entries[0]!.changes.map(({ after }) => after!.first_name),
      ['Kept']
    )
  })

  test('pairs belong to the record and its location', async ({ assert }) => {
    const { contact, tag } = await alpha.run(async () => ({
      tag: await Tag.create({ name: 'VIP' }),
      contact: await Contact.create({ firstName: 'Ada', locationId: alpha.location('South') }),
    }))
    const [entry] = await entriesOf(alpha.id, () =>
      Environment.run(mia.asker, async () => {
        await records().update(await records().find(contact.id, 'write'), { tags: [tag.id] })
      })
    )
    assert.containSubset(entry!.changes, [
      {
        table_name: 'crm_contact_tags',
        record_id: contact.id,
        location_id: alpha.location('South'),
        action: 'insert',
        after: { contact_id: contact.id, tag_id: tag.id },
      },
    ])
  })

  test('a delete logs what goes with it and what it empties', async ({ assert }) => {
    const { company, contact, tag } = await alpha.run(async () => {
      const made = await Company.create({ name: 'Acme', locationId: alpha.location('North') })
      const label = await Tag.create({ name: 'VIP' })
      await made.related('tags').attach([label.id])
      const person = await Contact.create({ firstName: 'Ada', companyId: made.id })
      return { company: made, contact: person, tag: label }
    })
    const companies = () => new Records(Company, Registry.current.access)
    const [entry] = await entriesOf(alpha.id, () =>
      Environment.run(mia.asker, async () => {
        await companies().delete(await companies().find(company.id, 'delete'))
      })
    )
    const told = entry!.changes.map(({ table_name: table, action }) => `${action} ${table}`)
    assert.equal(told[0], 'delete crm_companies')
    assert.sameMembers(told.slice(1), ['delete crm_company_tags', 'update crm_contacts'])
    assert.containSubset(entry!.changes, [
      { table_name: 'crm_companies', record_id: company.id, before: { name: 'Acme' } },
      {
        table_name: 'crm_company_tags',
        before: { tag_id: tag.id },
        location_id: alpha.location('North'),
      },
      { record_id: contact.id, before: { company_id: company.id }, after: { company_id: null } },
    ])
  })

  test('says who asked, from where and by what', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.logIn('mia@alpha.test')
    await visitor.get('/crm/contacts/new')
    const [entry] = await entriesOf(alpha.id, () =>
      visitor.post('/crm/contacts', { firstName: 'Ada' })
    )
    assert.containSubset(entry, {
      user_id: mia.id,
      channel: 'screen',
      cause: 'records.store',
      ip: '127.0.0.1',
    })
  })

  test('says who acts in the name of another', async ({ assert }) => {
    const admin = await alpha.user('admin@alpha.test', ['base.administrator'])
    const asker = { ...mia.asker, impersonatorId: admin.id, origin: { channel: 'api' } as const }
    const [entry] = await entriesOf(alpha.id, () =>
      Environment.run(asker, () => Contact.create({ firstName: `O'Neil` }))
    )
    assert.containSubset(entry, {
      user_id: mia.id,
      impersonator_id: admin.id,
      channel: 'api',
    })
  })

  test('logs what reaches the database by no door of ours', async ({ assert }) => {
    const [entry] = await entriesOf(alpha.id, () =>
      asOwner((owner) =>
        owner.query('update memberships set all_locations = false where tenant_id = $1', [alpha.id])
      )
    )
    assert.containSubset(entry, { channel: 'database', user_id: null })
    assert.containSubset(entry!.changes, [{ record_id: mia.id, after: { all_locations: false } }])
  })

  test('many rows of a statement are paired as one is, whatever a session wrote before', async ({
    assert,
  }) => {
    const many = 2000
    await asOwner(async (owner) => {
      await owner.query(
        `insert into crm_contacts (tenant_id, first_name, status)
         select $1, 'Row ' || n, 'lead' from generate_series(1, $2::int) n`,
        [alpha.id, many]
      )
      await owner.query(`set statement_timeout = '60s'`)
      await owner.query(`update crm_contacts set status = 'prospect' where first_name = 'Row 1'`)
      await owner.query(`update crm_contacts set status = 'customer'`)
      const { rows } = await owner.query(
        `select count(*)::int as count from audit_changes
         where tenant_id = $1 and action = 'update' and after->>'status' = 'customer'`,
        [alpha.id]
      )
      assert.equal(rows[0].count, many)
    })
  })

  test('the owner alone may load without the log', async ({ assert }) => {
    const quiet = await entriesOf(alpha.id, () =>
      asOwner((owner) =>
        owner.query(`set app.change_log = off; insert into base_tags (tenant_id, name)
          values ('${alpha.id}', 'Loaded')`)
      )
    )
    assert.deepEqual(quiet, [])
    const logged = await entriesOf(alpha.id, () =>
      alpha.run(async (environment) => {
        await environment.query(`select set_config('app.change_log', 'off', true)`)
        await Tag.create({ name: 'Sneaked in' })
      })
    )
    assert.lengthOf(logged, 1)
  })

  test('pages and jobs read the log and write it through functions alone', async ({ assert }) => {
    await alpha.run(() => Tag.create({ name: 'VIP' }))
    for (const sql of [
      `insert into audit_entries (kind, channel) values ('login', 'screen')`,
      `update audit_entries set user_id = null`,
      `delete from audit_changes`,
      `update audit_changes set after = null`,
      `select app.record_event('write', null, null, null, null)`,
      `select app.record_user_event(app.uuidv7(), 'login', null, null)`,
    ]) {
      const refused = alpha.run((environment) => environment.query(sql))
      const code = await refused.then(
        () => null,
        (error: { code: string }) => error.code
      )
      assert.equal(code, '42501', sql)
    }
  })

  test('another tenant and another location see nothing of it', async ({ assert }) => {
    const beta = await TestTenant.create('Beta')
    await alpha.run(() => Contact.create({ firstName: 'N', locationId: alpha.location('North') }))
    const seen = async (tenant: TestTenant, locationIds: string[] | null) =>
      Environment.run(
        systemAsker({ tenantId: tenant.id, userId: null, locationIds }),
        async (environment) => {
          const changes = await environment.query(
            `select 1 from audit_changes where table_name = 'crm_contacts'`
          )
          const entries = await environment.query(
            `select 1 from audit_entries where id in (select entry_id from audit_changes)
               or not exists (select from audit_changes c where c.entry_id = audit_entries.id)`
          )
          return [changes.length, entries.length > 0]
        }
      )
    const everything = (await loggedEntries(alpha.id)).length
    assert.isAbove(everything, 1)
    assert.deepEqual(await seen(alpha, [alpha.location('North')]), [1, true])
    assert.deepEqual((await seen(alpha, [alpha.location('South')]))[0], 0)
    assert.deepEqual((await seen(beta, null))[0], 0)
    const contacts = await Environment.run(
      systemAsker({ tenantId: alpha.id, userId: null, locationIds: [alpha.location('South')] }),
      (environment) => environment.query('select id from audit_entries')
    )
    const [entry] = (await loggedEntries(alpha.id)).filter(({ changes }) =>
      changes.some(({ table_name: table }) => table === 'crm_contacts')
    )
    assert.notInclude(
      contacts.map(({ id }) => id),
      entry!.id
    )
  })
})

type LoggedChange = Awaited<ReturnType<typeof loggedEntries>>[number]['changes'][number]
