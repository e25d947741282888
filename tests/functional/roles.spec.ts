import { test } from '@japa/runner'
import { anybody } from '#app/access/anybody'
import { operations, rule } from '#app/access/declarations'
import { Records } from '#app/access/records'
import { roleRights } from '#app/access/role_rights'
import { Environment } from '#app/environment/environment'
import { Registry } from '#app/modules/registry'
import { user as internal } from '#modules/base/access'
import { user as sales } from '#modules/crm/access'
import { Contact } from '#modules/crm/models/contact'
import { withRights } from '#tests/support/access/registry'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, speak, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

const HREF = '/base/roles'

test.group('Roles', (group) => {
  let tenant: TestTenant
  let admin: Visitor

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('ada@alpha.test', ['base.administrator'])
    await tenant.user('sam@alpha.test', ['base.manager'])
    admin = await Visitor.of('ada@alpha.test')
    return emptyDatabase
  })

  const shown = async (role: string) => (await admin.get(`${HREF}?role=${role}`)).text

  /** The cells of the row of these records: all, some, –, and what limits them. */
  const row = async (role: string, records: string) => {
    const [, cells] = new RegExp(`<th scope="row"[^>]*>${records}</th>(.*?)</tr>`, 's').exec(
      await shown(role)
    )!
    return [...cells!.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) =>
      cell!.replace(/<[^>]*>/g, '').trim()
    )
  }

  test('are there for tenant administrators, all of them or one', async ({ assert }) => {
    const { status, text } = await admin.get(HREF)
    assert.equal(status, 200)
    for (const { title, isPermission } of Registry.current.access.roles) {
      assert.equal(text.includes(`>${title}</h2>`), !isPermission, title)
    }
    assert.include((await admin.get('/')).text, `href="${HREF}"`)
    const one = await shown('base.portal')
    assert.include(one, '>Portal user</h2>')
    assert.notInclude(one, '>Sales</h2>')
    for (const role of ['crm.nobody', 'base.export', 'base.platform_administrator']) {
      assert.equal((await admin.get(`${HREF}?role=${role}`)).status, 404, role)
    }
    const sam = await Visitor.of('sam@alpha.test')
    assert.equal((await sam.get(HREF)).status, 404)
    assert.notInclude((await sam.get('/')).text, HREF)
  })

  test('say with which records members may do what', async ({ assert }) => {
    assert.deepEqual(await row('crm.representative', 'contacts'), [
      ...['Some', 'Some', 'Some', '–'],
      'Read, Change, Create: Owner is the user',
    ])
    assert.deepEqual(await row('base.team_manager', 'deals'), [
      ...['All', 'Some', 'Some', '–'],
      'Change, Create: Owner is the user or Leader of owner&#x27;s teams is the user',
    ])
    assert.deepEqual(await row('crm.manager', 'stages'), ['All', 'All', 'All', 'All', ''])
    assert.deepEqual(await row('base.administrator', 'locations'), [
      ...['Some', 'Some', 'Some', '–'],
      'Read, Change, Create: ID is one of the user’s locations',
    ])
    const portal = await row('base.portal', 'contacts')
    assert.deepEqual(portal.slice(0, 4), ['Some', '–', '–', '–'])
    assert.match(portal[4]!, /^Read: E-mail is the user’s own address\s+Fields not shown: .*Notes/)
    assert.notInclude(await shown('base.portal'), '>deals</th>')
  })

  test('say what a role brings', async ({ assert }) => {
    const text = await shown('crm.user')
    assert.include(text, '<dd>Sales representative, Internal user</dd>')
    assert.include(text, '<dd>API access</dd>')
  })

  test('know rules that limit, and groups of the tenant', async ({ assert }) => {
    const hidden = rule('No customers', Contact, {
      groups: [internal],
      limits: true,
      operations: ['delete', 'read'],
      domain: () => [['status', '=', 'lead']],
    })
    await withRights([hidden], async () => {
      const [read, change, , , limits] = await row(sales.name, 'contacts')
      assert.deepEqual([read, change, limits], ['Some', 'All', 'Read: Status is Lead'])
    })
    const form = await admin.get('/base/groups/new')
    const own = { ...hiddenValues(form.text), 'name': 'Readers', 'includes[]': 'crm.user' }
    await admin.post('/base/groups', own)
    const { text } = await admin.get(HREF)
    assert.match(text, />Readers<\/h2>.*?<dd>Sales, Sales representative, Internal user<\/dd>/s)
  })

  test('speak the language of who reads', async ({ assert }) => {
    await speak('de', 'ada@alpha.test')
    try {
      const [read, , , , limits] = await row('crm.representative', 'Kontakte')
      assert.deepEqual(
        [read, limits],
        ['Manche', 'Lesen, Ändern, Anlegen: Zuständig ist der Benutzer selbst']
      )
    } finally {
      await speak('en', 'ada@alpha.test')
    }
  })

  test('are what members may really do', async ({ assert }) => {
    const { access, models } = Registry.current
    for (const { name } of access.roles) {
      const member = { ...anybody, tenantId: tenant.id, groups: access.imply([name]) }
      await Environment.run(member, async () => {
        const rights = new Map(roleRights(access, models, member).map((each) => [each.model, each]))
        for (const model of models) {
          const records = new Records(model, access)
          const allowed = operations.filter((operation) => records.allows(operation))
          const told = [...(rights.get(model)?.conditions.keys() ?? [])]
          assert.deepEqual(told, allowed, `${name}, ${model.name}`)
        }
      })
    }
  })

  test('cost what the frame of a page costs', async ({ assert }) => {
    const costOf = async (path: string) => {
      await admin.get(path)
      return (await watchStatements(() => admin.get(path))).length
    }
    assert.equal(await costOf(HREF), await costOf('/keyboard'))
  })
})
