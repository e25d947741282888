import { test } from '@japa/runner'
import { sums } from '#app/models/answer_cache'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Tag } from '#modules/base/models/tag'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { watchStatements } from '#tests/support/statements'
import { Visitor } from '#tests/support/visitor'

/** The rows of a list as text: groups with their number, records by name, and what leads on. */
function rowsOf(html: string): string[] {
  const body = /<tbody>(.*)<\/tbody>/s.exec(html)?.[1] ?? ''
  return body
    .split('</tr>')
    .filter(Boolean)
    .map((row) => {
      const text = (part: string) =>
        part
          .replaceAll(/<[^>]+>/g, '')
          .replaceAll('&#8211;', '–')
          .replaceAll('&#39;', "'")
          .trim()
      const depth = / d(\d)"/.exec(row)?.[1]
      const cell = text(/<t[hd][^>]*m-title[^>]*>(.*?)<\/t[hd]>/s.exec(row)?.[1] ?? '')
      const initials = /<span class="av[^>]*>(\w*)<\/span>/.exec(row)?.[1] ?? ''
      return row.includes('class="group') || row.includes('class="more')
        ? `${depth} ${cell}`
        : cell.slice(initials.length)
    })
}

/** Where the link of a group, or the one to more of it, leads. */
function linkOf(html: string, label: string): string {
  const body = html.slice(html.indexOf('<tbody>'))
  for (const [, attributes, content] of body.matchAll(/<a ([^>]*)>(.*?)<\/a>/gs)) {
    const href = /href="([^"]+)"/.exec(attributes!)![1]!
    const text = content!.replace(/<svg.*<\/svg>/s, '').trim()
    if (text.startsWith(label)) return href.replaceAll('&amp;', '&')
  }
  throw new Error(`There is no link "${label}"`)
}

test.group('Lists in groups', (group) => {
  let manager: Visitor
  let north: Visitor
  let admin: Visitor

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('admin@alpha.test', ['base.administrator'])
    await alpha.user('sam@alpha.test', ['base.support'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    await alpha.run(async () => {
      const [aurora, borealis] = await Company.createMany([
        { name: 'Aurora' },
        { name: 'Borealis' },
      ])
      const tags = await Tag.createMany([{ name: 'Fair' }, { name: 'Press' }])
      const made = await Contact.createMany([
        {
          firstName: 'Ada',
          status: 'lead',
          companyId: aurora!.id,
          city: 'a/b, c:d~%',
          locationId: alpha.location('North'),
        },
        {
          firstName: 'Bo',
          status: 'lead',
          companyId: borealis!.id,
          city: '~',
          locationId: alpha.location('South'),
        },
        { firstName: 'Cy', status: 'customer', locationId: alpha.location('South') },
        {
          firstName: 'Di',
          status: 'lead',
          companyId: aurora!.id,
          locationId: alpha.location('North'),
        },
      ])
      await made[0]!.related('tags').attach(tags.map(({ id }) => id))
      await made[2]!.related('tags').attach([tags[0]!.id])
      for (let index = 0; index < 95; index++) {
        await Company.create({
          name: `Company ${index}`,
          industry: index < 90 ? 'Steel' : `Trade ${index}`,
        })
      }
    })
    await asOwner((owner) =>
      owner.query(
        `insert into inbox_events (tenant_id, provider, event_id, event_type, endpoint_key,
           headers, body, content, state, attempts)
         select $1, 'ghl', n::text, case n % 2 when 0 then 'Even' else 'Odd' end, 'key',
           '{}', '', '', 'quarantined', case n % 2 when 0 then 3 else 1 end
         from generate_series(1, 90) n`,
        [alpha.id]
      )
    )
    manager = new Visitor()
    await manager.logIn('mia@alpha.test')
    north = new Visitor()
    await north.logIn('north@alpha.test')
    admin = new Visitor()
    await admin.logIn('admin@alpha.test')
  })

  test('are folded, with a number each and one for all', async ({ assert }) => {
    const { text } = await manager.get('/crm/contacts?group=status')
    assert.deepEqual(rowsOf(text), ['0 Lead 3 contacts', '0 Customer 1 contact'])
    assert.include(text, 'Total, 4 contacts')
    assert.include(text, '1&#8211;2 of 2 groups')
  })

  test('open a group in the address and close it again', async ({ assert }) => {
    const folded = await manager.get('/crm/contacts?group=status')
    const opened = await manager.get(linkOf(folded.text, 'Customer'))
    assert.deepEqual(rowsOf(opened.text), ['0 Lead 3 contacts', '0 Customer 1 contact', 'Cy'])
    const closed = await manager.get(linkOf(opened.text, 'Customer'))
    assert.deepEqual(rowsOf(closed.text), rowsOf(folded.text))
  })

  test('have levels', async ({ assert }) => {
    const page = '/crm/contacts?group=status,company,location&sort=name'
    let { text } = await manager.get(page)
    for (const label of ['Lead', 'Aurora', 'North', 'Customer', 'No company']) {
      text = (await manager.get(linkOf(text, label))).text
    }
    assert.deepEqual(rowsOf(text), [
      '0 Lead 3 contacts',
      '1 Aurora 2 contacts',
      '2 North 2 contacts',
      'Ada',
      'Di',
      '1 Borealis 1 contact',
      '0 Customer 1 contact',
      '1 No company 1 contact',
      '2 South 1 contact',
    ])
    text = (await manager.get(linkOf(text, 'Lead'))).text
    text = (await manager.get(linkOf(text, 'Lead'))).text
    assert.include(rowsOf(text), '1 Aurora 2 contacts')
    assert.notInclude(rowsOf(text), '2 North 2 contacts')
  })

  test('show those of several tags in each, and those of none by themselves', async ({
    assert,
  }) => {
    let { text } = await manager.get('/crm/contacts?group=tags&sort=name')
    for (const label of ['Fair', 'No tags']) text = (await manager.get(linkOf(text, label))).text
    assert.deepEqual(rowsOf(text), [
      '0 Fair 2 contacts',
      'Ada',
      'Cy',
      '0 Press 1 contact',
      '0 No tags 2 contacts',
      'Bo',
      'Di',
    ])
    assert.include(text, 'Total, 4 contacts')
  })

  test('open groups whatever they are called', async ({ assert }) => {
    let { text } = await manager.get('/crm/contacts?group=city')
    text = (await manager.get(linkOf(text, 'a/b, c:d~%'))).text
    text = (await manager.get(linkOf(text, '~ <'))).text
    assert.deepEqual(rowsOf(text), [
      '0 a/b, c:d~% 1 contact',
      'Ada',
      '0 ~ 1 contact',
      'Bo',
      '0 No city 2 contacts',
    ])
  })

  test('show more of a large group, and page many groups', async ({ assert }) => {
    let { text } = await manager.get('/crm/companies?group=industry&sort=name')
    text = (await manager.get(linkOf(text, 'Steel'))).text
    assert.lengthOf(rowsOf(text), 1 + 80 + 1 + 5 + 1)
    assert.equal(rowsOf(text)[81], '1 Show 10 more')
    text = (await manager.get(linkOf(text, 'Show 10 more'))).text
    assert.lengthOf(rowsOf(text), 1 + 90 + 5 + 1)

    const named = await manager.get('/crm/companies?group=name')
    assert.lengthOf(rowsOf(named.text), 80)
    assert.include(named.text, '1&#8211;80 of 97 groups')
    const next = /id="page-next" href="([^"]+)"/.exec(named.text)![1]!
    const second = await manager.get(next.replaceAll('&amp;', '&'))
    assert.lengthOf(rowsOf(second.text), 17)

    const short = await manager.get('/crm/companies?group=name&size=20')
    assert.lengthOf(rowsOf(short.text), 20)
    assert.include(short.text, '1&#8211;20 of 97 groups')
    const few = await manager.get('/crm/companies?group=industry&sort=name&size=20')
    const opened = await manager.get(linkOf(few.text, 'Steel'))
    assert.equal(rowsOf(opened.text)[21], '1 Show 20 more')
  })

  test('count and show only what somebody reaches', async ({ assert }) => {
    let { text } = await north.get('/crm/contacts?group=status')
    text = (await north.get(linkOf(text, 'Lead'))).text
    assert.sameMembers(rowsOf(text), ['0 Lead 2 contacts', 'Ada', 'Di'])
    assert.include(text, 'Total, 2 contacts')
  })

  test('sum up numbers, of each group and of the whole result', async ({ assert }) => {
    const plain = await admin.get('/integrations/events')
    assert.match(plain.text, /<tfoot>.*Total, 90 events.*<td class="r[^"]*">180<\/td>/)
    let { text } = await admin.get('/integrations/events?group=eventType')
    assert.match(text, /Odd <span class="n">45 events.*?<td class="r[^"]*">45<\/td>/)
    text = (await admin.get(linkOf(text, 'Even'))).text
    assert.match(text, /<tfoot>.*Total, 90 events.*<td class="r[^"]*">180<\/td>/)
  })

  test('leave out sums that say nothing', async ({ assert }) => {
    const { text } = await manager.get('/crm/stages')
    assert.include(text, 'Probability, %')
    assert.notInclude(text, '<tfoot>')
  })

  test('have no boxes to tick where nothing can be done with many', async ({ assert }) => {
    assert.include((await manager.get('/crm/contacts')).text, 'ids[]')
    const reader = await Visitor.of('sam@alpha.test')
    assert.notInclude((await reader.get('/crm/contacts')).text, 'ids[]')
  })

  test('leave what is no group in the address alone', async ({ assert }) => {
    for (const open of ['nothing', 'lead/a/b/c', '%', '~', 'lead:99999', ',,::']) {
      const { status } = await manager.get(
        `/crm/contacts?group=status,company&open=${encodeURIComponent(open)}`
      )
      assert.equal(status, 200, open)
    }
    const { status } = await manager.get('/crm/contacts?group=createdAt:week&open=tomorrow,~')
    assert.equal(status, 200)
  })

  test('take six statements, however many groups are open', async ({ assert }) => {
    const open = ['lead', 'customer', 'lead/~', 'customer/~', 'prospect', 'churned'].join(',')
    for (const path of [
      '/crm/contacts?group=status',
      `/crm/contacts?group=status&open=${encodeURIComponent(open)}`,
      `/crm/contacts?group=status,company&open=${encodeURIComponent(open)}`,
    ]) {
      await manager.get(path)
      sums.clear()
      const sent = await watchStatements(() => manager.get(path))
      assert.isAtMost(sent.length, 6)
    }
  })
})
