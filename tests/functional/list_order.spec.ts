import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

/** The names of the records on a page, in order. */
function namesOf(html: string): string[] {
  const body = html.slice(html.indexOf('<tbody>'), html.indexOf('</tbody>'))
  return [...body.matchAll(/aria-label="Select ([^"]+)"/g)].map(([, name]) => name!)
}

function linkOf(html: string, pattern: RegExp): string {
  return pattern.exec(html)![1]!.replaceAll('&amp;', '&')
}

test.group('Rows of a list', (group) => {
  let manager: Visitor

  group.setup(async () => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.run(async () => {
      for (const [firstName, status, city] of [
        ['Ada', 'lead', 'York'],
        ['Bo', 'customer', 'Leeds'],
        ['Cy', 'lead', 'Leeds'],
        ['Di', 'customer', 'York'],
      ] as const) {
        await Contact.create({ firstName, status, city, doNotDisturb: firstName === 'Cy' })
      }
      await Contact.createMany(
        Array.from({ length: 26 }, (_, index) => ({
          firstName: `Row ${String(index).padStart(2, '0')}`,
          status: 'other' as const,
          city: 'Z',
        }))
      )
    })
    manager = new Visitor()
    await manager.logIn('mia@alpha.test')
  })

  test('stand in the order of several columns', async ({ assert }) => {
    const columns = 'columns=name,status,city&filter=leads,customers'
    const { text } = await manager.get(`/crm/contacts?${columns}&sort=city,-name`)
    assert.deepEqual(namesOf(text), ['Cy', 'Bo', 'Di', 'Ada'])
    assert.lengthOf(text.match(/aria-sort/g)!, 1)
    assert.include(text, '<sub>2</sub>')
    assert.include(text, 'Then by')
  })

  test('are sorted further by a link', async ({ assert }) => {
    const first = await manager.get('/crm/contacts?filter=leads,customers&sort=status')
    const then = linkOf(first.text, /id="sort-name"[^>]*data-then="([^"]+)"/)
    assert.include(then, 'sort=status,name')
    const plain = await manager.get('/crm/contacts')
    assert.notInclude(plain.text, 'data-then')
    const back = await manager.get('/crm/contacts?sort=nothing,notes,-name,name&filter=leads')
    assert.deepEqual(namesOf(back.text), ['Cy', 'Ada'])
  })

  test('are twenty, eighty or two hundred on a page', async ({ assert }) => {
    const first = await manager.get('/crm/contacts?size=20&sort=name')
    assert.lengthOf(namesOf(first.text), 20)
    const next = await manager.get(linkOf(first.text, /id="page-next" href="([^"]+)"/))
    assert.lengthOf(namesOf(next.text), 10)
    assert.notInclude(namesOf(first.text), namesOf(next.text)[0]!)
    assert.lengthOf(namesOf((await manager.get('/crm/contacts?size=7')).text), 30)
  })

  test('carry a mark that says why', async ({ assert }) => {
    for (const address of ['?filter=leads', '?group=status&open=lead']) {
      const { text } = await manager.get(`/crm/contacts${address}`)
      const marked = [
        ...text.matchAll(/<tr class="marked marked--warn" title="Do not contact">.*?<\/tr>/gs),
      ]
      assert.lengthOf(marked, 1)
      assert.include(marked[0]![0], 'Select Cy')
      assert.include(marked[0]![0], '<span class="sr">Do not contact</span>')
    }
  })
})
