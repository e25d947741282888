import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { Environment } from '#app/environment/environment'
import { systemAsker } from '#app/environment/scope'
import { ModulesService } from '#app/modules/modules_service'
import { Registry } from '#app/modules/registry'
import { Contact } from '#modules/crm/models/contact'
import { ModuleFolders } from '#tests/support/module_folders'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

test('hooks of a module that is not in force are silent', async ({ assert }) => {
  const folders = await ModuleFolders.create()
  await folders.module(
    'shy',
    { depends: ['crm'] },
    {
      'events.ts': `import { Contact } from '#modules/crm/models/contact'
        Contact.before('create', (contact) => { contact.jobTitle = 'Heard' })`,
    }
  )
  await emptyDatabase()
  const tenant = await TestTenant.create('Alpha')
  const titleIn = (registry: Registry) => {
    const scope = { tenantId: tenant.id, userId: null, locationIds: null }
    return Environment.run({ ...systemAsker(scope), catalogue: registry.catalogue }, async () => {
      const contact = await Contact.create({ firstName: 'Nora' })
      return contact.jobTitle ?? null
    })
  }
  try {
    const loaded = await new ModulesService(app.makePath(), folders.root).load()
    assert.include(
      loaded.map(({ name }) => name),
      'shy'
    )
    const without = loaded.filter(({ name }) => name !== 'shy')
    assert.isNull(await titleIn(Registry.current))
    assert.isNull(await titleIn(new Registry(without, loaded)))
    assert.equal(await titleIn(new Registry(loaded)), 'Heard')
  } finally {
    await emptyDatabase()
    await folders.remove()
  }
})
