import { icon } from '../icons.ts'
import type { Translate } from '../texts.ts'
import { searchBox } from './box.ts'
import { favouriteItems } from './favourite_items.ts'
import { filterItems } from './filter_items.ts'
import { toolLinks, toolMenu } from './menu.ts'
import type { SearchTools } from './types.ts'

/**
 * The search box with its filters and the menus beside it, for every view of a screen. They
 * exchange the part of the page with the id `list`, which every view therefore has.
 */
export function renderSearchTools(search: SearchTools, t: Translate): string {
  return (
    searchBox(search, t) +
    toolMenu(icon('list-filter'), t('ui.list.filters'), filterItems(search, t)) +
    toolMenu(icon('layers'), t('ui.list.groupBy'), toolLinks(search.groupBy)) +
    toolMenu(icon('star'), t('ui.search.favourites'), favouriteItems(search, t))
  )
}
