import type { Group } from '@japa/runner/core'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

/** A contact about which people talk, two colleagues, and one of them at a browser. */
export interface Talk {
  alpha: TestTenant
  mia: TestUser
  jonah: TestUser
  /** Mia, who has the page of the contact open. */
  visitor: Visitor
  contact: Contact
  types: Awaited<ReturnType<typeof activityTypesOf>>
  /** Address of the contact. */
  href: string
}

/** Makes all of it anew for every test of a group. Its properties are there during a test. */
export function withTalk(group: Group): Talk {
  const talk = {} as Talk
  group.each.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    const mia = await alpha.user('mia@alpha.test', ['base.manager'])
    const jonah = await alpha.user('jonah@alpha.test', ['base.manager'])
    const contact = await alpha.run(() =>
      Contact.create({
        firstName: 'Ada',
        email: 'ada@client.test',
        locationId: alpha.location('North'),
      })
    )
    const visitor = await Visitor.of(mia.email)
    const href = `/crm/contacts/${contact.id}`
    await visitor.get(href)
    const types = await activityTypesOf(alpha)
    Object.assign(talk, { alpha, mia, jonah, visitor, contact, types, href })
  })
  return talk
}

/** Somebody else of the tenant, at a browser. */
export async function visitorFrom({ alpha }: Talk, ...who: Parameters<TestTenant['user']>) {
  return Visitor.of((await alpha.user(...who)).email)
}

/** People who may not read the contact: of another place, under a rule, of another tenant. */
export async function strangersTo({ alpha }: Talk): Promise<TestUser[]> {
  const beta = await TestTenant.create('Beta')
  return [
    await alpha.user('south@alpha.test', ['base.location_manager'], ['South']),
    await alpha.user('rep@alpha.test', ['crm.representative']),
    await beta.user('bea@beta.test', ['base.administrator']),
  ]
}

/** Ids of the types of activities of a tenant, by the names under which they are shipped. */
export async function activityTypesOf({ id }: TestTenant) {
  const rows = await asOwner(
    async (owner) =>
      (
        await owner.query<{ name: string; record_id: string }>(
          `select name, record_id from external_ids where tenant_id = $1 and table_name = 'activity_types'`,
          [id]
        )
      ).rows
  )
  const types = rows.map(({ name, record_id }) => [name.replace('activity_', ''), record_id])
  return Object.fromEntries(types) as Record<'todo' | 'call' | 'meeting' | 'email', string>
}

/** All rows of a table. */
export function rowsOf<Row extends object>(table: string, order = 'created_at'): Promise<Row[]> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query<Row>(`select * from ${table} order by ${order}`)
    return rows
  })
}
