import type { FieldTexts } from '../field_texts.ts'
import type { FormRules } from './form_rules.ts'

/** What of a posted form is accepted, and the fields that must not be empty and are. */
export interface Heeded {
  texts: FieldTexts
  missing: readonly string[]
  /** Whether something is taken for a field, or for the lines of a one2many. */
  takes: (name: string) => boolean
}

/**
 * Leaves out what was posted for fields that are not shown or only read. That can change what stands
 * in the form, so that it is asked again until nothing more falls away.
 */
export function heed(rules: FormRules | null, saved: FieldTexts, posted: FieldTexts): Heeded {
  if (!rules) return { texts: posted, missing: [], takes: () => true }
  let texts = posted
  for (;;) {
    const standing = { ...saved, ...texts }
    const taken = Object.entries(texts).filter(([key]) => rules.takes(fieldOf(key), standing))
    if (taken.length === Object.keys(texts).length) {
      const takes = (name: string) => rules.takes(name, standing)
      return { texts, missing: rules.missing(standing), takes }
    }
    texts = Object.fromEntries(taken)
  }
}

/** The field of a text: lines belong to their one2many. */
function fieldOf(key: string): string {
  const end = key.indexOf('.')
  return end === -1 ? key : key.slice(0, end)
}
