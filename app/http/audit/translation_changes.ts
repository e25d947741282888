import type { Field } from '../../domains/fields.ts'
import { languageName } from '../language.ts'

/** One field before and after, in words. */
export interface FieldChange {
  label: string
  before: string
  after: string
}

/** What changed of the values of a field in other languages, one by one, with the language. */
export function translationChanges(
  { options }: Field,
  before: unknown,
  after: unknown,
  language: string
): (FieldChange & { language: string })[] {
  const [old, now] = [before, after].map(
    (each) => (each ?? {}) as Readonly<Record<string, unknown>>
  )
  const all = [...new Set([...Object.keys(old!), ...Object.keys(now!)])]
  return all
    .filter((each) => old![each] !== now![each])
    .map((each) => ({
      language: each,
      label: `${options.label} (${languageName(each, language)})`,
      before: String(old![each] ?? ''),
      after: String(now![each] ?? ''),
    }))
}
