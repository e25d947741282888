/** What one fills in for a condition. */
export type ValueInput =
  | 'none'
  | 'text'
  | 'number'
  | 'numbers'
  | 'day'
  | 'days'
  | 'period'
  | 'yesNo'
  | 'options'
  | 'record'

export interface EditorOption {
  id: string
  label: string
}

/** The fields of one model, of the records themselves or behind a relation. */
export interface EditorFieldGroup {
  label: string | null
  options: readonly EditorOption[]
}

/** One condition, ready to be drawn. */
export interface EditorTerm {
  kind: 'term'
  /** Where it stands in the tree: `0.2`. */
  place: string
  /** What it is about, for those who hear it: “Condition 3”. */
  label: string
  path: string
  operators: readonly EditorOption[]
  operator: string
  input: ValueInput
  values: readonly string[]
  /** Options of a selection, stretches of time, or records of which one is meant. */
  options: readonly EditorOption[]
  /** What was typed to find a record. */
  text: string
  error: string | null
}

/** A condition in words that can only be taken away. */
export interface EditorKept {
  kind: 'kept'
  place: string
  label: string
  words: string
  /** Its domain as JSON. */
  domain: string
}

export interface EditorGroup {
  kind: 'group'
  place: string
  match: 'all' | 'any' | 'none'
  rules: readonly EditorRule[]
  /** Whether a group may be put into it. */
  canNest: boolean
}

export type EditorRule = EditorTerm | EditorKept | EditorGroup

/** The page on which a filter is put together. */
export interface FilterEditor {
  title: string
  /** Where the form is sent. */
  action: string
  /** What answers with records for `?path=…&q=…`. */
  optionsHref: string
  /** The screen's address after the question mark, without the filter. */
  screen: string
  backHref: string
  fields: readonly EditorFieldGroup[]
  root: EditorGroup
  /** The filter in words; empty where it asks nothing. */
  words: string
  /** Whether an access rule can be made of it. */
  mayRule: boolean
}
