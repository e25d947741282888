import { escapedTexts, type Translate } from '../texts.ts'
import { renderActivity } from './activity.ts'
import type { ThreadActivity } from './types.ts'

/** What somebody has to do: what is late first, then today, then what comes. */
export function renderOwnActivitiesPage(
  { cards, csrf }: { cards: readonly ThreadActivity[]; csrf: string },
  translate: Translate
): string {
  const t = escapedTexts(translate)
  const head = `<div class="head"><h1>${t('ui.activity.mine')}</h1></div>`
  if (cards.length === 0) {
    return `${head}<section class="panel quiet"><h2>${t('ui.activity.nothing')}</h2><p>${t('ui.activity.nothingText')}</p></section>`
  }
  const groups = Map.groupBy(cards, ({ state }) => state)
  const parts = [...groups].map(
    ([state, own]) =>
      `<h2 class="cap">${t(`ui.activity.state.${state}`)}</h2>${own.map((card) => renderActivity(card, csrf, t)).join('')}`
  )
  return `${head}<section class="panel thread" aria-label="${t('ui.activity.mine')}">${parts.join('')}</section>`
}
