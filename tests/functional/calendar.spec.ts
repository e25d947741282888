import { test } from '@japa/runner'
import { counts, offers } from '#app/models/answer_cache'
import { Deal } from '#modules/crm/models/deal'
import { makeDeals } from '#tests/support/deals'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const CALENDAR = '/crm/deals?view=calendar'

/** Titles by the day of the cell that they stand in. */
function eventsOf(html: string): Record<string, string[]> {
  const days = html.split('data-day="').slice(1)
  const found = days.map((part): [string, string[]] => [
    part.slice(0, 10),
    [...part.split('</ul>')[0]!.matchAll(/title="([^"]*)"/g)].map(([, title]) => title!),
  ])
  return Object.fromEntries(found.filter(([, titles]) => titles.length > 0))
}

test.group('Calendar', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  let ids: Map<string, string>

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    const on = (name: string, day: string) => ({ name, expectedClose: day as never })
    ids = await makeDeals(tenant, {
      New: [
        { ...on('First', '2026-11-01'), health: 'stuck' },
        on('Middle', '2026-11-18'),
        on('Also', '2026-11-18'),
        on('Next', '2026-12-06'),
        on('Far', '2027-03-01'),
        { name: 'Never' },
      ],
    })
    await tenant.user('mia@alpha.test', ['base.manager'])
    manager = new Visitor()
    await manager.logIn('mia@alpha.test')
    return emptyDatabase
  })

  test('shows a month in whole weeks, and what is on its days', async ({ assert }) => {
    const { text } = await manager.get(`${CALENDAR}&day=2026-11-18`)
    assert.include(text, 'November 2026')
    const days = text.match(/data-day="([^"]+)"/g)!
    assert.equal(days[0], 'data-day="2026-10-26"')
    assert.equal(days.at(-1), 'data-day="2026-12-06"')
    assert.deepEqual(eventsOf(text), {
      '2026-11-01': ['First'],
      '2026-11-18': ['Middle', 'Also'],
      '2026-12-06': ['Next'],
    })
    assert.match(text, /class="event cut tone--bad"[^>]*>.*First.*, Stuck/)
    assert.match(text, /<ul class="legend"><li class="tone--bad">Stuck/)
    assert.include(text, 'href="/crm/deals/new?expectedClose=2026-11-18"')
  })

  test('shows a week, a day and an agenda, and leads from one to the next', async ({ assert }) => {
    const week = (await manager.get(`${CALENDAR}&span=week&day=2026-11-18`)).text
    assert.deepEqual(Object.keys(eventsOf(week)), ['2026-11-18'])
    assert.include(week, 'day=2026-11-25')
    assert.include(week, 'day=2026-11-11')
    const day = (await manager.get(`${CALENDAR}&span=day&day=2026-11-18`)).text
    assert.include(day, 'Wednesday, 18 November 2026')
    assert.include(day, 'Middle')
    assert.notInclude(day, 'First')
    const agenda = (await manager.get(`${CALENDAR}&span=agenda&day=2026-11-10`)).text
    assert.include(agenda, 'Middle')
    assert.include(agenda, 'Next')
    assert.notInclude(agenda, 'Far')
    const none = (await manager.get(`${CALENDAR}&span=agenda&day=2030-01-01`)).text
    assert.include(none, 'No deals on these days')
  })

  test('takes no notice of days that are none, and searches as every view', async ({ assert }) => {
    for (const day of ['nonsense', '2026-99-99', '', '9999-12-31']) {
      for (const span of ['month', 'week', 'agenda', 'nonsense']) {
        assert.equal((await manager.get(`${CALENDAR}&span=${span}&day=${day}`)).status, 200, day)
      }
    }
    const found = (await manager.get(`${CALENDAR}&day=2026-11-18&q=middle`)).text
    assert.deepEqual(eventsOf(found), { '2026-11-18': ['Middle'] })
  })

  test('a record is moved to another day, in one entry', async ({ assert }) => {
    await manager.get(CALENDAR)
    const path = `/crm/deals/${ids.get('Far')}/dates?_method=PUT&view=calendar&day=2026-11-18`
    const moved = await manager.post(path, { to: '2026-11-20' })
    assert.equal(moved.path, `${CALENDAR}&day=2026-11-18`)
    assert.deepEqual(eventsOf(moved.text)['2026-11-20'], ['Far'])
    assert.match(moved.text, /action="\/base\/audit\/[^"]+\/undo"/)
    const refused = await manager.post(path, { to: 'tomorrow' })
    assert.match(refused.text, /role="alert"/)
    const deal = await tenant.run(() => Deal.findOrFail(ids.get('Far')))
    assert.equal(deal.expectedClose!.toISODate(), '2026-11-20')
    await tenant.user('tim@alpha.test', ['base.team_manager'])
    const tim = new Visitor()
    await tim.logIn('tim@alpha.test')
    await tim.get(CALENDAR)
    const denied = await tim.post(path, { to: '2026-11-21' })
    assert.match(denied.text, /role="alert"/)
    assert.deepEqual(eventsOf(denied.text)['2026-11-20'], ['Far'])
  })

  test('six statements at most, and nothing is written', async ({ assert }) => {
    await manager.get(CALENDAR)
    counts.clear()
    offers.clear()
    const sent = await watchStatements(() => manager.get(CALENDAR))
    assert.isAtMost(sent.length, 6)
    assert.deepEqual(
      sent.filter(({ text }) => /\b(insert into|update|delete from)\b/i.test(text)),
      []
    )
  })
})
