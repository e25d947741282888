import type { DemoTenant } from '#addon'
import { Company } from '../models/company.ts'
import { Contact } from '../models/contact.ts'
import { contactTags, cultures, jobs, notes, sources, statuses } from './data/people.ts'
import { addressIn, cityNamed, cityOf, mobile } from './data/places.ts'
import { Random } from './data/random.ts'
import { addressable, pastMoment, tagsNamed } from './data/records.ts'

const privateMail = ['mailbox.example', 'post.example', 'inbox.example']

/** How many contacts each location has; the rest belongs to the whole tenant. */
const numbers: Readonly<Record<string, number>> = {
  'North': 152,
  'South': 108,
  'Harbour': 24,
  '': 12,
}

/** The people whom each demo tenant talks to. */
export default async function contacts(demo: DemoTenant) {
  if (await Contact.query().first()) return
  const random = new Random(4_711)
  const names = random.shuffle(everyName())
  const people = demo.name === 'Demo' ? names : names.reverse()
  const companies = await Company.query().orderBy('name')
  const tags = await tagsNamed(contactTags)
  for (const location of [...demo.locations.keys(), '']) {
    const locationId = demo.locations.get(location) ?? null
    const here = companies.filter((company) => company.locationId === locationId)
    const owners = ownersOf(demo, location)
    for (let made = 0; made < numbers[location]!; made++) {
      const company = here.length > 0 && random.chance(0.85) ? random.pick(here) : null
      const contact = await Contact.create({
        ...attributesOf(people.pop()!, company, random),
        locationId,
        ownerId: random.chance(0.85) ? random.pick(owners) : null,
      })
      const named = random.shuffle(contactTags).slice(0, random.pick([0, 0, 1, 1, 2, 3]))
      if (named.length === 0) continue
      await contact.related('tags').attach(named.map((name) => tags.get(name)!.id))
    }
  }
}

type Person = readonly [firstName: string, lastName: string]

function everyName(): Person[] {
  return cultures.flatMap(({ given, family }) =>
    given.flatMap((first) => family.map((last): Person => [first, last]))
  )
}

/** Members who work where the contact belongs. */
function ownersOf(demo: DemoTenant, location: string): string[] {
  const staff = [...demo.members].filter(([email]) => !/^(portal|support)@/.test(email))
  const elsewhere = location === 'North' ? ['south@'] : ['north@', 'sales@', 'team@']
  return staff
    .filter(([email]) => !elsewhere.some((name) => email.startsWith(name)))
    .map(([, id]) => id)
}

function attributesOf([firstName, lastName]: Person, company: Company | null, random: Random) {
  const city = company
    ? cityNamed(company.city)
    : cityOf(random.pick(['london', 'berlin', 'boston']))
  const department = random.pick(Object.keys(jobs))
  const mail = `${addressable(firstName)}.${addressable(lastName)}`
  const domain = company ? company.domain : random.pick(privateMail)
  return {
    firstName,
    lastName,
    email: random.chance(0.93) ? `${mail}@${domain}` : null,
    phone: random.chance(0.8) ? city.phone(random) : null,
    mobile: random.chance(0.35) ? mobile(random) : null,
    companyId: company?.id ?? null,
    department: company ? department : null,
    jobTitle: company ? random.pick(jobs[department]!) : null,
    status: random.weighted(statuses),
    source: random.weighted(sources),
    ...(random.chance(0.7) ? addressIn(city, random) : { city: city.name, country: city.country }),
    notes: random.chance(0.2) ? random.pick(notes) : null,
    doNotDisturb: random.chance(0.04),
    active: !random.chance(0.03),
    createdAt: pastMoment(random),
  }
}
