import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import type { Translate } from '../texts.ts'
import { toolLinks } from './menu.ts'
import type { SearchTools } from './types.ts'

/** The menu of favourites: those of the screen, and the way to save the search or change them. */
export function favouriteItems(
  { favourites = [], favouritesHref }: SearchTools,
  t: Translate
): string {
  if (!favouritesHref) return ''
  const save = `<a class="item" href="${escape(favouritesHref)}">${icon('plus')}${t(favourites.length > 0 ? 'ui.search.changeFavourites' : 'ui.search.saveSearch')}</a>`
  return [toolLinks(favourites), save].filter(Boolean).join('<hr>')
}
