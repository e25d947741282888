import { test } from '@japa/runner'
import { inEnglish } from '#app/domains/reasons'
import { ModuleFiles } from '#app/modules/module_files'
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
