import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { Contact } from '#modules/crm/models/contact'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'
import { activityTypesOf } from './thread/talk.ts'

const MATRIX = '/crm/contacts?view=activity'
const inDays = (days: number) => DateTime.utc().plus({ days }).toISODate()!

/** What is next, by the name of the record: the tone, and what follows it, of each kind. */
function rowsOf(html: string): [string, string[]][] {
  const rows = html.split('<th scope="row" class="main">').slice(1)
  return rows.map((part) => {
    const cells = part.split('</tr>')[0]!.split('<td>').slice(1)
    const texts = cells.map((cell) => {
      const tone = /class="badge badge--(\w+)"/.exec(cell)?.[1] ?? '-'
      return tone + (/muted">(\+\d+)</.exec(cell)?.[1] ?? '')
    })
    return [/<a [^>]*>([^<]*)</.exec(part)![1]!, texts]
  })
}

test.group('Activity matrix', (group) => {
  let tenant: TestTenant
  let mia: TestUser
  let manager: Visitor
  let types: Awaited<ReturnType<typeof activityTypesOf>>
  const ids = new Map<string, string>()

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    types = await activityTypesOf(tenant)
    mia = await tenant.user('mia@alpha.test', ['base.manager'])
    await tenant.user('north@alpha.test', ['base.location_manager'], ['North'])
    await tenant.user('ada@alpha.test', ['base.portal'])
    await tenant.run(async (environment) => {
      for (const [firstName, place] of Object.entries({
        Ada: null,
        Bo: 'North',
        Cy: 'South',
        Di: null,
      })) {
        const locationId = place && tenant.location(place)
        const email = `${firstName.toLowerCase()}@alpha.test`
        ids.set(firstName, (await Contact.create({ firstName, email, locationId })).id)
      }
      const plan = (name: string, kind: string, days: number, done = false) =>
        environment.query(
          `insert into activities (record_table, record_id, kind, summary, due_on, user_id, done_at)
           values ('crm_contacts', $1, $2, $3, $4, $5, $6)`,
          [ids.get(name), kind, `About ${name}`, inDays(days), mia.id, done ? new Date() : null]
        )
      await plan('Bo', 'call', 3)
      await plan('Bo', 'call', 9)
      await plan('Bo', 'todo', 0)
      await plan('Cy', 'email', -2)
      await plan('Ada', 'meeting', -5, true)
    })
    manager = await Visitor.of('mia@alpha.test')
    return emptyDatabase
  })

  test('says what is next of each kind, the latest first, then records without', async ({
    assert,
  }) => {
    const { text } = await manager.get(MATRIX)
    assert.deepEqual(rowsOf(text), [
      ['Cy', ['-', '-', '-', 'bad']],
      ['Bo', ['warn', 'ok+1', '-', '-']],
      ['Di', ['-', '-', '-', '-']],
      ['Ada', ['-', '-', '-', '-']],
    ])
    assert.include(text, 'E-mail, Cy: About Cy. Overdue since')
  })

  test('shows what somebody may see, and searches as every view', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    const seen = rowsOf((await north.get(MATRIX)).text).map(([name]) => name)
    assert.deepEqual(seen, ['Bo', 'Di', 'Ada'])
    const found = rowsOf((await manager.get(`${MATRIX}&q=cy`)).text).map(([name]) => name)
    assert.deepEqual(found, ['Cy'])
    const none = (await manager.get(`${MATRIX}&q=nobody-of-this-name`)).text
    assert.include(none, 'role="status"')
  })

  test('is not there for users of the portal', async ({ assert }) => {
    const ada = await Visitor.of('ada@alpha.test')
    const { text } = await ada.get(MATRIX)
    assert.notInclude(text, 'view=activity"')
    assert.notInclude(text, '/activities/new')
  })

  test('an activity is planned from a cell, and one comes back to the matrix', async ({
    assert,
  }) => {
    const { text } = await manager.get(`${MATRIX}&q=di`)
    const [, href] = new RegExp(`href="([^"]*/activities/new\\?type=${types.call}[^"]*)"`).exec(
      text
    )!
    const form = await manager.get(href!.replaceAll('&amp;', '&'))
    assert.match(form.text, new RegExp(`<option value="${types.call}" selected`))
    const action = /<form class="stack gap4" method="post" action="([^"]+)"/.exec(form.text)![1]!
    const done = await manager.post(action.replaceAll('&amp;', '&'), {
      ...hiddenValues(form.text),
      typeId: types.call,
      summary: 'Ask for the drawing',
      dueOn: inDays(1),
      userId: mia.id,
      note: '',
    })
    assert.equal(done.path, `${MATRIX}&q=di`)
    assert.deepEqual(rowsOf(done.text), [['Di', ['-', 'ok', '-', '-']]])
  })

  test('an address elsewhere is no way back', async ({ assert }) => {
    const here = `/crm/contacts/${ids.get('Di')}/activities/new`
    for (const back of ['https://example.com', '//example.com', '/crm/contactsx', '/base/users']) {
      const { text } = await manager.get(`${here}?${new URLSearchParams({ back })}`)
      assert.notInclude(text, 'back=')
    }
  })

  test('six statements at most, however many records there are', async ({ assert }) => {
    const sent = await watchStatements(() => manager.get(MATRIX))
    assert.isAtMost(sent.length, 6)
  })
})
