import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { Records } from '#app/access/records'
import { groupsOf, type GroupTerm } from '#app/models/aggregate'
import { Environment } from '#app/environment/environment'
import type { Asker } from '#app/environment/scope'
import { Registry } from '#app/modules/registry'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Tag } from '#modules/base/models/tag'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

/** Titles or values of the groups with their numbers, in order. */
function groups(asker: Asker, groupBy: readonly GroupTerm[]) {
  return Environment.run(asker, async () => {
    const records = new Records(Contact, Registry.current.access)
    const statement = records.aggregate({ groupBy, measures: [] })
    const rows = await Environment.current().query(statement.text, statement.values)
    return groupsOf(rows, { groupBy, measures: [] }).map(({ keys, count }) => [
      ...keys.map(({ title, value }) => title ?? value),
      count,
    ])
  })
}

test.group('Groups of records', (group) => {
  let manager: Asker
  let representative: Asker

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    manager = (await alpha.user('mia@alpha.test', ['crm.manager'])).asker
    const rita = await alpha.user('rita@alpha.test', ['crm.representative'])
    representative = rita.asker
    await alpha.run(async () => {
      const companies = await Company.createMany([{ name: 'Borealis' }, { name: 'Aurora' }])
      const [borealis, aurora] = companies.map(({ id }) => id)
      const tags = await Tag.createMany([{ name: 'Fair' }, { name: 'Press' }])
      const at = (text: string) => DateTime.fromISO(text, { zone: 'utc' })
      const made = await Contact.createMany([
        {
          firstName: 'Ada',
          status: 'customer',
          companyId: borealis,
          createdAt: at('2026-10-31T23:30'),
        },
        { firstName: 'Bo', status: 'lead', companyId: aurora, createdAt: at('2026-10-31T22:30') },
        { firstName: 'Cy', status: 'lead', companyId: aurora, createdAt: at('2026-11-02T10:00') },
        { firstName: 'Di', status: 'lead', ownerId: rita.id, createdAt: at('2026-11-03T10:00') },
      ])
      await made[0]!.related('tags').attach(tags.map(({ id }) => id))
      await made[1]!.related('tags').attach([tags[1]!.id])
    })
  })

  test('are weeks that begin with the day that people know', async ({ assert }) => {
    const byWeek = [{ name: 'createdAt', unit: 'week' as const }]
    assert.deepEqual(await groups(manager, byWeek), [
      ['2026-10-26', 2],
      ['2026-11-02', 2],
    ])
    assert.deepEqual(await groups({ ...manager, language: 'ja' }, byWeek), [
      ['2026-10-25', 2],
      ['2026-11-01', 2],
    ])
  })

  test('stand in the order of options and titles, the empty last', async ({ assert }) => {
    assert.deepEqual(await groups(manager, [{ name: 'status' }]), [
      ['lead', 3],
      ['customer', 1],
    ])
    assert.deepEqual(await groups(manager, [{ name: 'company' }]), [
      ['Aurora', 2],
      ['Borealis', 1],
      [null, 1],
    ])
  })

  test('have levels', async ({ assert }) => {
    assert.deepEqual(await groups(manager, [{ name: 'status' }, { name: 'company' }]), [
      ['lead', 'Aurora', 2],
      ['lead', null, 1],
      ['customer', 'Borealis', 1],
    ])
  })

  test('hold a record with several tags in each of them', async ({ assert }) => {
    assert.deepEqual(await groups(manager, [{ name: 'tags' }]), [
      ['Fair', 1],
      ['Press', 2],
      [null, 2],
    ])
  })

  test('follow the time zone of the asker', async ({ assert }) => {
    const months: GroupTerm[] = [{ name: 'createdAt', unit: 'month' }]
    assert.deepEqual(await groups({ ...manager, timeZone: 'UTC' }, months), [
      ['2026-10-01', 2],
      ['2026-11-01', 2],
    ])
    assert.deepEqual(await groups({ ...manager, timeZone: 'Europe/Berlin' }, months), [
      ['2026-10-01', 1],
      ['2026-11-01', 3],
    ])
  })

  test('hold only what the asker reaches', async ({ assert }) => {
    assert.deepEqual(await groups(representative, [{ name: 'company' }]), [[null, 1]])
  })
})
