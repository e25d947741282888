import i18nManager from '@adonisjs/i18n/services/main'
import { languages } from '#config/i18n'
import { said, type Saying } from '../domains/errors.ts'
import { Registry } from '../modules/registry.ts'

/**
 * A text by its key in `locales/<language>/<module>.json`, with its values. A list among them is of
 * declared texts: labels and titles, in the English of their declaration.
 */
export interface EventText {
  key: string
  values?: Readonly<Record<string, string | number | Saying | readonly string[]>>
}

/** Why an event is where it is: a text, several, or a sentence that is the same in every language. */
export type EventReason = string | EventText | readonly EventReason[]

/** A reason as it is stored: its key, its sentence in English, and that in other languages as JSON. */
export interface StoredReason {
  code: string | null
  text: string | null
  translations: string | null
}

/** Why an event waits whose provider's module is not installed. */
export function moduleMissing(title: string): EventText {
  return { key: MODULE_MISSING, values: { module: [title] } }
}

/** The code of events that wait for a module. */
export const MODULE_MISSING = 'reasons.event.moduleMissing'

/** A reason in all languages: nobody has read it yet, and whoever does has a language of their own. */
export function storedReason(reason: EventReason | null): StoredReason {
  const text = reason === null ? null : reasonIn(i18nManager.defaultLocale, reason)
  if (reason === null || !text) return { code: null, text: null, translations: null }
  const translated = languages
    .map((language): [string, string] => [language, reasonIn(language, reason)])
    .filter(([, other]) => other !== text)
  return {
    code: codeOf(reason),
    text,
    translations: translated.length > 0 ? JSON.stringify(Object.fromEntries(translated)) : null,
  }
}

/** A reason in one language. */
export function reasonIn(language: string, reason: EventReason): string {
  if (typeof reason === 'string') return reason
  if (isList(reason)) return reason.map((each) => reasonIn(language, each)).join(' ')
  const term = Registry.current.termIn(language)
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'short' })
  const values = Object.entries(reason.values ?? {}).map(([name, value]) => [
    name,
    Array.isArray(value) ? list.format(value.map((each: string) => term(each))) : value,
  ])
  const saying = { key: reason.key, values: Object.fromEntries(values) as Saying['values'] }
  return said(saying, (key, given) => i18nManager.locale(language).t(key, given))
}

function isList(reason: EventReason): reason is readonly EventReason[] {
  return Array.isArray(reason)
}

function codeOf(reason: EventReason): string | null {
  if (typeof reason === 'string') return null
  if (!isList(reason)) return reason.key
  return reason.map(codeOf).find((code) => code !== null) ?? null
}
