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
})
