import type { HttpContext } from '@adonisjs/core/http'
import { ownActivities, type OwnActivity } from '../../models/activities.ts'
import { renderOwnActivitiesPage } from '../../views/thread/own_activities.ts'
import type { ThreadActivity } from '../../views/thread/types.ts'
import type { Page } from '../page.ts'
import { recordTitles, titleKey } from '../thread/record_titles.ts'
import { activityCard } from './activity_card.ts'

/** So many activities stand on the page. */
const MOST = 200

/** The page of what the asker has to do. */
export async function renderOwnActivities(ctx: HttpContext): Promise<Buffer> {
  const { page } = ctx
  const cards = await ownActivityCards(ctx, page, { most: MOST, back: 'activities' })
  const title = page.t('ui.activity.mine')
  const body = renderOwnActivitiesPage({ cards, csrf: ctx.request.csrfToken }, page.t)
  return page.render({ title, crumbs: [{ label: title, href: null }] }, body)
}

/** What the asker has to do next, in two round trips whatever it is about. */
export async function ownActivityCards(
  ctx: HttpContext,
  page: Page,
  { most, back }: { most: number; back: 'activities' | 'home' }
): Promise<ThreadActivity[]> {
  const { asker, environment, registry } = ctx
  const [rows] = await environment!.read([ownActivities(asker.tenantId, asker.userId!, most)])
  const activities = rows as unknown as OwnActivity[]
  const titles = await recordTitles(registry, page.t, activities)
  return activities.flatMap((activity) => {
    const record = titles.get(titleKey(activity))
    if (!record) return []
    const href = `${record.href}/activities/${activity.id}`
    return [activityCard(ctx, page, activity, href, { record, back })]
  })
}
