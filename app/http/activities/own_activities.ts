import type { HttpContext } from '@adonisjs/core/http'
import { ownActivities, type OwnActivity } from '../../models/activities.ts'
import { renderOwnActivitiesPage } from '../../views/thread/own_activities.ts'
import { recordTitles, titleKey } from '../thread/record_titles.ts'
import { activityCard } from './activity_card.ts'

/** So many activities stand on the page. */
const MOST = 200

/** What the asker has to do, in two round trips whatever it is about. */
export async function renderOwnActivities(ctx: HttpContext): Promise<Buffer> {
  const { asker, environment, page } = ctx
  const [rows] = await environment!.read([ownActivities(asker.tenantId, asker.userId!, MOST)])
  const activities = rows as unknown as OwnActivity[]
  const titles = await recordTitles(ctx.registry, page.t, activities)
  const cards = activities.flatMap((activity) => {
    const record = titles.get(titleKey(activity))
    if (!record) return []
    const href = `${record.href}/activities/${activity.id}`
    return [activityCard(ctx, page, activity, href, record)]
  })
  const title = page.t('ui.activity.mine')
  const body = renderOwnActivitiesPage({ cards, csrf: ctx.request.csrfToken }, page.t)
  return page.render({ title, crumbs: [{ label: title, href: null }] }, body)
}
