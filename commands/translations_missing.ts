import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { missingTranslations } from '#app/modules/missing_translations'

/** Lists what is not translated into a language yet, ready to be filled in. */
export default class TranslationsMissingCommand extends BaseCommand {
  static override commandName = 'translations:missing'
  static override description = 'List the texts that are not translated into a language'
  static override options: CommandOptions = { startApp: true }

  static {
    args.string({ description: 'The language, as de or ja' })(this.prototype, 'language')
    flags.boolean({ description: 'Print JSON' })(this.prototype, 'json')
  }

  declare language: string
  declare json: boolean | undefined

  override async run() {
    const modules = await this.app.container.make('modules')
    const missing = missingTranslations(this.language, await modules.load())
    if (this.json) {
      this.logger.log(JSON.stringify(missing, null, 2))
      return
    }
    for (const { module, file, texts } of missing) {
      this.logger.log(`${module}, ${file}`)
      for (const [key, text] of Object.entries(texts)) this.logger.log(`  ${key}: ${text}`)
    }
    if (missing.length === 0) this.logger.success(`Everything is translated into ${this.language}`)
    else this.exitCode = 1
  }
}
