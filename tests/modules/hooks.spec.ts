import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { Environment } from '#app/environment/environment'
import { systemAsker } from '#app/environment/scope'
import { hooksOf } from '#app/models/hook_owner'
import { Model } from '#app/models/model'
import { ModulesService } from '#app/modules/modules_service'
import { Registry } from '#app/modules/registry'
import { Tag } from '#modules/base/models/tag'
import { Contact } from '#modules/crm/models/contact'
import { ModuleFolders } from '#tests/support/module_folders'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

class Label extends Model {
  static override table = 'base_tags'
  static override fields = Tag.fields
}

test('hooks of the house stay, whichever module meets a model first', async ({ assert }) => {
  await hooksOf('shy', async () => Label.before('create', () => {}))
  await emptyDatabase()
  const tenant = await TestTenant.create('Alpha')
  const { id } = await tenant.run(() => Label.create({ name: 'VIP' } as never))
  assert.isString(id)
  await emptyDatabase()
})

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
