import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { inEnglish } from '#app/domains/reasons'
import { discoverModules } from '#app/modules/discovery'
import { ModuleFiles } from '#app/modules/module_files'
import { resolveForAddons } from '#app/modules/resolution'
import { ModuleFolders } from '#tests/support/module_folders'

test('a module extends those that come to the disk after it', async ({ assert, cleanup }) => {
  const folders = await ModuleFolders.create()
  cleanup(() => folders.remove())
  await folders.module(
    'alpha',
    {},
    {
      'extends/late/sound.ts': `export const menu = { kind: 'menu-extension' }`,
      'extends/late/broken.ts': `throw new Error('no wheels')`,
    }
  )
  const files = new ModuleFiles([folders.root])
  const [before] = await files.load()
  assert.deepEqual(before!.extensions, [])

  await folders.module('late')
  for (const time of ['once', 'again']) {
    const alpha = (await files.update()).find(({ name }) => name === 'alpha')!
    const found = alpha.extensions.map(({ file }) => file)
    assert.deepEqual(found, ['extends/late/sound.ts'], time)
    const reasons = alpha.extensionFaults.map(({ file, reason }) => `${file} ${inEnglish(reason)}`)
    assert.deepEqual(reasons, ['extends/late/broken.ts cannot be loaded: no wheels'], time)
  }
  assert.deepEqual(before!.extensions, [], 'work under way keeps what it began with')
})

test('a link leads to a module that lies elsewhere', async ({ assert, cleanup }) => {
  const folders = await ModuleFolders.create()
  const elsewhere = await ModuleFolders.create()
  cleanup(() => folders.remove())
  cleanup(() => elsewhere.remove())
  await elsewhere.write(
    'linked/module.ts',
    `import { defineModule } from '#addon'
    import { DateTime } from 'luxon'
    export default defineModule({ name: 'linked', title: DateTime.local().isValid ? 'Linked' : '',
      version: '1.0.0', category: 'Tests', icon: 'box', summary: 'Elsewhere.', depends: [] })`
  )
  await symlink(join(elsewhere.root, 'linked'), join(folders.root, 'linked'))
  await symlink(join(elsewhere.root, 'nowhere'), join(folders.root, 'broken'))

  resolveForAddons(app.makePath(), [folders.root])
  const { modules, faults } = await discoverModules([folders.root])
  assert.deepEqual(faults, [])
  const path = join(elsewhere.root, 'linked')
  assert.deepEqual(
    modules.map((module) => [module.manifest.title, module.path]),
    [['Linked', path]]
  )
})
