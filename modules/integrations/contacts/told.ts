/** A contact in the words of another system: companies and tags by their names. */
export interface ContactValues {
  firstName: string | null
  lastName: string | null
  email: string | null
  phone: string | null
  address: string | null
  city: string | null
  state: string | null
  country: string | null
  postalCode: string | null
  source: string | null
  company: string | null
  doNotDisturb: boolean
  /** Sorted. */
  tags: readonly string[]
  /** Whether the contact exists there. */
  active: boolean
}

export type ValueName = keyof ContactValues

/** When something was said, in milliseconds, and the id of the event that said it. */
export interface Stamp {
  at: number
  by: string
}

/** What was last said about each value, and when. */
export type Told = { readonly [N in ValueName]?: Stamp & { value: ContactValues[N] } }

const unsaid: ContactValues = {
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  address: null,
  city: null,
  state: null,
  country: null,
  postalCode: null,
  source: null,
  company: null,
  doNotDisturb: false,
  tags: [],
  active: true,
}

/**
 * Adds what one event says. For each value the latest word counts, by the provider's time and,
 * where that is the same, by the event's id; so any order of the same events ends the same.
 * `isNews` says whether the event had the latest word about anything.
 */
export function hear(told: Told, said: Partial<ContactValues>, stamp: Stamp) {
  const news = Object.entries(said).filter(([name]) => {
    const before = told[name as ValueName]
    return !before || isLater(stamp, before)
  })
  const added = Object.fromEntries(news.map(([name, value]) => [name, { value, ...stamp }]))
  return { told: { ...told, ...added } as Told, isNews: news.length > 0 }
}

/** The values as they were last said. What was never said is empty. */
export function valuesOf(told: Told): ContactValues {
  const said = Object.entries(told).map(([name, { value }]) => [name, value])
  return { ...unsaid, ...Object.fromEntries(said) }
}

/** The names of the values that differ. */
export function differences(before: ContactValues, after: ContactValues): Set<ValueName> {
  const names = Object.keys(unsaid) as ValueName[]
  const text = (value: unknown) => JSON.stringify(value)
  return new Set(names.filter((name) => text(before[name]) !== text(after[name])))
}

function isLater(stamp: Stamp, other: Stamp): boolean {
  return stamp.at === other.at ? stamp.by > other.by : stamp.at > other.at
}
