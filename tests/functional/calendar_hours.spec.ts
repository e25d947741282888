import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { Meeting } from '#modules/crm/models/meeting'
import { watchStatements } from '#tests/support/statements'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const CALENDAR = '/crm/meetings?view=calendar'
const week = (day: string) => `${CALENDAR}&span=week&day=${day}`
const oneDay = (day: string) => `${CALENDAR}&span=day&day=${day}`

/** The hours of a column, and what stands in it: the place in pixels and percent by the title. */
function columnOf(html: string, date: string) {
  const part = html.split(`data-date="${date}"`)[1]!.split('</svg>')[0]!
  const blocks = part.matchAll(
    /x="([\d.]+)%" y="(\d+)" width="([\d.]+)%" height="(\d+)".*?title="[\d:]+ – [\d:]+ ([^"]*)"/g
  )
  return Object.fromEntries(
    [...blocks].map(([, x, y, width, height, title]) => [title, [x, y, width, height].map(Number)])
  )
}

const hoursOf = (html: string) =>
  [...html.matchAll(/<li data-time="(\d\d):00"( data-again)?/g)].map(
    ([, hour, again]) => `${hour}${again ? '+' : ''}`
  )

const gapsOf = (html: string, date: string) =>
  html
    .split(`data-date="${date}"`)[1]!
    .split('</svg>')[0]!
    .match(/class="f0"/g)?.length ?? 0

test.group('Calendar by the hour', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  const ids = new Map<string, string>()

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    const { id } = await tenant.user('mia@alpha.test', ['base.manager'])
    await tenant.user('sue@alpha.test', ['base.support'])
    await asOwner((owner) =>
      owner.query(`update identity.users set time_zone = 'Europe/Berlin' where id = $1`, [id])
    )
    await tenant.run(async () => {
      const meet = async (name: string, from: string, to: string) => {
        const at = (text: string) => DateTime.fromISO(text, { zone: 'utc' })
        ids.set(name, (await Meeting.create({ name, startsAt: at(from), endsAt: at(to) })).id)
      }
      await meet('Visit', '2026-11-18T08:15', '2026-11-18T09:45')
      await meet('Beside', '2026-11-18T09:00', '2026-11-18T10:00')
      await meet('Later', '2026-11-18T10:00', '2026-11-18T10:05')
      await meet('Fair', '2026-11-16T23:00', '2026-11-19T23:00')
      await meet('Night', '2026-11-19T22:00', '2026-11-20T00:30')
      await meet('First two', '2026-10-25T00:15', '2026-10-25T00:45')
      await meet('Second two', '2026-10-25T01:15', '2026-10-25T01:45')
      await meet('Spring', '2026-03-29T01:00', '2026-03-29T02:00')
    })
    manager = await Visitor.of('mia@alpha.test')
    return emptyDatabase
  })

  const timesOf = async (name: string) => {
    const meeting = await tenant.run(() => Meeting.findOrFail(ids.get(name)))
    const text = (at: DateTime) => at.toUTC().toFormat("yyyy-MM-dd'T'HH:mm")
    return [text(meeting.startsAt), text(meeting.endsAt)]
  }
  const move = (name: string, values: Record<string, string>, visitor = manager) =>
    visitor.post(
      `/crm/meetings/${ids.get(name)}/dates?_method=PUT&view=calendar&span=week&day=2026-11-18`,
      values
    )

  test('puts records at their hours, those that overlap side by side', async ({ assert }) => {
    const { text } = await manager.get(week('2026-11-18'))
    assert.deepEqual(columnOf(text, '2026-11-18'), {
      Visit: [0, 9.25 * 48, 50, 72],
      Beside: [50, 480, 50, 48],
      Later: [0, 528, 100, 24],
    })
    assert.equal(hoursOf(text).length, 24)
    assert.include(text, 'class="is-first">08:00')
    const allDay = text.split('data-day="2026-11-18"')[1]!.split('</ul>')[0]!
    assert.include(allDay, 'title="Fair"')
    assert.notInclude(allDay, 'Visit')
  })

  test('draws what goes on after midnight on both days', async ({ assert }) => {
    const { text } = await manager.get(week('2026-11-18'))
    assert.deepEqual(columnOf(text, '2026-11-19').Night, [0, 23 * 48, 100, 48])
    assert.deepEqual(columnOf(text, '2026-11-20').Night, [0, 0, 100, 72])
    assert.equal(text.match(/ data-starts/g)!.length, 4)
  })

  test('a day has 25 hours when clocks go back, and 23 when they go forward', async ({
    assert,
  }) => {
    const autumn = (await manager.get(oneDay('2026-10-25'))).text
    assert.deepEqual(hoursOf(autumn).slice(1, 5), ['01', '02', '02+', '03'])
    assert.equal(hoursOf(autumn).length, 25)
    assert.deepEqual(columnOf(autumn, '2026-10-25'), {
      'First two': [0, 2.25 * 48, 100, 24],
      'Second two': [0, 3.25 * 48, 100, 24],
    })
    const spring = (await manager.get(oneDay('2026-03-29'))).text
    assert.equal(hoursOf(spring).length, 23)
    assert.deepEqual(columnOf(spring, '2026-03-29'), { Spring: [0, 2 * 48, 100, 48] })
    const whole = (await manager.get(week('2026-10-25'))).text
    assert.equal(gapsOf(whole, '2026-10-24'), 1)
    assert.equal(gapsOf(whole, '2026-10-25'), 0)
    assert.equal(gapsOf((await manager.get(week('2026-03-29'))).text, '2026-03-29'), 1)
  })

  test('offers a record of each hour that there is', async ({ assert }) => {
    const { text } = await manager.get(oneDay('2026-11-18'))
    const slot = '/crm/meetings/new?startsAt=2026-11-18T23%3A00&amp;endsAt=2026-11-19T00%3A00'
    assert.include(text, slot)
    const form = (await manager.get(slot.replaceAll('&amp;', '&'))).text
    assert.match(form, /name="startsAt"[^>]*value="2026-11-18T23:00"/)
    const sue = await Visitor.of('sue@alpha.test')
    const reader = (await sue.get(oneDay('2026-11-18'))).text
    assert.notInclude(reader, 'class="slot"')
    assert.notInclude(reader, 'data-move')
  })

  test('moves a record to another hour, and it takes as long as before', async ({ assert }) => {
    const moved = await move('Visit', { to: '2026-11-20T14:30' })
    assert.include(moved.text, 'The meeting is at another time.')
    assert.deepEqual(await timesOf('Visit'), ['2026-11-20T13:30', '2026-11-20T15:00'])
    await move('Visit', { to: '2026-10-25T02:30', again: '1' })
    assert.deepEqual(await timesOf('Visit'), ['2026-10-25T01:30', '2026-10-25T03:00'])
    await move('Visit', { to: '2026-10-25T02:30' })
    assert.deepEqual(await timesOf('Visit'), ['2026-10-25T00:30', '2026-10-25T02:00'])
  })

  test('moves a record of several days by as many days as it was dragged', async ({ assert }) => {
    await move('Fair', { to: '2026-11-20', from: '2026-11-18' })
    assert.deepEqual(await timesOf('Fair'), ['2026-11-18T23:00', '2026-11-21T23:00'])
    await move('Fair', { to: '2026-10-24' })
    assert.deepEqual(await timesOf('Fair'), ['2026-10-23T22:00', '2026-10-26T23:00'])
  })

  test('changes the end, which is not before the start', async ({ assert }) => {
    const changed = await move('Beside', { end: '2026-11-18T11:45' })
    assert.include(changed.text, 'ends at another time')
    assert.deepEqual(await timesOf('Beside'), ['2026-11-18T09:00', '2026-11-18T10:45'])
    for (const end of ['2026-11-18T10:00', '2026-11-17', 'nonsense', '2026-99-99T10:00']) {
      assert.match((await move('Beside', { end })).text, /role="alert"/, end)
    }
    assert.deepEqual(await timesOf('Beside'), ['2026-11-18T09:00', '2026-11-18T10:45'])
  })

  test('refuses those who may only read', async ({ assert }) => {
    const sue = await Visitor.of('sue@alpha.test')
    await sue.get(CALENDAR)
    const before = await timesOf('Later')
    for (const name of ['to', 'end']) {
      const refused = await move('Later', { [name]: '2026-11-18T14:30' }, sue)
      assert.match(refused.text, /role="alert"/)
    }
    assert.deepEqual(await timesOf('Later'), before)
  })

  test('six statements at most', async ({ assert }) => {
    const sent = await watchStatements(() => manager.get(week('2026-11-18')))
    assert.isAtMost(sent.length, 6)
  })
})
