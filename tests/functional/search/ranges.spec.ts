import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { Contact } from '#modules/crm/models/contact'
import { chipsOf, menuLink, menuLinksOf } from '#tests/support/search_page'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

const LIST = '/crm/contacts'
const chips = (html: string) => chipsOf(html).map(({ text }) => text)

test.group('Stretches of time', (group) => {
  let mia: Visitor

  /** Contacts that were created at these moments. */
  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.administrator'])
    const thisMonth = DateTime.utc().startOf('month')
    const moments = {
      Now: DateTime.utc(),
      Before: thisMonth.minus({ minutes: 1 }),
      January: DateTime.utc(2020, 1, 31, 23, 30),
      February: DateTime.utc(2020, 2, 1, 0, 30),
    }
    for (const [firstName, moment] of Object.entries(moments)) {
      const { id } = await alpha.run(() => Contact.create({ firstName }))
      await asOwner((owner) =>
        owner.query('update crm_contacts set created_at = $1 where id = $2', [moment.toISO(), id])
      )
    }
    mia = new Visitor()
    await mia.logIn('mia@alpha.test')
  })

  const shown = (html: string) =>
    ['Now', 'Before', 'January', 'February'].filter((name) => html.includes(`>${name}</a>`))

  test('are offered in words for the days that the screen shows', async ({ assert }) => {
    const { text } = await mia.get(LIST)
    const names = menuLinksOf(text).map((link) => link.text)
    assert.includeMembers(names, [
      'Today',
      'This week',
      'This month',
      'Last month',
      'This quarter',
      'This year',
      'The last 30 days',
    ])
    assert.notInclude(names, 'Next month')
  })

  test('are choices of one condition, and are switched off one by one', async ({ assert }) => {
    const first = await mia.get(menuLink((await mia.get(LIST)).text, 'This month').href)
    assert.deepEqual(shown(first.text), ['Now'])
    assert.deepEqual(chips(first.text), ['Created: this month'])
    assert.isTrue(menuLink(first.text, 'This month').current)
    const both = await mia.get(menuLink(first.text, 'Last month').href)
    assert.deepEqual(shown(both.text), ['Now', 'Before'])
    assert.deepEqual(chips(both.text), ['Created: this month or last month'])
    const last = await mia.get(menuLink(both.text, 'This month').href)
    assert.deepEqual(shown(last.text), ['Before'])
  })

  test('reach from one day up to another, both included, in either order', async ({ assert }) => {
    const page = await mia.get(`${LIST}?q=ary&sort=name`)
    const { screen } = hiddenValues(page.text) as { screen: string }
    const range = (from: string, until: string) =>
      mia.get(`${LIST}/range?${new URLSearchParams({ field: 'createdAt', screen, from, until })}`)
    const january = await range('2020-01-01', '2020-01-31')
    assert.deepEqual(shown(january.text), ['January'])
    assert.deepEqual(chips(january.text), ['Created: 1 Jan 2020 – 31 Jan 2020'])
    assert.equal(new URL(january.path, 'http://x').searchParams.get('sort'), 'name')
    assert.equal((await range('2020-01-31', '2020-01-01')).path, january.path)
    assert.deepEqual(chips((await range('2020-02-01', '')).text), [
      'Created: is on or after 1 Feb 2020',
    ])
    assert.deepEqual(chips((await range('', '')).text), [])
  })

  test('are understood in the time zone of the person', async ({ assert }) => {
    await mia.get('/account/preferences')
    const here = { language: 'en', timeZone: 'Asia/Tokyo', theme: 'dark' }
    await mia.post('/account/preferences?_method=PUT', here)
    const { text } = await mia.get(`${LIST}/range?field=createdAt&from=2020-02-01&screen=`)
    assert.include(shown(text), 'January')
  })

  test('refuse what is no day and what is no field', async ({ assert }) => {
    const wrong = await mia.get(`${LIST}/range?field=createdAt&from=soon&screen=`)
    assert.equal(wrong.status, 422)
    assert.include(wrong.text, 'takes a day')
    for (const field of ['name', 'nowhere', '__proto__']) {
      assert.equal((await mia.get(`${LIST}/range?field=${field}&from=2020-01-01`)).status, 404)
    }
    const elsewhere = await mia.get(
      `${LIST}/range?field=createdAt&screen=${encodeURIComponent('//evil.example')}&from=2020-01-01`
    )
    assert.isTrue(elsewhere.path.startsWith(LIST))
  })
})
