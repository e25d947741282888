import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { chipsOf, plain } from '#tests/support/search_page'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor, type Answer } from '#tests/support/visitor'

const LIST = '/crm/contacts'
const EDITOR = `${LIST}/filter`

/** What a browser would send of the page's form: the chosen options, ticks and texts. */
function formOf({ text }: Answer): URLSearchParams {
  const html = /<form id="filter"[\s\S]*?<\/form>/.exec(text)![0]
  const sent = new URLSearchParams()
  const controls = /<select[^>]* name="([^"]+)"[^>]*>([\s\S]*?)<\/select>|<input([^>]*)>/g
  for (const [, select, options, input] of html.matchAll(controls)) {
    if (select) {
      const chosen = / value="([^"]*)" selected/.exec(options!) ?? / value="([^"]*)"/.exec(options!)
      sent.append(select, plain(chosen![1]!))
      continue
    }
    const name = / name="([^"]+)"/.exec(input!)?.[1]
    const isOff = input!.includes('type="checkbox"') && !input!.includes(' checked')
    if (name && !isOff) sent.append(name, plain(/ value="([^"]*)"/.exec(input!)?.[1] ?? ''))
  }
  return sent
}

const domainOf = ({ path }: Answer): unknown[] =>
  JSON.parse(new URL(path, 'http://x').searchParams.get('domain') ?? '[]') as unknown[]

test.group('The filter editor', (group) => {
  let mia: Visitor
  let north: Visitor
  let acme: Company
  let hidden: Company

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.administrator'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    await alpha.run(async () => {
      acme = await Company.create({ name: 'Acme', locationId: alpha.location('North') })
      hidden = await Company.create({ name: 'Acme South', locationId: alpha.location('South') })
      await Contact.create({ firstName: 'Ada', companyId: acme.id, status: 'customer' })
      await Contact.create({ firstName: 'Bo', status: 'lead' })
    })
    mia = new Visitor()
    await mia.logIn('mia@alpha.test')
    north = new Visitor()
    await north.logIn('north@alpha.test')
  })

  /** Opens the editor of the screen with this domain. */
  const edit = (domain: unknown[], more = '', visitor = mia) => {
    const screen = `${new URLSearchParams({ domain: JSON.stringify(domain) })}${more}`
    return visitor.get(`${EDITOR}?${new URLSearchParams({ screen })}`)
  }
  /** Sends the form of a page by one of its buttons, with some values changed. */
  const send = (page: Answer, action: string, change: Record<string, string> = {}, by = mia) => {
    const form = formOf(page)
    for (const [name, value] of Object.entries(change)) form.set(name, value)
    form.set('do', action)
    return by.get(`${EDITOR}?${form}`)
  }

  test('{title} comes back as it was')
    .with<{ title: string; domain: () => unknown[] }[]>([
      {
        title: 'conditions of every kind',
        domain: () => [
          ['firstName', 'ilike', 'a'],
          ['lastName', '!=', null],
          ['status', 'in', ['lead', 'customer']],
          ['doNotDisturb', '=', false],
          ['createdAt', '=', 'this_month'],
          ['updatedAt', '>', '2020-01-31'],
          ['company', '=', acme.id],
          ['company.industry', '=', 'Trade'],
          ['version', '>=', 3],
        ],
      },
      {
        title: 'a tree of groups',
        domain: () => [
          '|',
          ['status', 'in', ['lead']],
          '&',
          ['city', 'ilike', 'x'],
          '!',
          '|',
          ['country', '=', null],
          ['tags.name', 'ilike', 'y'],
        ],
      },
      {
        title: 'a range of days',
        domain: () => [
          ['createdAt', '>=', '2020-01-01'],
          ['createdAt', '<=', '2020-01-31'],
        ],
      },
      {
        title: 'what has no controls',
        domain: () => [
          ['company', 'any', [['name', '=', 'Acme']]],
          ['createdAt', '>=', '-30d'],
          ['company', 'in', [acme.id, hidden.id]],
        ],
      },
    ])
    .run(async ({ assert }, { domain }) => {
      const page = await edit(domain(), '&q=a&sort=name')
      assert.equal(page.status, 200)
      const applied = await send(page, 'apply')
      assert.deepEqual(domainOf(applied), domain())
      const { searchParams, pathname } = new URL(applied.path, 'http://x')
      assert.equal(pathname, LIST)
      assert.deepEqual([searchParams.get('q'), searchParams.get('sort')], ['a', 'name'])
    })

  test('begins with a condition, and is built by its buttons', async ({ assert }) => {
    const empty = await edit([])
    assert.include(empty.text, 'name="field.0.0"')
    const two = await send(empty, 'group:0', { 'field.0.0': 'city', 'value.0.0': 'Leeds' })
    assert.include(two.text, 'name="match.0.1"')
    const third = await send(two, 'add:0.1', {
      'field.0.1.0': 'status',
      'operator.0.1.0': 'among',
    })
    assert.include(plain(third.text), 'City contains ‘Leeds’')
    const form = formOf(third)
    form.set('value.0.1.0', 'lead')
    form.set('field.0.1.1', 'createdAt')
    form.set('operator.0.1.1', 'isIn')
    form.set('value.0.1.1', 'this_year')
    form.set('do', 'apply')
    const applied = await mia.get(`${EDITOR}?${form}`)
    assert.deepEqual(domainOf(applied), [
      ['city', 'ilike', 'Leeds'],
      '|',
      ['status', 'in', ['lead']],
      ['createdAt', '=', 'this_year'],
    ])
    const less = await send(third, 'remove:0.1')
    assert.notInclude(less.text, 'name="match.0.1"')
    const nothing = await send(await send(empty, 'remove:0.0'), 'apply')
    assert.equal(nothing.path, LIST)
  })

  test('finds a record by its name, and asks where several are meant', async ({ assert }) => {
    const page = await edit([['company', '=', acme.id]])
    assert.match(page.text, /name="text\.0\.0" value="Acme"/)
    const wrong = await send(page, 'apply', { 'text.0.0': 'Nobody', 'value.0.0': '' })
    assert.equal(wrong.status, 422)
    const south = await send(page, 'apply', { 'text.0.0': 'acme south', 'value.0.0': '' })
    assert.deepEqual(domainOf(south), [['company', '=', hidden.id]])
    const several = await send(page, 'apply', { 'text.0.0': 'acm', 'value.0.0': '' })
    assert.equal(several.status, 422)
    assert.include(several.text, `<option value="${hidden.id}">Acme South</option>`)
    const fewer = await send(page, 'apply', { 'text.0.0': 'acm', 'value.0.0': '' }, north)
    assert.deepEqual(domainOf(fewer), [['company', '=', acme.id]])
    const options = await north.get(`${EDITOR}/options?path=company&q=acm`)
    assert.deepEqual(JSON.parse(options.text), [{ id: acme.id, label: 'Acme' }])
  })

  test('says what is wrong beside the condition, and keeps what was typed', async ({ assert }) => {
    const page = await edit([['version', '>=', 3]])
    const wrong = await send(page, 'apply', { 'value.0.0': 'many' })
    assert.equal(wrong.status, 422)
    assert.include(wrong.text, 'takes a whole number')
    assert.include(wrong.text, 'value="many"')
    const empty = await send(page, 'apply', { 'value.0.0': '' })
    assert.equal(empty.status, 422)
    const other = await send(page, 'apply', { 'field.0.0': 'status' })
    assert.include(other.text, 'Choose what the condition says about the field.')
  })

  test('refuses what one may not ask', async ({ assert }) => {
    assert.equal((await edit([['nowhere', '=', 1]])).status, 422)
    const page = await edit([['city', '=', 'x']])
    const path = await send(page, 'apply', { 'field.0.0': 'owner.password' })
    assert.equal(path.status, 422)
    const kept = formOf(page)
    kept.delete('field.0.0')
    kept.set('kept.0.0', '[["nowhere","=",1]]')
    kept.set('do', 'apply')
    assert.equal((await mia.get(`${EDITOR}?${kept}`)).status, 422)
    assert.equal((await mia.get(`${EDITOR}/options?path=city&q=x`)).status, 404)
    assert.equal((await north.get('/base/custom-fields/filter')).status, 404)
    const many = new URLSearchParams({ 'match.0': 'all' })
    for (let index = 0; index < 70; index++) many.set(`field.0.${index}`, 'city')
    assert.equal((await mia.get(`${EDITOR}?${many}`)).status, 422)
  })

  test('makes a rule of the conditions, for administrators', async ({ assert }) => {
    const page = await edit([['status', 'in', ['lead']]])
    assert.include(page.text, 'value="rule"')
    const rule = await send(page, 'rule')
    assert.equal(new URL(rule.path, 'http://x').pathname, '/base/rights/new')
    assert.match(rule.text, /<option value="crm_contacts" selected>/)
    assert.match(rule.text, /<option value="limit" selected>/)
    assert.include(plain(rule.text), '[["status","in",["lead"]]]')
    assert.include((await send(page, 'rule', { 'operator.0.0': 'x' })).path, EDITOR)
    const theirs = await north.get(EDITOR)
    assert.notInclude(theirs.text, 'value="rule"')
    assert.include((await send(theirs, 'rule', { 'value.0.0': 'a' }, north)).path, EDITOR)
    assert.notInclude((await mia.get('/base/users/filter')).text, 'value="rule"')
  })

  test('is offered in the menu of filters, with the filter that is on', async ({ assert }) => {
    const domain = [['status', 'in', ['lead']]]
    const list = await mia.get(`${LIST}?${new URLSearchParams({ domain: JSON.stringify(domain) })}`)
    const href = /href="([^"]+)">(?:<svg(?:(?!<\/svg>).)*<\/svg>)Custom filter/.exec(list.text)![1]!
    const applied = await send(await mia.get(plain(href)), 'apply')
    assert.deepEqual(domainOf(applied), domain)
    assert.deepEqual(
      chipsOf(applied.text).map(({ text }) => text),
      ['Status: Lead']
    )
  })
})
