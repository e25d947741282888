import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { Records } from '../../access/records.ts'
import { renderNextActivities } from '../../views/thread/own_activities.ts'
import { ownActivityCards } from '../activities/own_activities.ts'
import { APPS_HREF } from '../apps/may_operate.ts'
import { boundedCounts, boundedText } from '../list/bounded_counts.ts'
import { standingConditions } from '../search/standing_conditions.ts'
import { localeOf } from '../formats.ts'
import { menuPages } from '../menu.ts'
import { Page } from '../page.ts'
import { isInternal } from '../thread/is_internal.ts'

/** So many activities stand on the page. */
const MOST_ACTIVITIES = 8

/**
 * The first page after the log-in: the one that its reader has chosen, or a greeting, a tile for
 * each screen, and what is to be done next.
 */
export default class HomeController {
  async show(ctx: HttpContext) {
    const page = new Page(ctx)
    const { asker, identity, registry, response, session } = ctx
    const chosen = identity!.user!.home
    if (menuPages(registry, asker).some(([href]) => href === chosen)) {
      session.reflash()
      return response.redirect().toPath(chosen!)
    }
    const now = DateTime.now().setZone(asker.timeZone)
    const title = page.t('ui.home.title')
    return page.renderView('pages/home', {
      title,
      crumbs: [],
      state: {
        greeting: page.t(`ui.home.${partOfDay(now.hour)}`, {
          name: identity!.user!.name.split(' ')[0]!,
        }),
        intro: now
          .setLocale(localeOf(asker.language))
          .toLocaleString({ weekday: 'long', day: 'numeric', month: 'long' }),
        tiles: await this.#tiles(ctx, page),
        appsHref: identity!.user!.isPlatformAdministrator ? APPS_HREF : null,
        activities: await this.#activities(ctx, page),
      },
    })
  }

  /** What the asker has to do next; null where that is nothing. */
  async #activities(ctx: HttpContext, page: Page) {
    if (!isInternal(ctx)) return null
    const cards = await ownActivityCards(ctx, page, { most: MOST_ACTIVITIES, back: 'home' })
    if (cards.length === 0) return null
    return renderNextActivities({ cards, csrf: ctx.request.csrfToken }, page.t)
  }

  /** A tile for each screen, with the number of its records; all are counted in one round trip. */
  async #tiles({ asker, environment, registry }: HttpContext, { formats, t }: Page) {
    const actions = registry.menu
      .filter(({ home }) => home)
      .flatMap(({ entries }) => entries.flatMap(({ action }) => action ?? []))
      .filter((action) => registry.shows(asker, action))
    const numbers = await boundedCounts(
      environment!,
      actions.map(({ model, list }) => {
        const records = new Records(model, registry.access)
        return { records, where: standingConditions(records, list.filter, false) }
      })
    )
    return actions.map(({ label, href, model }, index) => {
      const count = numbers[index]!
      const shown = boundedText(count, formats)
      const { one, many } = model.labels
      return {
        label,
        href,
        icon: model.icon,
        detail: t('ui.home.count', { shown, count, one, many }),
      }
    })
  }
}

function partOfDay(hour: number): 'night' | 'morning' | 'afternoon' | 'evening' {
  if (hour < 5) return 'night'
  if (hour < 12) return 'morning'
  return hour < 18 ? 'afternoon' : 'evening'
}
