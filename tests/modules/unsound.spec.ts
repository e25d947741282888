import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { inEnglish } from '#app/domains/reasons'
import { ModulesService } from '#app/modules/modules_service'
import { soundRegistry } from '#app/modules/sound_registry'
import { withHouse } from '#tests/support/life_cycle'
import { ModuleFolders } from '#tests/support/module_folders'

const torn = {
  'menus.ts': `import { menu, open } from '#addon'
    export default menu('Torn', { icon: 'box', items: { torn: open('Torn', undefined) } })`,
}

const thing = (table: string) => `import { Model, many2one, text } from '#addon'
  import { Contact } from '#modules/crm/models/contact'
  export class Thing extends Model {
    static table = '${table}'
    static label = { one: 'thing', many: 'things' }
    static fields = {
      name: text({ label: 'Name', search: true }),
      contact: many2one(() => Contact, { label: 'Contact' }),
    }
  }`

const things = (table: string, columns: string) => `import { Migration } from '#addon'
  export default class extends Migration {
    async up() { this.createTenantTable('${table}', (table) => { ${columns} }) }
  }`

test.group('Modules | whose declarations cannot be put together', () => {
  test('are left out with what needs them, and all others are there', async ({
    assert,
    cleanup,
  }) => {
    const folders = await ModuleFolders.create()
    cleanup(() => folders.remove())
    await folders.module('torn', {}, torn)
    await folders.module('needs-torn', { depends: ['torn'] })
    await folders.module('sound', { depends: ['crm'] })
    const loaded = await new ModulesService(app.makePath(), folders.root).load()
    const { registry, faults } = soundRegistry(loaded, loaded)
    const names = registry.modules.map(({ name }) => name)
    assert.includeMembers(names, ['base', 'crm', 'sound'])
    assert.sameMembers(
      faults.map(({ name, reason }) => `${name} ${inEnglish(reason).replace(/: .*/, '')}`),
      ['torn cannot be opened', 'needs-torn depends on "torn", which is not open']
    )
  })

  test('are a conflict of the plan', async ({ assert }) => {
    await withHouse('torn', async (house) => {
      await house.folders.module('torn', { depends: ['crm'] }, torn)
      const { conflicts, digest } = await house.plan('install', 'torn')
      assert.equal(conflicts.length, 1)
      assert.match(conflicts[0]!, /^torn cannot be opened: /)
      assert.equal(digest, '')
    })
  })

  test('are a conflict where their views, tiles and tables lack a field', async ({ assert }) => {
    await withHouse('torn', async (house) => {
      const lacking = (field: string) => `import * as all from '#addon'
        import { Thing } from './models/thing.ts'
        const { list, search, dashboard, figureTile } = all
        ${field}`
      await house.folders.module(
        'lacking',
        { depends: ['crm'] },
        {
          'models/thing.ts': thing('lacking_things'),
          'migrations/0001_things.ts': things('lacking_things', `table.columns.text('name')`),
          'views/thing.ts': lacking(`export const sorted = list(Thing, ['name'], { order: 'nme' })
            export const found = search(Thing, { fields: ['name'], filters: { old: ['Old', [['contact.age', '>', 1]]] } })`).replace(
            './models',
            '../models'
          ),
          'dashboard.ts': lacking(`export const overview = dashboard('Overview', {
              weight: figureTile('Weight', Thing, { measure: 'sum:weight' }) })
            export default { count: figureTile('Count', Thing, { date: 'day' }) }`),
        }
      )
      const plan = await house.plan('install', 'lacking')
      assert.equal(plan.digest, '')
      assert.sameMembers(plan.conflicts, [
        'lacking: sorted names the field "nme", which Thing does not have',
        'lacking: found names the field "age", which Contact does not have',
        'lacking: weight names the field "weight", which Thing does not have',
        'lacking: count names the field "day", which Thing does not have',
      ])
    })
  })

  test('are a conflict where no migration makes what their models declare', async ({ assert }) => {
    await withHouse('torn', async (house) => {
      await house.folders.module('bare', {}, { 'models/thing.ts': thing('bare_things') })
      await house.folders.module(
        'thin',
        { depends: ['crm'] },
        {
          'models/thing.ts': thing('thin_things'),
          'migrations/0001_things.ts': things('thin_things', `table.columns.text('nmae')`),
        }
      )
      const bare = await house.plan('install', 'bare')
      assert.deepEqual(bare.conflicts, ['Thing: no migration makes its table "bare_things"'])
      const thin = await house.plan('install', 'thin')
      assert.deepEqual(thin.conflicts, [
        'Thing.name has no column: a migration has to add "name" to "thin_things"',
        'Thing.contact has no column: a migration has to add "contact_id" to "thin_things"',
        'Thing.name is to be searched, and "thin_things" cannot be: a migration has to say table.searchable([…])',
      ])
      assert.equal(thin.digest, '')
    })
  })
})
