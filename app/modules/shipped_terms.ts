import { languages } from '#config/i18n'
import { SOURCE_LANGUAGE, Terms } from './terms.ts'

/** A text of a shipped record in other languages; null where nobody has translated it. */
export type InLanguages = (text: unknown) => Record<string, string> | null

/** What a module ships in other languages: as its declared texts, by the English one. */
export function shippedTerms(module: { name: string; path: string }): InLanguages {
  const others = languages.filter((language) => language !== SOURCE_LANGUAGE)
  const terms = others.map((language) => [language, new Terms(language, [module])] as const)
  return (text) => {
    const found = terms.filter(([, known]) => known.has(module.name, String(text)))
    if (found.length === 0) return null
    const said = found.map(([language, known]) => [language, known.of(module.name)(String(text))])
    return Object.fromEntries(said) as Record<string, string>
  }
}
