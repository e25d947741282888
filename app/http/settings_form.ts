/** A field of a page of settings: a text, or a drop-down list where there are options. */
export interface SettingsField {
  name: string
  label: string
  value: string
  type: 'text' | 'email'
  options: { value: string; label: string; chosen: boolean }[] | null
  error: string | null
}

/** A field in which one of some values is chosen. A value that is not among them stays. */
export function chosenField(
  name: string,
  label: string,
  value: string,
  values: readonly (string | [value: string, label: string])[],
  error: string | null = null
): SettingsField {
  const pairs = values.map((each): [string, string] =>
    typeof each === 'string' ? [each, each] : each
  )
  const all = pairs.some(([key]) => key === value) ? pairs : [[value, value] as const, ...pairs]
  const options = all.map(([key, text]) => ({ value: key, label: text, chosen: key === value }))
  return { name, label, value, type: 'text', options, error }
}

export function textField(
  name: string,
  label: string,
  value: string,
  error: string | null = null,
  type: SettingsField['type'] = 'text'
): SettingsField {
  return { name, label, value, type, options: null, error }
}
