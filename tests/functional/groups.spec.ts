import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import type { Asker } from '#app/environment/scope'
import { groupDomain } from '#app/http/groups/group_domain'
import { groupLabel } from '#app/http/groups/group_label'
import { formatsOf } from '#app/http/formats'
import { groupsOf, GROUPS, type Group, type GroupTerm } from '#app/models/aggregate'
import { BRANCH } from '#app/models/clauses'
import { Registry } from '#app/modules/registry'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Tag } from '#modules/base/models/tag'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

const TERMS: readonly GroupTerm[] = [
  { name: 'status' },
  { name: 'company' },
  { name: 'tags' },
  { name: 'city' },
  { name: 'doNotDisturb' },
  ...(['day', 'week', 'month', 'quarter', 'year'] as const).map((unit) => ({
    name: 'createdAt',
    unit,
  })),
]

/** The groups of each term, and how many records meet the condition of each group. */
function groupsWithRecords(asker: Asker) {
  return Environment.run(asker, async (environment) => {
    const records = new Records(Contact, Registry.current.access)
    const asked = TERMS.map((term) => ({ groupBy: [term], measures: [] }))
    const [rows] = await environment.read([records.aggregateEach(asked)])
    const found: { term: GroupTerm; group: Group; groups: number; met: number }[] = []
    for (const row of rows!) {
      const term = TERMS[Number(row[BRANCH])]!
      const [group] = groupsOf([row], { groupBy: [term], measures: [] })
      const field = Contact.allFields[term.name]!
      const domain = groupDomain(field, term, group!.keys[0]!.value, asker.timeZone)
      const where = [records.domain(domain)]
      const selection = { where, fields: [], order: [], limit: 100 }
      const [counted] = await environment.read([records.count(selection)])
      const met = Number(counted![0]!.count)
      found.push({ term, group: group!, groups: Number(row[GROUPS]), met })
    }
    return found
  })
}

test.group('Conditions of groups', (group) => {
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
      const tags = await Tag.createMany([{ name: 'Fair' }, { name: 'Press' }])
      const moments = [
        '2026-03-28T23:30',
        '2026-03-29T22:30',
        '2026-10-31T23:30',
        '2025-12-31T23:59',
      ]
      for (const [index, moment] of moments.entries()) {
        const contact = await Contact.create({
          firstName: `Contact ${index}`,
          status: index % 2 === 0 ? 'customer' : 'lead',
          city: index === 0 ? 'Leeds' : null,
          companyId: companies[index]?.id ?? null,
          ownerId: index > 1 ? rita.id : null,
          doNotDisturb: index === 3,
          createdAt: DateTime.fromISO(moment, { zone: 'utc' }),
        })
        await contact.related('tags').attach(tags.slice(index).map(({ id }) => id))
      }
    })
  })

  test('are met by as many records as the group counts, in {timeZone}')
    .with([{ timeZone: 'UTC' }, { timeZone: 'Europe/Berlin' }, { timeZone: 'America/Los_Angeles' }])
    .run(async ({ assert }, { timeZone }) => {
      for (const asker of [manager, representative]) {
        const found = await groupsWithRecords({ ...asker, timeZone })
        assert.isAbove(found.length, TERMS.length)
        for (const {
          term,
          group: { count, keys },
          met,
        } of found) {
          assert.equal(met, count, `${JSON.stringify(term)} ${JSON.stringify(keys)}`)
        }
      }
    })

  test('come with the number of all groups', async ({ assert }) => {
    const found = await groupsWithRecords(manager)
    const statuses = found.filter(({ term }) => term.name === 'status')
    assert.deepEqual(
      statuses.map(({ groups }) => groups),
      [2, 2]
    )
  })
})

test.group('Names of groups', () => {
  const t = (key: string, values?: object) => `${key} ${JSON.stringify(values ?? {})}`
  const words = { t, formats: formatsOf('en', 'UTC'), language: 'en' }
  const label = (name: string, value: string | boolean | null, unit?: GroupTerm['unit']) =>
    groupLabel(Contact.allFields[name]!, { name, unit }, { value, title: null }, words)

  test('say options, days and spans of time as people do', ({ assert }) => {
    assert.equal(label('status', 'customer'), 'Customer')
    assert.equal(label('city', 'Leeds'), 'Leeds')
    assert.equal(label('createdAt', '2026-11-01', 'month'), 'November 2026')
    assert.equal(label('createdAt', '2026-01-01', 'year'), '2026')
    assert.equal(label('createdAt', '2026-11-03', 'day'), '3 Nov 2026')
    assert.equal(
      label('createdAt', '2026-10-01', 'quarter'),
      'ui.group.quarter {"quarter":4,"year":"2026"}'
    )
    assert.equal(
      label('createdAt', '2026-12-28', 'week'),
      'ui.group.week {"week":53,"year":"2026"}'
    )
    assert.equal(label('company', null), 'ui.group.none {"field":"company"}')
  })
})
