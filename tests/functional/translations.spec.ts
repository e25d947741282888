import app from '@adonisjs/core/services/app'
import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'
import { missingTranslations } from '#app/modules/missing_translations'
import { isPseudo } from '#app/views/pseudo_locale'

/** The languages that people can choose, but for the one that everything is written in. */
const languages = i18nManager
  .supportedLocales()
  .filter((language) => language !== i18nManager.defaultLocale && !isPseudo(language))

test.group('Translations', () => {
  for (const language of languages) {
    test(`into ${language} are complete, for the host and every module`, async ({ assert }) => {
      const modules = await app.container.make('modules')
      assert.deepEqual(missingTranslations(language, await modules.load()), [])
    })
  }

  test('know a language that nobody has written', async ({ assert }) => {
    const modules = await app.container.make('modules')
    const missing = missingTranslations('tlh', await modules.load())
    const ofCrm = missing.find(({ module, file }) => module === 'crm' && /terms/.test(file))
    assert.property(ofCrm!.texts, 'First name')
    const ofHost = missing.find(({ file }) => file === 'tlh/ui.json')
    assert.equal(ofHost!.module, 'host')
  })
})
