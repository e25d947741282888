/** A link in a menu beside the search box; the active ones carry a check mark. */
export interface ToolLink {
  label: string
  href: string
  active: boolean
  /** Heading under which the link stands. Links of one group stand together. */
  group?: string
}

/** A filter that is on, shown as a chip in the search box. */
export interface SearchFacet {
  /** What is filtered, such as "Status". */
  label: string
  /** To what, in words: "open or customer". */
  value: string
  /** The same screen without this filter. */
  removeHref: string
}

/** The stretches of time to filter one field by: in words, and from one day up to another. */
export interface RangeMenu {
  /** What is filtered, such as "Created". */
  label: string
  links: readonly ToolLink[]
  /** Where the form with two days is sent, with the name of the field and the screen as it is. */
  action: string
  name: string
  screen: string
}

/** The search box and the menus beside it, the same for every view of a screen. */
export interface SearchTools {
  /** What is searched, such as "Contacts". */
  title: string
  searchAction: string
  /** Name of the search box in the address; `q` where nothing is said. */
  searchName?: string
  searchValue: string
  /** What answers with suggestions for `?q=`; a plain box where nothing is said. */
  suggestionsHref?: string
  /** What the search form must carry along: filters, groups, the view. */
  hiddenParams: [name: string, value: string][]
  facets: readonly SearchFacet[]
  filters: readonly ToolLink[]
  ranges?: readonly RangeMenu[]
  /** The page on which a filter is put together. */
  editorHref?: string
  groupBy: readonly ToolLink[]
  favourites?: readonly ToolLink[]
  /** The page on which searches are saved and favourites changed. */
  favouritesHref?: string
}
