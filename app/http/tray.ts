import type { HttpContext } from '@adonisjs/core/http'
import { isInternal } from './thread/is_internal.ts'
import { tallies } from '../models/answer_cache.ts'
import { dueActivities } from '../models/activities.ts'
import { todayOf } from './activities/activity_card.ts'

/** What waits for the asker, as the top bar shows it; null where there is nobody to ask for. */
export interface Tray {
  activities: number
}

/**
 * What waits for the asker. The numbers are remembered until somebody writes, so that a page pays
 * for them only after that.
 */
export async function trayOf(ctx: HttpContext): Promise<Tray | null> {
  const { asker, environment } = ctx
  if (!environment || !asker.userId || !isInternal(ctx)) return null
  const statement = dueActivities(asker.tenantId, asker.userId, todayOf(ctx))
  const question = tallies.ask(asker, 'activities', statement)
  if (question.known !== undefined) return { activities: question.known }
  const [rows] = await environment.read([statement])
  const count = Number(rows![0]!.count)
  question.remember(count)
  return { activities: count }
}
