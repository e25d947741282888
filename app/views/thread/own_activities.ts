import { escapedTexts, type Translate } from '../texts.ts'
import { renderActivity } from './activity.ts'
import type { ThreadActivity } from './types.ts'

interface OwnActivities {
  cards: readonly ThreadActivity[]
  csrf: string
}

/** The page of what somebody has to do. */
export function renderOwnActivitiesPage(own: OwnActivities, translate: Translate): string {
  const t = escapedTexts(translate)
  const head = `<div class="head"><h1>${t('ui.activity.mine')}</h1></div>`
  if (own.cards.length === 0) {
    return `${head}<section class="panel quiet"><h2>${t('ui.activity.nothing')}</h2><p>${t('ui.activity.nothingText')}</p></section>`
  }
  return `${head}<section class="panel thread" aria-label="${t('ui.activity.mine')}">${renderCards(own, 'h2', t)}</section>`
}

/** What somebody has to do next, on the first page after the log-in, with the way to the rest. */
export function renderNextActivities(own: OwnActivities, translate: Translate): string {
  const t = escapedTexts(translate)
  const heading = `<header class="panel__head"><h2 id="next"><a href="/activities">${t('ui.activity.mine')}</a></h2></header>`
  return `<section class="panel thread" aria-labelledby="next">${heading}${renderCards(own, 'h3', t)}</section>`
}

/** What is late first, then today, then what comes. */
function renderCards({ cards, csrf }: OwnActivities, head: 'h2' | 'h3', t: Translate): string {
  const groups = Map.groupBy(cards, ({ state }) => state)
  const parts = [...groups].map(
    ([state, own]) =>
      `<${head} class="cap">${t(`ui.activity.state.${state}`)}</${head}>${own.map((card) => renderActivity(card, csrf, t)).join('')}`
  )
  return parts.join('')
}
