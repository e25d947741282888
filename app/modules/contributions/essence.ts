import { createHash } from 'node:crypto'
import { Model } from '../../models/model.ts'
import type { Detail } from './contribution.ts'

/** A longer text says more than one reads in a line. */
const LONGEST = 160

/** Something that a declaration says, with the words for it if there are any. */
export function detail(name: string, value: unknown, text?: string): Detail {
  const isShort = text !== undefined && text !== '' && text.length <= LONGEST
  return { name, mark: markOf(value), ...(isShort && { text }) }
}

/** Something that a declaration says in so many words. */
export function said(name: string, text: string): Detail {
  return detail(name, text, text)
}

/** The same for what is declared in the same words, in every process and on every machine. */
export function markOf(value: unknown): string {
  const words = JSON.stringify(essenceOf(value, [])) ?? ''
  return createHash('sha256').update(words).digest('hex').slice(0, 12)
}

/** A declaration as plain values; models are their tables, functions and what is found out later their source. */
function essenceOf(value: unknown, above: readonly object[]): unknown {
  if (typeof value === 'function') return isModel(value) ? value.table : sourceOf(value)
  if (typeof value !== 'object' || value === null) return value
  if (above.includes(value)) return '…'
  const within = [...above, value]
  if (Array.isArray(value)) return value.map((each) => essenceOf(each, within))
  if (!isPlain(value)) return String(value)
  const declared = Object.entries(Object.getOwnPropertyDescriptors(value))
  return declared.map(([key, each]) => [key, essenceOf(each.get ?? each.value, within)])
}

function isModel(value: object): value is typeof Model {
  return Model.isPrototypeOf(value)
}

/** Without the spaces, which say nothing. */
function sourceOf(value: unknown): string {
  return String(value).replaceAll(/\s+/g, ' ')
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
