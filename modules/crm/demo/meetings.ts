import { DateTime } from 'luxon'
import type { DemoTenant } from '#addon'
import { Deal } from '../models/deal.ts'
import { Meeting } from '../models/meeting.ts'
import { Random } from './data/random.ts'

/** How many meetings each location has between the last three weeks and the next five. */
const numbers: Readonly<Record<string, number>> = { North: 34, South: 22, Harbour: 6 }

const subjects = [
  'First visit',
  'Measuring on site',
  'Going through the offer',
  'Samples and colours',
  'Call about dates',
  'Handover',
  'Lunch',
] as const
const places = ['At our office', 'At their office', 'On site', 'By telephone'] as const

/** When the people of each demo tenant meet whom they sell to. */
export default async function meetings(demo: DemoTenant) {
  if (await Meeting.query().first()) return
  const random = new Random(81_122)
  for (const [location, number] of Object.entries(numbers)) {
    const locationId = demo.locations.get(location)
    if (!locationId) continue
    const deals = await Deal.query()
      .where({ locationId })
      .preload('contact')
      .orderBy('name')
      .orderBy('id')
    for (let made = 0; made < number; made++) {
      await Meeting.create({ ...attributesOf(random.pick(deals), random), locationId })
    }
  }
}

function attributesOf(deal: Deal, random: Random) {
  const day = DateTime.utc()
    .startOf('week')
    .plus({ days: random.integer(-21, 35) })
  const workday = day.weekday > 5 ? day.minus({ days: 3 }) : day
  const startsAt = workday.plus({ minutes: random.integer(8 * 4, 16 * 4) * 15 })
  return {
    name: `${random.pick(subjects)}: ${deal.contact?.name ?? deal.name}`,
    startsAt,
    endsAt: startsAt.plus({ minutes: random.integer(2, 8) * 15 }),
    place: random.pick(places),
    dealId: deal.id,
    contactId: deal.contactId,
    companyId: deal.companyId,
    ownerId: deal.ownerId,
  }
}
