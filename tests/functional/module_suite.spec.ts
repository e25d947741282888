import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import hash from '@adonisjs/core/services/hash'
import type { LoadedModule } from '#app/modules/loader'
import { seedDemo } from '#app/modules/demo'
import { Registry } from '#app/modules/registry'
import {
  apiFaults,
  aspects,
  buildFromNothing,
  demoClients,
  routeFaults,
  schemaFaults,
  type DemoClients,
  type Scratch,
} from '#tests/support/module_suite'
import { asOwner, emptyDatabase, PASSWORD, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const service = await app.container.make('modules')
const house = await service.load()

const actionsOf = (module: LoadedModule) =>
  [...Registry.current.actions.values()].filter((action) => action.module === module.name)

test('every module on disk can be opened', ({ assert }) => {
  assert.deepEqual(service.faults, [])
  assert.includeMembers(
    house.map(({ name }) => name),
    ['base', 'crm']
  )
})

let scratch: Promise<Scratch> | undefined

for (const module of house) {
  test.group(`Module ${module.name} | declarations`, () => {
    for (const { title, faults } of aspects) {
      test(title, ({ assert }) => assert.deepEqual(faults(module, house), []))
    }

    test('opens routes only behind the log-in', async ({ assert }) => {
      assert.deepEqual(await routeFaults(module), [])
    })

    test('installs from nothing, with tables as its models declare', async ({ assert }) => {
      scratch ??= buildFromNothing(house)
      assert.deepEqual(schemaFaults(module, await scratch), [])
    })
  })
}

test.group('Modules | screens of an empty tenant', (group) => {
  let visitor: Visitor

  group.setup(async () => {
    await emptyDatabase()
    const tenant = await TestTenant.create('Empty')
    await tenant.user('admin@empty.test', ['base.administrator'])
    visitor = new Visitor()
    await visitor.logIn('admin@empty.test', PASSWORD)
    return emptyDatabase
  })

  for (const module of house) {
    test(`${module.name}: lists and forms`, async ({ assert }) => {
      for (const { href, form, search, list, model } of actionsOf(module)) {
        const filters = Object.keys(search.filters).map((name) => `?filter=${name}`)
        const sorts = list.columns.map(({ name }) => `?sort=-${name}`)
        const all = `?columns=${Object.keys(model.allFields).join(',')}`
        for (const query of ['', '?q=any+word', '?archived=1', all, ...filters, ...sorts]) {
          const answer = await visitor.get(`${href}${query}`)
          assert.equal(answer.status, 200, `${href}${query}`)
          assert.equal(answer.path, `${href}${query}`)
        }
        if (!form || !mayCreate(model)) continue
        assert.equal((await visitor.get(`${href}/new`)).status, 200, `${href}/new`)
      }
    })
  }
})

test.group('Modules | demo', (group) => {
  let visitor: Visitor
  let clients: DemoClients

  const seed = () =>
    asOwner((owner) =>
      seedDemo({
        owner,
        modules: house,
        appUrl: 'http://127.0.0.1',
        hashPassword: () => hash.make(PASSWORD),
        report: () => {},
      })
    )

  group.setup(async () => {
    await emptyDatabase()
    await seed()
    visitor = new Visitor()
    await visitor.logIn('admin@demo.test', PASSWORD)
    await addNobody()
    clients = await demoClients()
    return emptyDatabase
  })

  for (const module of house) {
    test(`${module.name}: lists and forms of its records`, async ({ assert }) => {
      for (const { href, form, model } of actionsOf(module)) {
        assert.equal((await visitor.get(href)).status, 200, href)
        const id = form && (await someId(model.table))
        if (!id) continue
        const answer = await visitor.get(`${href}/${id}`)
        assert.equal(answer.status, 200, `${href}/${id}`)
        assert.include(answer.text, id)
      }
    })

    test(`${module.name}: every screen is an API, with the rights of its user`, async ({
      assert,
    }) => {
      const faults: string[] = []
      for (const action of actionsOf(module)) faults.push(...(await apiFaults(action, clients)))
      assert.deepEqual(faults, [])
    })

    test(`${module.name}: brings nothing twice`, async ({ assert }) => {
      scratch ??= buildFromNothing(house)
      const tables = (await scratch).tablesOf.get(module.name) ?? []
      const before = await countsOf(tables)
      await seed()
      assert.deepEqual(await countsOf(tables), before)
    })
  }
})

/** A member of the demo's tenant for whom programs may act, and who may do nothing. */
async function addNobody() {
  await asOwner((owner) =>
    owner.query(
      `with person as (insert into identity.users (email, name)
         values ('nobody@demo.test', 'Nobody') returning id, name, email
       ), member as (
         insert into memberships (tenant_id, id, name, email, all_locations)
         select t.id, person.id, person.name, person.email, true
         from person, tenants t where t.name = 'Demo' returning tenant_id, id)
       insert into membership_groups (tenant_id, user_id, group_name)
       select tenant_id, id, 'base.api_write' from member`
    )
  )
}

function mayCreate(model: LoadedModule['models'][number]): boolean {
  const groups = Registry.current.access.imply(['base.administrator'])
  return house.some(({ access }) =>
    access.some(
      (each) =>
        each.kind === 'model-access' &&
        each.model === model &&
        each.operations.includes('create') &&
        groups.has(each.group.name)
    )
  )
}

async function someId(table: string): Promise<string | null> {
  const { rows } = await asOwner((owner) =>
    owner.query(
      `select id from "${table}" where tenant_id = (select id from tenants where name = 'Demo')
       order by id limit 1`
    )
  )
  return rows[0]?.id ?? null
}

async function countsOf(tables: readonly string[]) {
  return asOwner(async (owner) => {
    const counts: Record<string, number> = {}
    for (const table of tables) {
      const { rows } = await owner.query(`select count(*)::int as count from "${table}"`)
      counts[table] = rows[0].count
    }
    return counts
  })
}
