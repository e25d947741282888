import type { Fields } from '../domains/fields.ts'

/** Under this name lies what the search box finds; no field can have it. */
export const SEARCHED = '$search'

type Values = Readonly<Record<string, unknown>>

/**
 * The values of custom fields after one has been set. Empty ones are left out; a record without
 * any keeps null.
 */
export function withCustomValue(
  fields: Fields,
  values: Values | null | undefined,
  name: string,
  value: unknown
): Record<string, unknown> | null {
  const others = Object.entries(values ?? {}).filter(([key]) => key !== name && key !== SEARCHED)
  const isEmpty = value === null || value === undefined
  const kept = Object.fromEntries(isEmpty ? others : [...others, [name, value]])
  if (Object.keys(kept).length === 0) return null
  const searched = Object.entries(kept)
    .filter(([key]) => fields[key]?.options.search)
    .map(([, text]) => String(text))
  return searched.length > 0 ? { ...kept, [SEARCHED]: searched.join(' ') } : kept
}
