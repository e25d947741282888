import { DateTime } from 'luxon'
import type { DemoTenant } from '#addon'
import { Contact } from '../models/contact.ts'
import { Deal } from '../models/deal.ts'
import { Stage } from '../models/stage.ts'
import { planNext } from './data/plans.ts'
import { dealSubjects, dealTags, lossReasons, priorities, stageWeights } from './data/deal_list.ts'
import { sources } from './data/people.ts'
import { Random } from './data/random.ts'
import { pastMoment, tagsNamed } from './data/records.ts'

/** How many deals each location has; the rest belongs to the whole tenant. */
const numbers: Readonly<Record<string, number>> = { 'North': 84, 'South': 62, 'Harbour': 14, '': 6 }

/** What each demo tenant hopes to sell, and has sold. */
export default async function deals(demo: DemoTenant) {
  if (await Deal.query().first()) return
  const random = new Random(30_807)
  const stages = new Map((await Stage.all()).map((stage) => [stage.name, stage]))
  const tags = await tagsNamed(dealTags)
  const open: Deal[] = []
  for (const location of [...demo.locations.keys(), '']) {
    const locationId = demo.locations.get(location) ?? null
    const contacts = await Contact.query()
      .where((query) => (locationId ? query.where({ locationId }) : query.whereNull('locationId')))
      .orderBy('name')
      .orderBy('id')
    for (let made = 0; made < numbers[location]!; made++) {
      const stage = stages.get(random.weighted(stageWeights))!
      const contact = random.pick(contacts)
      const deal = await Deal.create({
        ...attributesOf(stage, contact, random),
        locationId,
        ownerId: contact.ownerId,
      })
      if (stage.outcome === 'open') open.push(deal)
      const named = random.shuffle(dealTags).slice(0, random.pick([0, 1, 1, 2]))
      if (named.length === 0) continue
      await deal.related('tags').attach(named.map((name) => tags.get(name)!.id))
    }
  }
  await planNext(open, new Random(52_310))
}

function attributesOf(stage: Stage, contact: Contact, random: Random) {
  const today = DateTime.utc().startOf('day')
  const isOpen = stage.outcome === 'open'
  const inDays = random.integer(-6, 70)
  const closedOn = today.minus({ days: random.integer(0, 90) })
  return {
    name: random.pick(dealSubjects),
    contactId: contact.id,
    companyId: contact.companyId,
    stageId: stage.id,
    value: random.chance(0.94) ? random.integer(6, 480) * 250 : null,
    priority: random.weighted(priorities),
    health: isOpen ? healthOf(random) : null,
    expectedClose: isOpen ? today.plus({ days: inDays }) : closedOn,
    closedOn: isOpen ? null : closedOn,
    source: random.weighted(sources),
    lostReason: stage.outcome === 'lost' ? random.pick(lossReasons) : null,
    createdAt: pastMoment(random),
  }
}

function healthOf(random: Random) {
  return random.chance(0.2) ? null : random.weighted({ good: 55, risk: 30, stuck: 15 })
}
