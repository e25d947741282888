import type { I18nManager } from '@adonisjs/i18n'
import type { InputFault } from '../models/field_input.ts'
import { rememberTexts, type Translate } from '../views/texts.ts'

const known = new Map<string, Translate>()

/** The texts of a language. Texts without values are resolved once and remembered. */
export function textsOf(manager: I18nManager, language: string): Translate {
  let texts = known.get(language)
  if (!texts) {
    const i18n = manager.locale(manager.getSupportedLocaleFor([language]) ?? manager.defaultLocale)
    texts = rememberTexts((key, values) => i18n.t(key, values))
    known.set(language, texts)
  }
  return texts
}

/** Why a value was refused, in words. */
export function faultText(fault: InputFault, t: Translate): string {
  return 'text' in fault ? fault.text : t(fault.key, fault.values)
}
