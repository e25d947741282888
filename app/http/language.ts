import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { isPseudo } from '../views/pseudo_locale.ts'
import type { Translate } from '../views/texts.ts'
import { textsOf } from './texts.ts'

/** The language that the request asks for, else the given one, else English. */
export function languageOf(
  { request }: HttpContext,
  fallback: string = i18nManager.defaultLocale
): string {
  const asked = request.header('accept-language')
  return (asked && i18nManager.getSupportedLocaleFor(asked)) || fallback
}

/** The texts for somebody who is not logged in: in the language that their browser asks for. */
export function textsAsked(ctx: HttpContext): Translate {
  return textsOf(i18nManager, languageOf(ctx))
}

/** The languages that people choose from, each by its own name. */
export function languageChoices(): [code: string, name: string][] {
  return i18nManager
    .supportedLocales()
    .map((code) => [code, new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code])
}

/** The languages in which a value may be written, and others in which it is. */
export function languages(translations: Readonly<Record<string, unknown>> | null = null): string[] {
  const all = [...i18nManager.supportedLocales(), ...Object.keys(translations ?? {})]
  return [...new Set(all)].filter((language) => !isPseudo(language))
}

/** What a language is called in another one. */
export function languageName(language: string, asker: string): string {
  const locale = isPseudo(asker) ? i18nManager.defaultLocale : asker
  return new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language
}
