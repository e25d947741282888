import type { FormField } from '../form/types.ts'
import type { ScreenHead } from '../screens/types.ts'
import type { SearchTools } from '../search/types.ts'
import type { Translate } from '../texts.ts'

/** Something of the gallery, drawn by the code that draws it on real pages. */
export type Sample = (t: Translate) => string

/** The states of one thing, by their names. */
export type Shelf = Readonly<Record<string, Sample>>

/** A name that fits nowhere. */
export const LONG =
  'Northgate and Harbour Works of the United Cabinet Makers, Shopfitters and Upholsterers, Limited'

/** Where links of samples lead: nowhere else. */
export const HERE = '#main'

export const names = ['Hana Mori', 'Elliot Rowe', LONG]

/** The head of a screen that has every view. */
export const head: ScreenHead = {
  title: 'Deals',
  newHref: HERE,
  newLabel: 'New deal',
  importHref: HERE,
  exportHref: HERE,
  views: (
    [
      ['List', 'list'],
      ['Board', 'square-kanban'],
      ['Calendar', 'calendar'],
    ] as const
  ) // icons
    .map(([label, icon], at) => ({ label, icon, href: HERE, current: at === 0 })),
}

const link = (label: string, active = false) => ({ label, href: HERE, active })

/** A search with everything that it can have; without its facets where nothing is filtered. */
export function search(isFiltered = true): SearchTools {
  return {
    title: 'Deals',
    searchAction: HERE,
    searchValue: '',
    hiddenParams: [],
    facets: isFiltered
      ? [
          { label: 'Stage', value: 'New or Qualified', removeHref: HERE },
          { label: 'Company', value: LONG, removeHref: HERE },
        ]
      : [],
    filters: [{ ...link('Mine', true), group: 'Show' }, link('Archived')],
    groupBy: [link('Stage'), link('Owner')],
    editorHref: HERE,
    favourites: [link('Closing soon')],
    favouritesHref: HERE,
  }
}

export const noMatch = {
  title: 'No deals match',
  text: 'Nothing in the name, the company or the stage.',
  clearHref: HERE,
}

/** A drawn page whose part that is exchanged is being fetched. */
export const loading =
  (sample: Sample): Sample =>
  (t) =>
    sample(t).replace('id="list"', 'id="list" aria-busy="true"')

/** The states that every view has. */
export const states = (filled: Sample, one: Sample, none: Sample): Shelf => ({
  filled,
  one,
  empty: none,
  loading: loading(filled),
})

/** Marks that say what colours mean. */
export const legend = [
  { label: 'On the way', tone: 'k1' },
  { label: 'At risk', tone: 'k2' },
]

/** `readonlyEmpty` as "Readonly empty". */
export function inWords(name: string): string {
  return (name[0]!.toUpperCase() + name.slice(1)).replace(/[A-Z]/g, (letter, at) =>
    at === 0 ? letter : ` ${letter.toLowerCase()}`
  )
}

/** A field of a form, empty and to be edited, but for what is said otherwise. */
export const fieldOf = (name: string, changes: Partial<FormField> = {}): FormField => ({
  name,
  label: inWords(name),
  value: '',
  help: null,
  error: null,
  required: false,
  readonly: false,
  unsaved: false,
  ...changes,
})
