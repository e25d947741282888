import { test } from '@japa/runner'
import i18nManager from '@adonisjs/i18n/services/main'
import { moduleTexts } from '#app/modules/module_texts'
import { Terms } from '#app/modules/terms'
import { ModuleFolders } from '#tests/support/module_folders'

test('texts that cannot be read take no others along', async ({ assert, cleanup }) => {
  const folders = await ModuleFolders.create()
  cleanup(() => folders.remove())
  await folders.module('torn', {}, { 'locales/de/torn.json': '{', 'locales/de/terms.json': '{' })
  await folders.module('sound', {}, { 'locales/de/sound.json': '{ "hello": "Hallo" }' })
  const loader = moduleTexts([folders.root, `${folders.root}/nowhere`])(i18nManager.config)
  assert.equal((await loader.load()).de?.['sound.hello'], 'Hallo')

  await folders.module('late', {}, { 'locales/de/late.json': '{ "hello": "Spät" }' })
  assert.equal((await loader.load()).de?.['late.hello'], 'Spät')

  const terms = new Terms('de', [{ name: 'torn', path: `${folders.root}/torn` }])
  assert.equal(terms.of('torn')('Custom fields'), 'Eigene Felder')
})
