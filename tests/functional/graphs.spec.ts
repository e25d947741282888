import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { onlyFor } from '#app/access/declarations'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Tag } from '#modules/base/models/tag'
import { nobody, withRights } from '#tests/support/access/registry'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const GRAPH = '/crm/contacts?view=graph'

/** What the marks of a graph say, in the order of the page. */
function marks(html: string): string[] {
  return [...html.matchAll(/<title>([^<]+: [^<]+)<\/title>/g)].map(([, text]) => text!)
}

/** The addresses behind the marks, by what they say. */
function links(html: string): Map<string, string> {
  const found = html.matchAll(/<a href="([^"]+)" aria-label="([^"]+)"><title>/g)
  return new Map([...found].map(([, href, label]) => [label!, href!.replaceAll('&amp;', '&')]))
}

test.group('Graphs', (group) => {
  let manager: Visitor
  let restricted: Visitor
  let stranger: Visitor

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['crm.manager'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    const beta = await TestTenant.create('Beta')
    await beta.user('bob@beta.test', ['base.manager'])
    await alpha.run(async () => {
      const at = (text: string) => DateTime.fromISO(text, { zone: 'utc' })
      const aurora = await Company.create({ name: 'Aurora' })
      const made = await Contact.createMany([
        { firstName: 'Ada', status: 'lead', createdAt: at('2026-08-03'), companyId: aurora.id },
        { firstName: 'Bo', status: 'customer', createdAt: at('2026-08-31T23:59:59') },
        { firstName: 'Cy', status: 'lead', createdAt: at('2026-11-01T00:00') },
        { firstName: 'Di', status: 'lead', createdAt: at('2026-11-09'), active: false },
        {
          firstName: 'Ed',
          status: 'lead',
          createdAt: at('2026-11-10'),
          locationId: alpha.location('South'),
        },
      ])
      const tags = await Tag.createMany([{ name: 'Fair' }, { name: 'Press' }])
      await made[0]!.related('tags').attach(tags.map(({ id }) => id))
    })
    const logIn = async (email: string) => {
      const visitor = new Visitor()
      await visitor.logIn(email)
      return visitor
    }
    manager = await logIn('mia@alpha.test')
    restricted = await logIn('north@alpha.test')
    stranger = await logIn('bob@beta.test')
  })

  test('begin as declared, without archived records, with the empty months', async ({ assert }) => {
    const { status, text } = await manager.get(GRAPH)
    assert.equal(status, 200)
    assert.include(text, 'Number of contacts by Created (month), Status')
    assert.deepEqual(marks(text), [
      'August 2026, Lead: 1',
      'August 2026, Customer: 1',
      'November 2026, Lead: 2',
    ])
    assert.include(text, '<th scope="row" class="main">September 2026</th>')
  })

  test('lead to lists of just these records', async ({ assert }) => {
    for (const groups of ['createdAt:month,status', 'createdAt:week', 'company', 'tags', 'city']) {
      const { text } = await manager.get(`${GRAPH}&group=${groups}`)
      const found = links(text)
      assert.isAbove(found.size, 0)
      for (const [label, href] of found) {
        const list = await manager.get(href)
        assert.include(list.text, ` of ${label.split(': ').at(-1)}<`, `${label} ${href}`)
        assert.notInclude(href, 'view=')
      }
    }
  })

  test('show what filters, search and groups in the address leave', async ({ assert }) => {
    const { text } = await manager.get(`${GRAPH}&filter=leads&group=status`)
    assert.deepEqual(marks(text), ['Lead: 3'])
    assert.deepEqual(marks((await manager.get(`${GRAPH}&q=ada&group=status`)).text), ['Lead: 1'])
    const archived = await manager.get(`${GRAPH}&archived=1&group=status`)
    assert.deepEqual(marks(archived.text), ['Lead: 1'])
    assert.include((await manager.get(`${GRAPH}&q=nobody`)).text, 'No contacts match')
  })

  test('draw pies, running sums and the largest first', async ({ assert }) => {
    const pie = await manager.get(`${GRAPH}&type=pie&group=status`)
    assert.deepEqual(marks(pie.text), ['Lead: 3', 'Customer: 1'])
    assert.include(pie.text, '75%')
    const running = await manager.get(`${GRAPH}&cumulated=1&group=createdAt:month&type=line`)
    assert.deepEqual(marks(running.text), [
      'August 2026: 2',
      'September 2026: 2',
      'October 2026: 2',
      'November 2026: 4',
    ])
    const ordered = await manager.get(`${GRAPH}&order=asc&group=status`)
    assert.deepEqual(marks(ordered.text), ['Customer: 1', 'Lead: 3'])
  })

  test('put what is beyond six series together', async ({ assert }) => {
    await manager.get('/crm/contacts/new')
    for (let place = 0; place < 8; place++) {
      for (let count = 0; count <= place % 3; count++) {
        await manager.post('/crm/contacts', {
          firstName: `P${place}`,
          city: `City ${place}`,
          source: 'many',
        })
      }
    }
    const domain = encodeURIComponent(JSON.stringify([['source', '=', 'many']]))
    const { text } = await manager.get(`${GRAPH}&group=status,city&domain=${domain}`)
    assert.deepEqual(marks(text), [
      'Lead, City 1: 2',
      'Lead, City 2: 3',
      'Lead, City 4: 2',
      'Lead, City 5: 3',
      'Lead, City 7: 2',
      'Lead, Other: 3',
    ])
  })

  test('hold only what the asker reaches', async ({ assert }) => {
    const { text } = await restricted.get(`${GRAPH}&group=location`)
    assert.notInclude(text, 'South:')
    assert.deepEqual(marks((await stranger.get(GRAPH)).text), [])
  })

  test('know nothing of a field that the asker may not see', async ({ assert }) => {
    await withRights([onlyFor([nobody], Contact, ['status'])], async () => {
      for (const asked of ['', '&group=status']) {
        const { status, text } = await manager.get(`${GRAPH}${asked}`)
        assert.equal(status, 200)
        assert.notInclude(text.slice(text.indexOf('<main')), 'Customer')
      }
    })
  })

  test('take words for what they are', async ({ assert }) => {
    const odd = await manager.get(`${GRAPH}&type=radar&measure=sum:email&order=up&group=notes`)
    assert.equal(odd.status, 200)
    assert.include(odd.text, 'Number of contacts by Created (month), Status')
    assert.equal((await manager.get(`${GRAPH}&domain=[["nowhere","=",1]]`)).status, 422)
  })

  test('cost one statement in one wait', async ({ assert }) => {
    await manager.get(GRAPH)
    const sent = await watchStatements(() => manager.get(GRAPH))
    assert.isAtMost(sent.length, 5)
    assert.equal(new Set(sent.map(({ wait }) => wait)).size, 2)
  })
})
