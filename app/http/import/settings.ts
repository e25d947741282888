/** What is done with a row whose key meets a record that is there. */
export const onMatches = ['update', 'fill', 'skip', 'create'] as const
export type OnMatch = (typeof onMatches)[number]

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis'] as const
export const delimiters = [',', ';', '\t', '|'] as const
export const dateOrders = ['dmy', 'mdy'] as const
export const points = ['.', ','] as const

/** How a file is read, and what is done with its rows. */
export interface ImportSettings {
  kind: 'csv' | 'xlsx'
  encoding: (typeof encodings)[number]
  delimiter: (typeof delimiters)[number]
  /** Whether the first row names the columns. */
  hasHeadings: boolean
  /** The decimal point. */
  point: (typeof points)[number]
  /** Which comes first in a date such as 03/04/2026. ISO dates are read either way. */
  dateOrder: (typeof dateOrders)[number]
  /** The field by which records that are there are found; empty for none. */
  key: string
  onMatch: OnMatch
  /** Whether an empty cell empties the field of a record that is there. */
  clearsEmpty: boolean
  /** First rows of the file, for people to recognise it. */
  samples: string[][]
}

/** Settings with what a form says about them; what it does not say as it should stays. */
export function withForm(
  settings: ImportSettings,
  body: Readonly<Record<string, unknown>>,
  keys: readonly string[]
): ImportSettings {
  const one = <Value extends string>(all: readonly Value[], given: unknown, known: Value) =>
    all.find((each) => each === given) ?? known
  return {
    ...settings,
    encoding: one(encodings, body.encoding, settings.encoding),
    delimiter: one(delimiters, body.delimiter, settings.delimiter),
    hasHeadings: body.headings === '1',
    point: one(points, body.point, settings.point),
    dateOrder: one(dateOrders, body.dateOrder, settings.dateOrder),
    key: one(['', ...keys], body.key, ''),
    onMatch: one(onMatches, body.onMatch, settings.onMatch),
    clearsEmpty: body.clearsEmpty === '1',
  }
}

/** Whether the file has to be read anew under other settings. */
export function readsDifferently(one: ImportSettings, other: ImportSettings): boolean {
  return (
    one.encoding !== other.encoding ||
    one.delimiter !== other.delimiter ||
    one.hasHeadings !== other.hasHeadings
  )
}
