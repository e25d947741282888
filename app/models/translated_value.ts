import type { Field } from '../domains/fields.ts'

/** The value of a translated field: as it is stored, and in other languages. */
export interface TranslatedValue {
  source: unknown
  translations: Readonly<Record<string, unknown>> | null
}

/** The value that people of a language read: that in their language, else the stored one. */
export function readIn({ source, translations }: TranslatedValue, language: string): unknown {
  return translations?.[language] ?? source ?? null
}

/**
 * The value after somebody has written it in a language. The stored value is that of the tenant's own
 * language, and of whoever wrote first; others stand beside it. One that is emptied falls back to the
 * stored value. What people read already is not written down as a translation.
 */
export function writtenIn(
  current: TranslatedValue,
  value: unknown,
  { language, tenantLanguage }: { language: string; tenantLanguage: string | undefined }
): TranslatedValue {
  const { source, translations } = current
  if ((value ?? null) === readIn(current, language)) return current
  const isBeside = Object.hasOwn(translations ?? {}, language)
  if ((source ?? null) === null || (language === tenantLanguage && !isBeside)) {
    return { source: value, translations }
  }
  return { source, translations: translatedInto(translations, language, value ?? null) }
}

/** Translations with the value in one language put in, or with null taken out. */
export function translatedInto(
  translations: TranslatedValue['translations'],
  language: string,
  value: unknown
): TranslatedValue['translations'] {
  const others = Object.entries(translations ?? {}).filter(([key]) => key !== language)
  const kept = value === null ? others : [...others, [language, value] as const]
  return kept.length > 0 ? Object.fromEntries(kept) : null
}

/** How input names the value of a translated field in one language: `name:de`. */
export function nameIn(name: string, language: string): string {
  return `${name}:${language}`
}

/** The name of a field, with its language where it is a translated one: what it says is known anywhere. */
export function nameWithLanguage(
  name: string,
  { options: { translate, language } }: Pick<Field, 'options'>
): string {
  const isOwn = translate && language && partsOf(name).language === null
  return isOwn ? nameIn(name, language) : name
}

/** The field and the language that a name of input means; no language for a field itself. */
export function partsOf(name: string): { field: string; language: string | null } {
  const at = name.lastIndexOf(':')
  if (at < 0) return { field: name, language: null }
  return { field: name.slice(0, at), language: name.slice(at + 1) }
}
