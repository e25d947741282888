import type { I18nManager } from '@adonisjs/i18n'
import { said } from '../domains/errors.ts'
import type { InputFault } from '../models/field_input.ts'
import { isPseudo, markedText } from '../views/pseudo_locale.ts'
import { rememberTexts, type Translate } from '../views/texts.ts'

const known = new Map<string, Translate>()
let source: object | undefined

/**
 * The texts of a language. Texts without values are resolved once and remembered, until texts are
 * read anew because modules have come.
 */
export function textsOf(manager: I18nManager, language: string): Translate {
  const translations = manager.getTranslationsFor(manager.defaultLocale)
  if (translations !== source) known.clear()
  source = translations
  let texts = known.get(language)
  if (!texts) {
    const i18n = manager.locale(manager.getSupportedLocaleFor([language]) ?? manager.defaultLocale)
    texts = rememberTexts(
      isPseudo(language)
        ? (key, values) => markedText(manager.locale(manager.defaultLocale).t(key, values))
        : (key, values) => i18n.t(key, values)
    )
    known.set(language, texts)
  }
  return texts
}

/** Why values were refused, in words, by the names of the fields. */
export function faultTexts(
  faults: Readonly<Record<string, InputFault>>,
  t: Translate
): Record<string, string> {
  const texts = Object.entries(faults).map(([name, fault]): [string, string] => [
    name,
    'text' in fault ? fault.text : said(fault, t),
  ])
  return Object.fromEntries(texts)
}
