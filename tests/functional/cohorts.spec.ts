import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { onlyFor } from '#app/access/declarations'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { makeDeals } from '#tests/support/deals'
import { nobody, withRights } from '#tests/support/access/registry'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const COHORT = '/crm/deals?view=cohort'

/** A day in a month before this one. */
const day = (months: number, date = 3) =>
  DateTime.utc().startOf('month').minus({ months }).set({ day: date })

/** The total of each row and its shares, by the name of the row. */
function rowsOf(html: string): Record<string, string[]> {
  const rows = html.split('<th scope="row" class="nowrap">').slice(1)
  return Object.fromEntries(
    rows.map((part) => {
      const cells = part.split('</tr>')[0]!.split('<td').slice(1)
      const texts = cells.map(
        (cell) =>
          /(?:>|^[^>]*>)([^<>]+)<\/(?:a|span|td)>/.exec(cell)?.[1]?.replace('\u00a0', ' ') ?? ''
      )
      return [part.split('<')[0]!, texts]
    })
  )
}

const monthName = (months: number) => day(months).setLocale('en-GB').toFormat('LLLL yyyy')

test.group('Cohorts', (group) => {
  let tenant: TestTenant
  let manager: Visitor

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.manager'])
    await tenant.user('north@alpha.test', ['base.location_manager'], ['North'])
    const deal = (name: string, begun: DateTime, closed: DateTime | null, value: number) => ({
      name,
      createdAt: begun,
      closedOn: closed as never,
      value,
    })
    await makeDeals(tenant, {
      Won: [
        deal('Quick', day(3), day(3, 20), 100),
        deal('Slow', day(3), day(1, 20), 300),
        deal('Early', day(3), day(4), 100),
        { ...deal('South', day(1), day(1, 9), 50), locationId: tenant.location('South') },
      ],
      Lost: [deal('Gone', day(3), day(2), 0)],
      New: [deal('Open', day(3), null, 500), deal('Fresh', day(1), null, 50)],
    })
    await tenant.run(async (environment) => {
      await environment.query('update crm_deals set closed_on = null where name = any($1)', [
        ['Open', 'Fresh'],
      ])
    })
    manager = await Visitor.of('mia@alpha.test')
    return emptyDatabase
  })

  test('say how many have come to their end so many months later', async ({ assert }) => {
    const rows = rowsOf((await manager.get(COHORT)).text)
    assert.deepEqual(rows[monthName(3)], ['5', '40.0%', '40.0%', '60.0%', '60.0%'])
    assert.deepEqual(rows[monthName(2)], ['0', 'not yet', 'not yet', 'not yet', 'not yet'])
    assert.deepEqual(rows[monthName(1)], ['2', '50.0%', '50.0%', 'not yet', 'not yet'])
    assert.deepEqual(rows.Total, ['7', '42.9%', '42.9%', '60.0%', '60.0%'])
  })

  test('and how many have not, by number or value, and other spans of time', async ({ assert }) => {
    const left = rowsOf((await manager.get(`${COHORT}&mode=retention`)).text)
    assert.deepEqual(left[monthName(3)], ['5', '60.0%', '60.0%', '40.0%', '40.0%'])
    const value = rowsOf((await manager.get(`${COHORT}&measure=sum:value`)).text)
    assert.deepEqual(value[monthName(3)]!.slice(1), ['20.0%', '20.0%', '50.0%', '50.0%'])
    for (const unit of ['day', 'week', 'quarter', 'year', 'nonsense']) {
      const { status, text } = await manager.get(`${COHORT}&unit=${unit}&measure=avg:value`)
      assert.equal(status, 200)
      assert.include(text, 'Number of deals')
    }
  })

  test('lead to lists of just these records', async ({ assert }) => {
    for (const mode of ['churn', 'retention']) {
      const { text } = await manager.get(`${COHORT}&mode=${mode}`)
      const cells = [...text.matchAll(/href="([^"]+)" title="(\d+)">/g)]
      assert.isNotEmpty(cells)
      for (const [, href, count] of cells) {
        const list = await manager.get(href!.replaceAll('&amp;', '&'))
        assert.match(list.text, new RegExp(` of ${count}<`), href)
      }
    }
  })

  test('count what somebody may see, and are there for who may see both days', async ({
    assert,
  }) => {
    const north = await Visitor.of('north@alpha.test')
    assert.equal(rowsOf((await north.get(COHORT)).text)[monthName(1)]![0], '1')
    for (const hidden of [
      onlyFor([nobody], Deal, ['closedOn']),
      onlyFor([nobody], Stage, ['outcome']),
    ]) {
      await withRights([hidden], async () => {
        const { text } = await manager.get(COHORT)
        assert.notInclude(text, 'view=cohort"')
        assert.include(text, 'table--cards')
      })
    }
  })

  test('say so where nothing is found', async ({ assert }) => {
    const { text } = await manager.get(`${COHORT}&q=nothing-of-the-kind`)
    assert.include(text, 'role="status"')
  })

  test('six statements at most', async ({ assert }) => {
    const sent = await watchStatements(() => manager.get(COHORT))
    assert.isAtMost(sent.length, 6)
  })
})
