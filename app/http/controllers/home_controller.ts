import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { Page } from '../page.ts'

/** The first page after the log-in: a greeting and a tile for each screen. */
export default class HomeController {
  async show(ctx: HttpContext) {
    const page = new Page(ctx)
    const { asker, identity, registry } = ctx
    const now = DateTime.now().setZone(asker.timeZone)
    const actions = [...registry.actions.values()].filter((action) => registry.shows(asker, action))
    const title = page.t('ui.home.title')
    return page.renderView('pages/home', {
      title,
      crumbs: [],
      state: {
        greeting: page.t(`ui.home.${partOfDay(now.hour)}`, {
          name: identity!.user!.name.split(' ')[0]!,
        }),
        intro: now
          .setLocale(asker.language)
          .toLocaleString({ weekday: 'long', day: 'numeric', month: 'long' }),
        tiles: actions.map((action) => ({
          label: action.label,
          href: action.href,
          icon: registry.modules.find(({ name }) => name === action.module)!.menu!.icon,
          detail: registry.modules.find(({ name }) => name === action.module)!.manifest.title,
        })),
        panels: [],
      },
    })
  }
}

function partOfDay(hour: number): 'night' | 'morning' | 'afternoon' | 'evening' {
  if (hour < 5) return 'night'
  if (hour < 12) return 'morning'
  return hour < 18 ? 'afternoon' : 'evening'
}
