import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const switchModule = (tenant: TestTenant, module: string, active: boolean) =>
  tenant.run((environment) =>
    environment.query(
      `insert into tenant_modules (module, active) values ($1, $2)
       on conflict (tenant_id, module) do update set active = excluded.active`,
      [module, active]
    )
  )

test.group('The registry of a tenant', (group) => {
  let alpha: TestTenant
  let beta: TestTenant
  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    beta = await TestTenant.create('Beta')
    await alpha.user('ada@alpha.test', ['base.administrator'])
    await beta.user('bob@beta.test', ['base.administrator'])
  })

  test('lacks what is switched off for the tenant, with all that rests on it', async ({
    assert,
  }) => {
    await switchModule(alpha, 'crm', false)
    const ada = await Visitor.of('ada@alpha.test')
    assert.equal((await ada.get('/crm/contacts')).status, 404)
    assert.equal((await ada.get('/integrations/events')).status, 404)
    assert.notInclude((await ada.get('/')).text, 'href="/crm/contacts"')
  })

  test('is that of everybody for other tenants', async ({ assert }) => {
    await switchModule(alpha, 'crm', false)
    const bob = await Visitor.of('bob@beta.test')
    assert.equal((await bob.get('/crm/contacts')).status, 200)
  })

  test('changes with the next request, and keeps all data', async ({ assert }) => {
    const ada = await Visitor.of('ada@alpha.test')
    await alpha.run(() => Contact.create({ firstName: 'Nora', lastName: 'Example' }))
    assert.include((await ada.get('/crm/contacts')).text, 'Nora Example')
    await switchModule(alpha, 'crm', false)
    assert.equal((await ada.get('/crm/contacts')).status, 404)
    await switchModule(alpha, 'crm', true)
    assert.include((await ada.get('/crm/contacts')).text, 'Nora Example')
  })

  test('cannot be changed for another tenant', async ({ assert }) => {
    const foreign = alpha.run((environment) =>
      environment.query(`insert into tenant_modules (tenant_id, module, active)
        values ('${beta.id}', 'crm', false)`)
    )
    await assert.rejects(() => foreign, /row-level security/)
    const [row] = await asOwner(
      async (owner) =>
        (await owner.query('select customization from tenants where id = $1', [beta.id])).rows
    )
    assert.deepEqual(row, { customization: 0 })
  })
})
