import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { letIn, markOf, type Guest } from '../../../bench/crowd.ts'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const TENANTS = 20
const POOL = 5

const pages = (own: string) => [
  '/',
  '/crm/contacts',
  '/crm/contacts?sort=name',
  '/crm/contacts?q=mk',
  '/crm/companies',
  '/crm/contacts/new',
  '/crm/contacts/options/company?q=mk',
  own,
]

/** A tenant whose records are marked with its number and their location's. */
async function tenantOf(number: number): Promise<Guest[]> {
  const tenant = await TestTenant.create(`Tenant ${number}`)
  const places = ['North', 'South']
  const contacts = await tenant.run(async () => {
    const made: Contact[] = []
    for (const [index, place] of places.entries()) {
      const locationId = tenant.location(place)
      const mark = markOf(number, index + 1)
      const company = await Company.create({ name: `${mark} Works`, locationId })
      for (let each = 0; each < 4; each++) {
        const firstName = `${mark} ${each}`
        made.push(await Contact.create({ firstName, locationId, companyId: company.id }))
      }
    }
    return made
  })
  const north = `north@tenant${number}.test`
  const all = `all@tenant${number}.test`
  await tenant.user(north, ['base.location_manager'], ['North'])
  await tenant.user(all, ['base.manager'])
  return [
    await guestOf(north, [markOf(number, 1)], contacts[0]!),
    await guestOf(all, [markOf(number, 1), markOf(number, 2)], contacts[7]!),
  ]
}

async function guestOf(email: string, marks: string[], contact: Contact): Promise<Guest> {
  const visitor = new Visitor()
  await visitor.logIn(email)
  const own = `/crm/contacts/${contact.id}`
  const { text } = await visitor.get(own)
  return {
    name: email,
    cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    csrf: /name="_csrf" value="([^"]+)"/.exec(text)![1]!,
    marks: new Set(marks),
    pages: pages(own),
    own,
  }
}

/** Lets the server have only so many connections for pages. */
async function narrowPool(most: number): Promise<() => void> {
  const database = await app.container.make('lucid.db')
  const { client } = database.getRawConnection('runtime')!.connection!.client as unknown as {
    client: { pool: { max: number } }
  }
  const before = client.pool.max
  client.pool.max = most
  return () => {
    client.pool.max = before
  }
}

test.group('Crowd', (group) => {
  group.each.setup(emptyDatabase)

  test('two hundred clients of twenty tenants on five connections see their own records alone', async ({
    assert,
    cleanup,
  }) => {
    const guests: Guest[] = []
    for (let number = 1; number <= TENANTS; number++) guests.push(...(await tenantOf(number)))
    cleanup(await narrowPool(POOL))
    const report = await letIn({
      base: `http://${process.env.HOST}:${process.env.PORT}`,
      guests,
      clients: 200,
      responses: 4_000,
      milliseconds: 25_000,
    })
    assert.deepEqual(report.foreign, [])
    assert.deepEqual(
      Object.keys(report.byStatus).filter((status) => Number(status) >= 500),
      []
    )
    assert.isAbove(report.responses, 500)
    assert.isAbove(report.marks, report.responses)
    assert.isAbove(report.aborted, report.responses / 50)
    assert.isAbove(report.thrown, report.responses / 20)
  })
})
