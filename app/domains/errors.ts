import { Exception } from '@adonisjs/core/exceptions'
import { phrase, type PhraseKey, type Translate } from './phrases.ts'

/** A text by its key with its values, to be said in somebody's language; a value may be another. */
export interface Saying {
  readonly key: string
  readonly values?: Readonly<Record<string, string | number | Saying>>
}

/** What of a domain is refused: the keys of `domains.json` that begin with `refusal.`. */
type Refusal = PhraseKey extends infer K ? (K extends `refusal.${infer R}` ? R : never) : never

/**
 * A domain that cannot be asked. The message is in English; `saying` is the same for the language
 * of the person who wrote it. `path` is the place in the list: `[2, 2, 0]` is the first part of the
 * domain that is the value of the third term.
 */
export class DomainError extends Exception {
  static override status = 422
  static override code = 'E_DOMAIN'

  readonly saying: Saying
  readonly path: readonly number[]

  constructor(refusal: Refusal, values: Saying['values'] = {}, path: readonly number[] = []) {
    const saying = { key: `domains.refusal.${refusal}`, values }
    super(inEnglish(saying))
    this.saying = saying
    this.path = path
  }
}

/** A saying in the language of the translator. */
export function said({ key, values = {} }: Saying, t: Translate): string {
  const words = Object.entries(values).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'object' ? said(value, t) : value,
  ])
  return t(key, Object.fromEntries(words))
}

function inEnglish(saying: Saying): string {
  return said(saying, (key, values) =>
    phrase({ locale: 'en' }, key.slice('domains.'.length) as PhraseKey, values)
  )
}

/** A phrase about domains that stands within another. */
export function wording(key: PhraseKey, values?: Saying['values']): Saying {
  return { key: `domains.${key}`, values }
}

const LONGEST_QUOTE = 60

/** What somebody wrote, short enough for a message. */
export function quoted(value: unknown): string | Saying {
  if (Array.isArray(value)) return wording('aList')
  if (typeof value === 'function') return wording('aFunction')
  if (typeof value === 'symbol') return wording('aSymbol')
  if (typeof value === 'object' && value !== null) return wording('anObject')
  if (typeof value !== 'string') return String(value)
  return value.length > LONGEST_QUOTE ? `"${value.slice(0, LONGEST_QUOTE)}…"` : `"${value}"`
}
