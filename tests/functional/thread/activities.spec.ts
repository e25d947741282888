import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { watchStatements } from '#tests/support/statements'
import { hiddenValues, Visitor } from '#tests/support/visitor'
import { rowsOf, strangersTo, withTalk } from './talk.ts'

interface StoredActivity {
  id: string
  summary: string
  user_id: string
  location_id: string | null
  done_at: Date | null
}

const stored = () => rowsOf<StoredActivity>('activities')

const day = (offset: number) => DateTime.utc().plus({ days: offset }).toISODate()!
const due = (html: string) => /My activities, ([^"]+)"/.exec(html)?.[1]

test.group('Activities', (group) => {
  const talk = withTalk(group)

  const plan = (changes: Record<string, string> = {}, by = talk.visitor) =>
    by.post(`${talk.href}/activities`, {
      typeId: talk.types.call,
      summary: 'Call about doors',
      dueOn: day(-2),
      userId: talk.mia.id,
      note: '',
      ...changes,
    })

  test('are planned with what is needed, and say what is wrong beside it', async ({ assert }) => {
    const form = await talk.visitor.get(`${talk.href}/activities/new`)
    assert.include(form.text, `value="${day(5)}"`)
    assert.include(form.text, 'Jonah Tester')
    const portal = await talk.alpha.user('ada@client.test', ['base.portal'])
    const bad = await plan({ typeId: 'x', summary: '', dueOn: '2026-02-31', userId: portal.id })
    assert.equal(bad.status, 422)
    for (const fault of ['Choose one of the options.', 'This is needed.', 'This is not a date.']) {
      assert.include(bad.text, fault)
    }
    assert.isEmpty(await stored())
    const { text } = await plan({ summary: 'Call <b>', note: 'Two\r\nlines' })
    assert.include(text, 'The activity is planned.')
    assert.include(text, '<b>Call &lt;b&gt;</b>')
    assert.match(text, /class="bad">Overdue since/)
    const [activity] = await stored()
    assert.equal(activity!.location_id, talk.alpha.location('North'))
  })

  test('wait for whoever is to do them, in the top bar and on a page', async ({ assert }) => {
    await plan()
    await plan({ summary: 'For Jonah', userId: talk.jonah.id, dueOn: day(0) })
    await plan({ summary: 'Later', dueOn: day(9) })
    const mine = await talk.visitor.get('/activities')
    assert.equal(due(mine.text), '1 due')
    assert.include(mine.text, 'Call about doors')
    assert.include(mine.text, 'Later')
    assert.include(mine.text, `<a href="${talk.href}">Ada</a>`)
    assert.notInclude(mine.text, 'For Jonah')
    const other = await (await Visitor.of(talk.jonah.email)).get('/activities')
    assert.equal(due(other.text), '1 due')
    assert.include(other.text, 'For Jonah')
  })

  test('stand on the first page after the log-in, what is late first', async ({ assert }) => {
    assert.notInclude((await talk.visitor.get('/')).text, 'href="/activities">My activities')
    await plan({ summary: 'Later', dueOn: day(9) })
    await plan()
    await plan({ summary: 'For Jonah', userId: talk.jonah.id })
    const { text } = await talk.visitor.get('/')
    assert.match(text, /href="\/activities">My activities<.*Call about doors.*Later/s)
    assert.include(text, `<a href="${talk.href}">Ada</a>`)
    assert.notInclude(text, 'For Jonah')
    await talk.alpha.user('ada@client.test', ['base.portal'])
    const portal = await Visitor.of('ada@client.test')
    assert.notInclude((await portal.get('/')).text, 'My activities')
  })

  test('lead back, once done, to the page that showed them', async ({ assert }) => {
    for (const page of ['/', '/activities', talk.href]) {
      await plan()
      const { text } = await talk.visitor.get(page)
      const [, action, inputs] = /action="([^"]+\/completion)">(.*?)<textarea/.exec(text)!
      const done = await talk.visitor.post(action!, hiddenValues(inputs!))
      assert.equal(done.path.split('#')[0], page)
      assert.include(done.text, '“Call about doors” is done.')
    }
  })

  test('are counted without a statement on each page', async ({ assert }) => {
    await plan()
    await talk.visitor.get('/activities')
    const asked = await watchStatements(async () => {
      assert.equal(due((await talk.visitor.get('/account/preferences')).text), '1 due')
    })
    assert.isEmpty(asked.filter(({ text }) => text.includes('activities')))
    const [activity] = await stored()
    const other = await Visitor.of(talk.jonah.email)
    await other.get(talk.href)
    await other.post(`${talk.href}/activities/${activity!.id}?_method=DELETE`)
    assert.equal(due((await talk.visitor.get('/account/preferences')).text), 'none due')
  })

  test('are done, tell what came of it, and lead to the next', async ({ assert }) => {
    await plan()
    const [activity] = await stored()
    const done = await talk.visitor.post(`${talk.href}/activities/${activity!.id}/completion`, {
      feedback: 'She wants oak.',
      next: '1',
    })
    assert.match(done.text, new RegExp(`<option value="${talk.types.email}" selected`))
    assert.include(done.text, 'is done.')
    const { text } = await talk.visitor.get(talk.href)
    assert.include(text, 'Call done: Call about doors<br>She wants oak.')
    assert.notInclude(text, 'Overdue since')
    assert.isNotNull((await stored())[0]!.done_at)
    assert.equal(due(text), 'none due')
    const again = await talk.visitor.post(`${talk.href}/activities/${activity!.id}/completion`)
    assert.equal(again.status, 404)
  })

  test('that have happened already are written down in one step', async ({ assert }) => {
    const form = await talk.visitor.get(`${talk.href}/activities/new`)
    assert.match(form.text, /name="done" value="1">.*?Mark as done/)
    const bad = await plan({ summary: '', done: '1' })
    assert.equal(bad.status, 422)
    assert.isEmpty(await stored())
    const { text } = await plan({ note: 'She wants oak.', userId: talk.jonah.id, done: '1' })
    assert.include(text, 'Call done: Call about doors<br>She wants oak.')
    assert.include(text, '“Call about doors” is done.')
    assert.isNotNull((await stored())[0]!.done_at)
    const next = await plan({ done: 'next' })
    assert.match(next.text, new RegExp(`<option value="${talk.types.email}" selected`))
    const jonah = await Visitor.of(talk.jonah.email)
    assert.notInclude((await jonah.get('/notifications')).text, 'Call about doors')
  })

  test('are changed, given to others, and cancelled', async ({ assert }) => {
    await plan()
    const [activity] = await stored()
    const own = `${talk.href}/activities/${activity!.id}`
    assert.include((await talk.visitor.get(`${own}/edit`)).text, 'value="Call about doors"')
    const changed = {
      typeId: talk.types.meeting,
      summary: 'Meet',
      dueOn: day(1),
      userId: talk.jonah.id,
      note: '',
    }
    const bad = await talk.visitor.post(`${own}?_method=PUT`, { ...changed, summary: '' })
    assert.equal(bad.status, 422)
    await talk.visitor.post(`${own}?_method=PUT`, changed)
    assert.containSubset(await stored(), [{ summary: 'Meet', user_id: talk.jonah.id }])
    await talk.visitor.post(`${own}?_method=DELETE`)
    assert.isEmpty(await stored())
  })

  test('are not there for people from outside, other places or other tenants', async ({
    assert,
  }) => {
    await plan({ summary: 'Secret plan' })
    const [activity] = await stored()
    const own = `${talk.href}/activities/${activity!.id}`
    const portal = await talk.alpha.user('ada@client.test', ['base.portal'])
    for (const user of [portal, ...(await strangersTo(talk))]) {
      const stranger = await Visitor.of(user.email)
      await stranger.get('/account/preferences')
      for (const answer of [
        await stranger.get(`${talk.href}/activities/new`),
        await stranger.get(`${own}/edit`),
        await plan({}, stranger),
        await stranger.post(`${own}?_method=PUT`, { summary: 'x' }),
        await stranger.post(`${own}/completion`),
        await stranger.post(`${own}?_method=DELETE`),
      ]) {
        assert.equal(answer.status, 404)
        assert.notInclude(answer.text, 'Secret plan')
      }
      assert.notInclude((await stranger.get(talk.href)).text, 'Secret plan')
    }
    assert.lengthOf(await stored(), 1)
  })

  test('about records that one may not read any more are not told', async ({ assert }) => {
    const rep = await talk.alpha.user('rep@alpha.test', ['crm.representative'])
    await plan({ summary: 'Not yours', userId: rep.id })
    const { status, text } = await (await Visitor.of(rep.email)).get('/activities')
    assert.equal(status, 200)
    assert.notInclude(text, 'Not yours')
  })
})
