import { readFileSync } from 'node:fs'
import { I18nManagerFactory } from '@adonisjs/i18n/factories'
import type { Translate } from '#app/views/texts'

const messages: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../resources/lang/en/ui.json', import.meta.url), 'utf8')
)
const manager = new I18nManagerFactory().create()

/** The host's English texts. Throws for a key that there is not, or whose values are not all given. */
export const t: Translate = (key, values) => {
  const message = messages[key.replace(/^ui\./, '')]
  if (message === undefined) throw new Error(`There is no text "${key}"`)
  return manager.locale('en').formatRawMessage(message, values)
}
