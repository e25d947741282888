import type { HttpContext } from '@adonisjs/core/http'
import { Environment } from '../environment/environment.ts'
import { dueActivities } from '../models/activities.ts'
import { answersTo, countIn, tallies } from '../models/answer_cache.ts'
import { unreadNotifications } from '../models/notifications.ts'
import { todayOf } from './activities/activity_card.ts'
import { isInternal } from './thread/is_internal.ts'

/** What waits for the asker, as the top bar shows it; null where there is nobody to ask for. */
export interface Tray {
  /** What is due; null for people from outside. */
  activities: number | null
  /** What they have not read. */
  notifications: number
}

/**
 * What waits for the asker. The numbers are remembered until somebody writes, so that a page pays
 * for them only after that. A page about what was rolled back, or without an environment of its own
 * as those of apps are, asks beside it.
 */
export async function trayOf(ctx: HttpContext): Promise<Tray | null> {
  const { asker, environment } = ctx
  if (!asker.userId) return null
  const { tenantId, userId } = asker
  const questions = [
    tallies.ask(asker, 'notifications', unreadNotifications(tenantId, userId)),
    ...(isInternal(ctx)
      ? [tallies.ask(asker, 'activities', dueActivities(tenantId, userId, todayOf(ctx)))]
      : []),
  ]
  const reader = !environment || environment.hasEnded ? new Environment(asker) : environment
  const [notifications, activities] = await answersTo(reader, questions, countIn)
  return { notifications: notifications!, activities: activities ?? null }
}
