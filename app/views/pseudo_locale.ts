import { rememberTextsOf } from './remembered.ts'

/**
 * A language that nobody speaks, for tests and development: English between marks, written from right
 * to left. What stands on a page without marks has not gone through translation, and what assumes a
 * direction shows. The code is CLDR's for pseudo-localized bidirectional text.
 */
export const PSEUDO_LOCALE = 'ar-XB'

export function isPseudo(language: string): boolean {
  return language === PSEUDO_LOCALE
}

/** A text as the pseudo-language says it. */
export function markedText(text: string): string {
  return text === '' ? '' : `⟦${text}⟧`
}

/** Whether a language is written from the left or from the right: `ltr` or `rtl`. */
export const directionOf = rememberTextsOf((language) => {
  const { direction } = new Intl.Locale(language).getTextInfo()
  return direction === 'rtl' ? 'rtl' : 'ltr'
})
