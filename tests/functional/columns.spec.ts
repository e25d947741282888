import { test } from '@japa/runner'
import { counts, viewPreferences } from '#app/models/answer_cache'
import { Contact } from '#modules/crm/models/contact'
import { plain } from '#tests/support/search_page'
import { watchStatements } from '#tests/support/statements'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const LIST = '/crm/contacts'
const PAGE = `${LIST}/columns`
const STANDARD = ['name', 'company', 'email', 'phone', 'location', 'status', 'tags', 'owner']
const OWN = { 'columns[]': ['city', 'status'], 'order[]': ['city', 'email', 'status'] }

/** The columns of a list, by what they are sorted by. */
function heads(html: string): string[] {
  const head = html.slice(html.indexOf('<thead>'), html.indexOf('</thead>'))
  return [...head.matchAll(/id="sort-(\w+)"/g)].map(([, name]) => name!)
}

/** The columns that the form shows as chosen, in their order. */
function chosen(html: string): string[] {
  return [...html.matchAll(/name="columns\[\]" value="(\w+)" checked/g)].map(([, name]) => name!)
}

test.group('Columns of a list', (group) => {
  let alpha: TestTenant
  let mia: Visitor
  let sam: Visitor

  group.each.setup(async () => {
    await emptyDatabase()
    viewPreferences.clear()
    counts.clear()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('sam@alpha.test', ['crm.user'])
    await alpha.run(() =>
      Contact.createMany(
        Array.from({ length: 30 }, (_, index) => ({ firstName: `Row ${index}`, city: 'York' }))
      )
    )
    mia = await Visitor.of('mia@alpha.test')
    sam = await Visitor.of('sam@alpha.test')
  })

  const keep = (by: Visitor, fields: Record<string, string | string[]> = {}) =>
    by.post(`${PAGE}?_method=PUT`, { ...OWN, size: '80', ...fields })
  const sortable = STANDARD.filter((name) => name !== 'tags')

  test('stay as somebody has arranged them, for nobody else', async ({ assert }) => {
    assert.deepEqual(heads((await mia.get(LIST)).text), sortable)
    const kept = await keep(mia, { size: '20' })
    assert.equal(kept.path, LIST)
    assert.include(kept.text, 'The list stays as you have arranged it.')
    const own = await mia.get(LIST)
    assert.deepEqual(heads(own.text), ['name', 'city', 'status'])
    assert.include(plain(own.text), '1–20 of 30')
    assert.deepEqual(heads((await sam.get(LIST)).text), sortable)
    assert.notDeepEqual(heads((await mia.get('/crm/companies')).text), ['name', 'city'])
  })

  test('are those of the address where it names some', async ({ assert }) => {
    await keep(mia, { size: '20' })
    const { text } = await mia.get(`${LIST}?columns=name,email&size=80&sort=name`)
    assert.deepEqual(heads(text), ['name', 'email'])
    assert.include(plain(text), '1–30 of 30')
    assert.match(text, /id="sort-email" href="[^"]*columns=name,email[^"]*size=80/)
    const screen = 'columns=name,email&filter=leads'
    const page = await mia.get(`${PAGE}?${new URLSearchParams({ screen })}`)
    assert.deepEqual(chosen(page.text), ['email'])
    const kept = await keep(mia, { screen })
    assert.equal(kept.path, `${LIST}?filter=leads`)
  })

  test('lead back to what a list can be asked, and to nothing else', async ({ assert }) => {
    const screen = 'filter=leads&sort=-status&place=x&strange=1&screen=group%3Dstatus&domain=[]'
    const back = `${LIST}?filter=leads&sort=-status`
    assert.equal((await keep(mia, { screen })).path, back)
    assert.equal((await mia.post(`${PAGE}?_method=DELETE`, { screen })).path, back)
    const moved = await keep(mia, { up: 'status', screen })
    assert.equal(moved.path, `${PAGE}?screen=${encodeURIComponent('filter=leads&sort=-status')}`)
    const broken = await keep(mia, { screen: 'domain=[' })
    assert.equal(broken.status, 422)
  })

  test('move by buttons where there is no script', async ({ assert }) => {
    const up = await keep(mia, { up: 'status' })
    assert.equal(up.path, PAGE)
    assert.deepEqual(chosen(up.text), ['status', 'city'])
    const down = await keep(mia, { down: 'city', screen: 'filter=leads&size=20' })
    assert.equal(down.path, `${PAGE}?screen=filter%3Dleads`)
    assert.deepEqual(chosen(down.text), ['status', 'city'])
    assert.deepEqual(chosen((await keep(mia, { up: 'city' })).text), ['city', 'status'])
    assert.deepEqual(chosen((await keep(mia, { up: 'nothing' })).text), ['city', 'status'])
  })

  test('are those of the module again after a reset', async ({ assert }) => {
    await keep(mia)
    const page = await mia.get(PAGE)
    assert.include(page.text, 'Reset')
    await mia.post(`${PAGE}?_method=DELETE`)
    assert.deepEqual(heads((await mia.get(LIST)).text), sortable)
    assert.notInclude((await mia.get(PAGE)).text, 'Reset')
  })

  /** The columns with a width of their own, and their pixels. */
  const widths = (html: string) =>
    [...html.matchAll(/data-column="(\w+)" width="(\d+)"/g)].map(([, name, width]) => [name, width])
  const widen = (by: Visitor, name: string, width: string) =>
    by.post(`${PAGE}/${name}?_method=PUT`, { width })

  test('are as wide as somebody has dragged them, for nobody else', async ({ assert }) => {
    assert.deepEqual(widths((await mia.get(LIST)).text), [])
    assert.equal((await widen(mia, 'email', '301')).status, 204)
    const { text } = await mia.get(LIST)
    assert.deepEqual(widths(text), [['email', '301']])
    assert.match(text, /<table class="[^"]*" width="\d+">/)
    assert.deepEqual(heads(text), sortable)
    assert.deepEqual(widths((await sam.get(LIST)).text), [])
    await widen(mia, 'name', '9999')
    await widen(mia, 'email', '')
    assert.deepEqual(widths((await mia.get(LIST)).text), [['name', '800']])
    assert.equal((await widen(mia, 'nothing', '100')).status, 404)
    assert.equal((await widen(sam, 'nothing', '100')).status, 404)
  })

  test('leave one that takes what the others do not', async ({ assert }) => {
    for (const name of STANDARD) await widen(mia, name, '150')
    const own = widths((await mia.get(LIST)).text).map(([name]) => name)
    assert.deepEqual(own, STANDARD.slice(0, -1))
  })

  test('are made wider with numbers, too', async ({ assert }) => {
    await keep(mia, { 'widths[city]': '200', 'widths[status]': '3', 'widths[nothing]': '90' })
    assert.deepEqual(widths((await mia.get(LIST)).text), [['city', '200']])
    const page = await mia.get(PAGE)
    assert.match(page.text, /name="widths\[status\]" value="48"/)
    await widen(mia, 'city', '210')
    assert.deepEqual(heads((await mia.get(LIST)).text), ['name', 'city', 'status'])
    await keep(mia, { 'widths[city]': '' })
    assert.deepEqual(widths((await mia.get(LIST)).text), [])
  })

  test('name none that the asker may not see, and none that is not there', async ({ assert }) => {
    await keep(mia, { 'columns[]': ['name', 'nothing', 'notes'], 'order[]': ['nothing', 'notes'] })
    assert.deepEqual(heads((await mia.get(LIST)).text), ['name'])
    await asOwner((owner) =>
      owner.query(`update view_preferences set columns = '{gone,version,city}'`)
    )
    viewPreferences.clear()
    assert.deepEqual(heads((await mia.get(LIST)).text), ['city'])
  })

  test('are what an export begins with', async ({ assert }) => {
    await keep(mia)
    const { text } = await mia.get(`${LIST}/export`)
    const ticked = [...text.matchAll(/name="columns\[\]" value="(\w+)" checked/g)]
    assert.deepEqual(
      ticked.map(([, name]) => name),
      ['name', 'city', 'status']
    )
  })

  test('cost no statement of a page that has been seen, and no wait of one that has not', async ({
    assert,
  }) => {
    await keep(mia)
    await mia.get(LIST)
    assert.lengthOf(await watchStatements(() => mia.get(LIST)), 4)
    viewPreferences.clear()
    const sent = await watchStatements(() => mia.get(LIST))
    assert.lengthOf(
      sent.filter(({ text }) => text.includes('view_preferences')),
      1
    )
  })

  test('of a screen that one may not see do not exist', async ({ assert }) => {
    assert.equal((await sam.get('/integrations/events/columns')).status, 404)
    await sam.get(PAGE)
    assert.equal((await keep(sam)).status, 200)
    const refused = await sam.post('/integrations/events/columns?_method=PUT', OWN)
    assert.equal(refused.status, 404)
  })
})
