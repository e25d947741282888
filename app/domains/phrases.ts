import english from '../../resources/lang/en/domains.json' with { type: 'json' }

export type PhraseKey = keyof typeof english

/**
 * Translates a key of `domains.json`, as `i18n.t` does. `fallback` is the English text, filled in.
 */
export type Translate = (
  key: string,
  values?: Record<string, string | number>,
  fallback?: string
) => string

/** What words are made with. */
export interface WordOptions {
  /** English without it. */
  readonly t?: Translate
  /** A BCP 47 tag, for numbers, days and lists: `en-GB`. */
  readonly locale: string
  /** Titles of the records that the domain names, by id; see `recordsIn`. */
  readonly names?: ReadonlyMap<string, string>
}

/** A phrase about domains in the language of the reader. */
export function phrase(
  options: WordOptions,
  key: PhraseKey,
  values: Record<string, string | number> = {}
): string {
  const filled = english[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
  return options.t ? options.t(`domains.${key}`, values, filled) : filled
}
