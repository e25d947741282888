import { planActivity, recordKey } from '#addon'
import { DateTime } from 'luxon'
import { ActivityType } from '#modules/base/models/activity_type'
import type { Deal } from '../../models/deal.ts'
import type { Random } from './random.ts'

/** What is planned about open deals, by the icons of the types of activities that come with Tatami. */
const summaries = {
  'list-todo': ['Send the revised offer', 'Check the delivery date', 'Order samples'],
  'phone': ['Ring about the offer', 'Ask who decides', 'Ring after the visit'],
  'calendar': ['Measure on site', 'Show the samples', 'Go through the offer'],
  'mail': ['Send the price list', 'Write about the dates', 'Send drawings'],
} as const

const weights: Readonly<Record<keyof typeof summaries, number>> = {
  'list-todo': 25,
  'phone': 40,
  'calendar': 15,
  'mail': 20,
}

/** Plans what the owners of some deals do next; a few are late. */
export async function planNext(deals: readonly Deal[], random: Random) {
  const types = new Map((await ActivityType.all()).map(({ icon, id }) => [icon, id]))
  const today = DateTime.utc().startOf('day')
  for (const deal of deals) {
    const icon = random.weighted(weights)
    const typeId = types.get(icon)
    if (!deal.ownerId || !typeId || random.chance(0.5)) continue
    await planActivity(recordKey(deal), {
      typeId,
      summary: random.pick(summaries[icon]),
      note: null,
      dueOn: today.plus({ days: random.integer(-3, 14) }).toISODate(),
      userId: deal.ownerId,
    })
  }
}
