import { fitsPattern } from './patterns.ts'

/** How two values are compared. */
export type Comparison = '=' | '<' | '<=' | '>' | '>=' | 'like' | 'ilike' | '=like' | '=ilike'

/** One value of a form, held against others; of several, one has to fit. */
export interface TextTerm {
  readonly name: string
  readonly as: 'text' | 'number' | 'boolean'
  readonly op: Comparison
  readonly values: readonly (string | number | boolean | null)[]
}

/**
 * A condition about what stands in a form, as plain data. The server decides by it what it accepts and
 * the browser what it shows: both run this file, so it stands on nothing that only one of them has.
 */
export type TextTest =
  | boolean
  | { readonly all: readonly TextTest[] }
  | { readonly any: readonly TextTest[] }
  | { readonly not: TextTest }
  | TextTerm

/** Whether the texts of a form meet a condition. A field without a text is empty. */
export function meets(test: TextTest, textOf: (name: string) => string): boolean {
  if (typeof test === 'boolean') return test
  if ('all' in test) return test.all.every((each) => meets(each, textOf))
  if ('any' in test) return test.any.some((each) => meets(each, textOf))
  if ('not' in test) return !meets(test.not, textOf)
  const actual = valueOf(test.as, textOf(test.name).trim())
  return test.values.some((value) => fits(actual, test.op, value))
}

function valueOf(as: TextTerm['as'], text: string) {
  if (as === 'boolean') return text === '1' || text === 'true'
  if (text === '') return null
  return as === 'number' ? Number(text.replaceAll(/[\s,']/g, '')) : text
}

type Comparable = string | number | boolean | null

function fits(actual: Comparable, op: Comparison, value: Comparable): boolean {
  if (op.endsWith('like')) return fitsText(actual, op, String(value))
  if (actual === null || value === null) return actual === value && op === '='
  if (op === '=') return actual === value
  if (op === '<') return actual < value
  if (op === '<=') return actual <= value
  return op === '>' ? actual > value : actual >= value
}

function fitsText(actual: Comparable, op: Comparison, value: string): boolean {
  if (!op.startsWith('=') && value === '') return true
  if (typeof actual !== 'string') return false
  if (op === 'like') return actual.includes(value)
  if (op === 'ilike') return actual.toLowerCase().includes(value.toLowerCase())
  if (op === '=like') return fitsPattern(actual, value)
  return fitsPattern(actual.toLowerCase(), value.toLowerCase())
}
