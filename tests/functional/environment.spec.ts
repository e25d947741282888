import { test } from '@japa/runner'
import pg from 'pg'
import db from '@adonisjs/lucid/services/db'
import { credentials } from '#config/database'
import { Environment } from '#app/environment/environment'
import { systemAsker } from '#app/environment/scope'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'

const count = () =>
  asOwner(async (owner) =>
    Number((await owner.query('select count(*) from crm_contacts')).rows[0].count)
  )

test.group('Environment', (group) => {
  let alpha: TestTenant
  let beta: TestTenant

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    beta = await TestTenant.create('Beta')
  })

  test('refuses every query outside of one', async ({ assert }) => {
    const outside = { code: 'E_OUTSIDE_ENVIRONMENT' }
    for (const ask of [
      () => Contact.all(),
      () => Contact.create({ firstName: 'Nobody' }),
      () => db.from('crm_contacts'),
      () => db.rawQuery('select 1'),
      () => db.transaction(),
    ]) {
      const error = await Promise.resolve()
        .then(ask)
        .then(
          () => null,
          (reason) => reason
        )
      assert.containSubset(error, outside)
    }
  })

  test('commits when the work is done and rolls back when it throws', async ({ assert }) => {
    await alpha.run(() => Contact.create({ firstName: 'Kept' }))
    const failing = alpha.run(async () => {
      await Contact.create({ firstName: 'Lost' })
      throw new Error('on purpose')
    })
    await assert.rejects(() => failing, 'on purpose')
    assert.equal(await count(), 1)
  })

  test('undoes a savepoint alone', async ({ assert }) => {
    await alpha.run(async (environment) => {
      await Contact.create({ firstName: 'Before' })
      await environment
        .savepoint(async () => {
          await Contact.create({ firstName: 'Inside' })
          throw new Error('on purpose')
        })
        .catch(() => {})
      await Contact.create({ firstName: 'After' })
    })
    assert.equal(await count(), 2)
  })

  test('cannot be used when it has ended', async ({ assert }) => {
    let ended!: Environment
    let record!: Contact
    await alpha.run(async (environment) => {
      ended = environment
      record = await Contact.create({ firstName: 'Ann' })
    })
    record.lastName = 'Late'
    await assert.rejects(() => ended.enter(() => record.save()), /has ended/)
    await assert.rejects(() => ended.read([{ text: 'select 1' }]), /has ended/)
  })

  test('does not see, change or make records of another tenant', async ({ assert }) => {
    const foreign = await beta.run(() => Contact.create({ firstName: 'Bea' }))
    await alpha.run(async (environment) => {
      assert.isNull(await Contact.find(foreign.id))
      const touched = await environment.query(
        `update crm_contacts set first_name = 'Taken' where id = $1 returning id`,
        [foreign.id]
      )
      assert.lengthOf(touched, 0)
      await assert.rejects(
        () =>
          environment.savepoint(() =>
            environment.query(
              `insert into crm_contacts (tenant_id, first_name) values ($1, 'Planted')`,
              [beta.id]
            )
          ),
        /row-level security/
      )
    })
  })

  test('does not see or make records of another location', async ({ assert }) => {
    const north = alpha.location('North')
    const south = alpha.location('South')
    const foreign = await alpha.run(() => Contact.create({ firstName: 'Sven', locationId: south }))
    const shared = await alpha.run(() => Contact.create({ firstName: 'Everywhere' }))
    const asker = systemAsker({ tenantId: alpha.id, userId: null, locationIds: [north] })
    await Environment.run(asker, async (environment) => {
      assert.isNull(await Contact.find(foreign.id))
      assert.isNotNull(await Contact.find(shared.id))
      await assert.rejects(
        () =>
          environment.savepoint(() => Contact.create({ firstName: 'Moved', locationId: south })),
        /row-level security/
      )
    })
  })

  test('reads in one packet fail closed and leave the connection usable', async ({ assert }) => {
    await alpha.run(() => Contact.create({ firstName: 'Ann' }))
    const asker = systemAsker({ tenantId: alpha.id, userId: null, locationIds: null })
    for (let round = 0; round < 25; round++) {
      const broken = new Environment(asker).read([
        { text: 'select first_name from crm_contacts' },
        { text: 'select 1 / 0' },
        { text: 'select first_name from crm_contacts' },
      ])
      await assert.rejects(() => broken, /division by zero/)
    }
    const [rows] = await new Environment(asker).read([
      { text: 'select first_name from crm_contacts' },
    ])
    assert.deepEqual(rows, [{ first_name: 'Ann' }])
    await assert.rejects(
      () => new Environment(asker).read([{ text: `delete from crm_contacts` }]),
      /read-only transaction/
    )
  })

  test('without a tenant the database itself refuses', async ({ assert }) => {
    await alpha.run(() => Contact.create({ firstName: 'Ann' }))
    const stranger = new pg.Client(credentials.of('runtime'))
    await stranger.connect()
    try {
      await assert.rejects(
        () => stranger.query('select * from crm_contacts'),
        /tenant context missing/
      )
      await assert.rejects(
        () => stranger.query('select * from identity.users'),
        /permission denied/
      )
    } finally {
      await stranger.end()
    }
  })

  test('many at once on few connections never mix tenants', async ({ assert }) => {
    const tenants = await Promise.all(
      Array.from({ length: 6 }, (_, index) => TestTenant.create(`Tenant ${index}`))
    )
    for (const tenant of tenants) await tenant.run(() => Contact.create({ firstName: tenant.id }))
    const askers = tenants.map(({ id }) =>
      systemAsker({ tenantId: id, userId: null, locationIds: null })
    )
    const seen = await Promise.all(
      Array.from({ length: 300 }, async (_, turn) => {
        const asker = askers[turn % askers.length]!
        const environment = new Environment(asker)
        if (turn % 3 === 0) {
          const [rows] = await environment.read([{ text: 'select first_name from crm_contacts' }])
          return rows!.every((row) => row.first_name === asker.tenantId) && rows!.length === 1
        }
        return Environment.run(asker, async () => {
          const all = await Contact.all()
          if (turn % 10 === 1) throw new Error('on purpose')
          return all.length === 1 && all[0]!.firstName === asker.tenantId
        }).catch(() => true)
      })
    )
    assert.isTrue(seen.every(Boolean))
  })

  test('refuses a save of a version that somebody has replaced', async ({ assert }) => {
    const { id } = await alpha.run(() => Contact.create({ firstName: 'Ann' }))
    await alpha.run(async (environment) => {
      const first = await Contact.findOrFail(id)
      const second = await Contact.findOrFail(id)
      first.jobTitle = 'Buyer'
      await first.save()
      second.jobTitle = 'Director'
      await assert.rejects(
        () => environment.savepoint(() => second.save()),
        /was changed by somebody else/
      )
    })
  })
})
