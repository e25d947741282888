import english from '../../resources/lang/en/reasons.json' with { type: 'json' }
import { said, type Saying } from './errors.ts'
import { phrase, type PhraseKey } from './phrases.ts'

export type ReasonKey = keyof typeof english

const OWN = 'reasons.'

/** Why something about modules is not so, to be said in the reader's language. */
export function reason(key: ReasonKey, values: Saying['values'] = {}): Saying {
  return { key: `${OWN}${key}`, values }
}

/** Several reasons as one. */
export function reasons([first, ...others]: readonly Saying[]): Saying {
  return others.length > 0 ? reason('and', { first: first!, more: reasons(others) }) : first!
}

/**
 * What an error says, as a part of a reason: in the reader's language if it knows how, or as it is,
 * with what PostgreSQL says more about it.
 */
export function causeOf(error: unknown): Saying | string {
  if (!(error instanceof Error)) return String(error)
  const { saying, message, detail } = error as Error & { saying?: Saying; detail?: string }
  return saying ?? (detail ? `${message} (${detail})` : message)
}

/** A reason as commands, logs and programs read it. */
export function inEnglish(saying: Saying): string {
  return said(saying, (key, values = {}) => {
    if (!key.startsWith(OWN)) {
      return phrase({ locale: 'en' }, key.slice('domains.'.length) as PhraseKey, values)
    }
    const text = english[key.slice(OWN.length) as ReasonKey]
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
  })
}
