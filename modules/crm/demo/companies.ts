import type { DemoTenant } from '#addon'
import { Company } from '../models/company.ts'
import { companyList, type CompanyLine } from './data/company_list.ts'
import { companyTags } from './data/people.ts'
import { addressIn, cityOf } from './data/places.ts'
import { Random } from './data/random.ts'
import { addressable, pastMoment, tagsNamed } from './data/records.ts'

/** The companies that each demo tenant does business with. */
export default async function companies(demo: DemoTenant) {
  if (await Company.query().first()) return
  const random = new Random(20_261)
  const tags = await tagsNamed(companyTags)
  const owners = [...demo.members.keys()].filter((email) => !/^(portal|support)@/.test(email))
  for (const [location, lines] of Object.entries(companyList[demo.name] ?? {})) {
    for (const line of lines) {
      const company = await Company.create({
        ...attributesOf(line, random),
        locationId: demo.locations.get(location) ?? null,
        ownerId: random.chance(0.8) ? demo.members.get(random.pick(owners)) : null,
      })
      const named = random.shuffle(companyTags).slice(0, random.pick([0, 0, 1, 1, 2]))
      if (named.length === 0) continue
      await company.related('tags').attach(named.map((name) => tags.get(name)!.id))
    }
  }
}

function attributesOf(line: CompanyLine, random: Random) {
  const { name, industry, size, description } = line
  const place = cityOf(line.city)
  const domain = `${addressable(name)}.example`
  return {
    name,
    industry,
    size,
    description,
    domain,
    website: `https://www.${domain}`,
    email: `${random.pick(['office', 'info', 'hello'])}@${domain}`,
    phone: place.phone(random),
    ...addressIn(place, random),
    createdAt: pastMoment(random).minus({ days: 40 }),
  }
}
