import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { Contact } from '#modules/crm/models/contact'
import { watchStatements } from '#tests/support/statements'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const LIST = '/crm/contacts'
/** A zone where the day began early and does not end while the tests run. */
const early = () => (DateTime.now().setZone('Etc/GMT-14').hour < 23 ? 'Etc/GMT-14' : 'Etc/GMT-13')
const LATE = 'Etc/GMT+12'
const names = ['Late', 'Now', 'Later', 'Done', 'Free']

test.group('Filters by what is planned', (group) => {
  let mia: TestUser
  let manager: Visitor

  group.setup(async () => {
    await emptyDatabase()
    const tenant = await TestTenant.create('Alpha')
    mia = await tenant.user('mia@alpha.test', ['base.manager'])
    const zone = early()
    const today = DateTime.now().setZone(zone)
    const jonah = await tenant.user('jonah@alpha.test', ['base.manager'])
    await tenant.user('south@alpha.test', ['base.location_manager'], ['South'])
    await tenant.user('late@client.test', ['base.portal'])
    await asOwner((owner) =>
      owner.query(`update identity.users set time_zone = case email when $1 then $2 else $3 end`, [
        mia.email,
        zone,
        LATE,
      ])
    )
    await tenant.run(async (environment) => {
      const locationId = tenant.location('North')
      for (const [index, firstName] of names.entries()) {
        const email = `${firstName.toLowerCase()}@client.test`
        const { id } = await Contact.create({ firstName, email, locationId })
        const due = today.plus({ days: [-3, 0, 5, -3][index] ?? 0 }).toISODate()
        if (firstName === 'Free') continue
        await environment.query(
          `insert into activities (location_id, record_table, record_id, summary, due_on, user_id, done_at)
           values ($1, 'crm_contacts', $2, 'x', $3, $4, $5)`,
          [
            ...[locationId, id, due, firstName === 'Later' ? jonah.id : mia.id],
            firstName === 'Done' ? new Date() : null,
          ]
        )
      }
    })
    manager = await Visitor.of(mia.email)
    return emptyDatabase
  })

  const shown = (html: string) => names.filter((name) => html.includes(`>${name}<`))
  const ask = async (filters: string, by = manager, view = '') =>
    shown((await by.get(`${LIST}?filter=${filters}${view}`)).text)

  test('ask for overdue, today, later and mine', async ({ assert }) => {
    assert.deepEqual(await ask('activity.overdue'), ['Late'])
    assert.deepEqual(await ask('activity.today'), ['Now'])
    assert.deepEqual(await ask('activity.planned'), ['Later'])
    assert.deepEqual(await ask('activity.overdue,activity.planned'), ['Late', 'Later'])
    assert.deepEqual(await ask('activity.mine'), ['Late', 'Now'])
    assert.deepEqual(await ask('activity.planned,activity.mine'), [])
  })

  test('are in the menu, the search box and the number below', async ({ assert }) => {
    const { text } = await manager.get(`${LIST}?filter=activity.overdue`)
    assert.include(text, 'Due today')
    assert.match(text, /Activities[^]{0,80}Overdue/)
    const kept = await manager.get(`${LIST}/suggestions?q=overd`)
    assert.include(kept.text, 'activity.overdue')
    const plain = (html: string) => html.replaceAll('&#8211;', '–').replaceAll(/<[^>]*>/g, '')
    assert.include(plain((await manager.get(LIST)).text), '1–5 of 5')
    assert.include(plain(text), '1–1 of 1')
  })

  test('hold in every view', async ({ assert }) => {
    for (const view of ['kanban', 'activity']) {
      assert.deepEqual(await ask('activity.overdue', manager, `&view=${view}`), ['Late'])
    }
    assert.deepEqual(await ask('activity.overdue', manager, '&group=status&open=lead'), ['Late'])
  })

  test('the day is that of whoever asks', async ({ assert }) => {
    const late = await Visitor.of('jonah@alpha.test')
    assert.deepEqual(await ask('activity.today', late), [])
    assert.deepEqual(await ask('activity.planned', late), ['Now', 'Later'])
  })

  test('show nothing of other places, and are not there for portal users', async ({ assert }) => {
    const south = await Visitor.of('south@alpha.test')
    assert.deepEqual(await ask('activity.overdue', south), [])
    const portal = await Visitor.of('late@client.test')
    const { text } = await portal.get(`${LIST}?filter=activity.planned`)
    assert.notInclude(text, 'activity.planned')
    assert.deepEqual(shown(text), ['Late'])
  })

  test('cost no statement more', async ({ assert }) => {
    await manager.get(LIST)
    const plain = await watchStatements(() => manager.get(`${LIST}?archived=1`))
    const asked = await watchStatements(() => manager.get(`${LIST}?filter=activity.today`))
    assert.isAtMost(asked.length, plain.length)
  })
})
