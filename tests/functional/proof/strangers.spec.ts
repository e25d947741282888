import { test } from '@japa/runner'
import { Records } from '#app/access/records'
import type { Operation, RecordRule } from '#app/access/declarations'
import { Environment } from '#app/environment/environment'
import { systemAsker, type Asker } from '#app/environment/scope'
import type { Model } from '#app/models/model'
import { Registry } from '#app/modules/registry'
import { Location } from '#modules/base/models/location'
import { Contact } from '#modules/crm/models/contact'
import { ApiClient } from '#tests/support/api_client'
import { besideOf, StrangersHouse, type Guest, type Stranger } from '#tests/support/strangers/house'
import { Prober, type Probe } from '#tests/support/strangers/prober'
import {
  addressProbes,
  allRoutes,
  listProbes,
  relationProbes,
  type ModelProbe,
} from '#tests/support/strangers/probes'
import { platformRoutes } from '#tests/support/strangers/routes'
import { asOwner, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const NOBODY = 'stranger-of-nobody'

const nobody = systemAsker({ tenantId: NOBODY, userId: NOBODY, locationIds: [] })

let house: StrangersHouse
let guest: Guest
let prober: Prober

/** Who asks from now on: somebody with these groups, or with all. */
async function ask(groups?: readonly string[]) {
  guest = await house.guest(groups)
  prober = await Prober.of(guest.user)
}

/** A sentence for each stranger about whom something else is told than about nobody. */
async function differences(probes: readonly ModelProbe[]): Promise<string[]> {
  const found: string[] = []
  for (const probe of probes) {
    for (const stranger of guest.strangersOf(probe.model)) {
      const fault = await difference(probe, stranger)
      const whose = stranger.kind === 'rule' ? 'hidden by a rule' : `of another ${stranger.kind}`
      if (fault) found.push(`${probe.title}, ${probe.model.name} ${whose}: ${fault}`)
    }
  }
  return found
}

async function difference(probe: ModelProbe, { id, never, title }: Stranger) {
  const told = await prober.ask(probe, { id, title: title ?? NOBODY })
  const ofNobody = await prober.ask(probe, { id: never, title: title ? besideOf(title) : NOBODY })
  if (told.status >= 500) return `answers ${told.status}`
  const isSame = JSON.stringify(told) === JSON.stringify(ofNobody)
  return isSame ? null : `answers ${told.status}, and ${ofNobody.status} about nobody`
}

const relations = () => relationProbes((table) => house.ownId(table))
const everything = () => [...addressProbes(), ...relations(), ...listProbes()]

/** Whatever modules are installed, third-party ones too. */
test.group('Strangers', (group) => {
  let imprint: Record<string, string>

  group.setup(async () => {
    house = await StrangersHouse.build()
    await ask()
    imprint = await house.imprint()
  })

  test('own records are found by the same addresses', async ({ assert }) => {
    const shown = addressProbes().filter(({ title }) => /^GET .*:id$/.test(title))
    let found = 0
    for (const probe of shown) {
      const id = house.ownId(probe.model.table)
      if (!id) continue
      const { status } = await prober.ask(probe, { id, title: NOBODY })
      assert.include([200, 404], status, probe.title)
      if (status === 200) found += 1
    }
    assert.isAbove(found, 8)
  })

  test('are not there at any address', async ({ assert }) => {
    const probes = addressProbes()
    assert.isAbove(probes.length, 30)
    assert.deepEqual(await differences(probes), [])
  })

  test('cannot be linked, picked or asked about', async ({ assert }) => {
    const probes = relations()
    assert.isAbove(probes.length, 50)
    assert.deepEqual(await differences(probes), [])
  })

  test('are in no list', async ({ assert }) => {
    assert.deepEqual(await differences(listProbes()), [])
  })

  test('cannot be chosen to work in', async ({ assert }) => {
    const [tenant] = guest.strangersOf(Location)
    const location: ModelProbe = {
      title: 'POST /account/locations',
      method: 'POST',
      path: () => '/account/locations',
      body: ({ id }) => ({ only: id }),
      model: Location,
    }
    assert.deepEqual(await differences([location]), [])
    const other = await TestTenant.create('Third')
    const choose = { ...location, path: () => '/account/tenant' }
    const about = { ...tenant!, title: null, id: other.id, never: besideOf(other.id) }
    assert.isNull(await difference({ ...choose, body: ({ id }) => ({ tenant: id }) }, about))
  })

  test('keep their sessions and tokens', async ({ assert }) => {
    const other = await TestTenant.create('Fourth')
    const user = await other.user('other@fourth.test', ['base.manager'])
    await new Visitor().logIn(user.email)
    await ApiClient.of(user)
    const idOf = async (table: string) => {
      const { rows } = await asOwner((owner) =>
        owner.query<{ id: string }>(`select id from identity.${table} where user_id = $1`, [
          user.id,
        ])
      )
      return rows[0]!.id
    }
    for (const [table, path] of [
      ['sessions', '/account/sessions'],
      ['api_keys', '/account/tokens'],
      ['api_keys', '/base/api-keys'],
    ] as const) {
      const id = await idOf(table)
      const probe: ModelProbe = {
        title: path,
        method: 'POST',
        path: (about) => `${path}/${about.id}?_method=DELETE`,
        model: Location,
      }
      const stranger = { kind: 'tenant', table, id, never: besideOf(id), title: null } as const
      assert.isNull(await difference(probe, stranger), path)
      assert.equal((await prober.ask(probe, { id, title: NOBODY })).status, 404)
    }
  })

  test('are not let into what is the platform’s', async ({ assert }) => {
    const id = house.ownId('locations')!
    const routes = platformRoutes(allRoutes())
    assert.isAbove(routes.length, 5)
    for (const { method, pattern } of routes) {
      const address = pattern.replaceAll(/:\w+/g, id)
      const isSpoofed = !['GET', 'POST'].includes(method)
      const probe: Probe = {
        method: method === 'GET' ? 'GET' : 'POST',
        path: () => (isSpoofed ? `${address}?_method=${method}` : address),
      }
      const told = await prober.ask(probe, { id, title: NOBODY })
      assert.equal(told.status, 404, `${method} ${pattern}`)
    }
  })

  test('have kept everything', async ({ assert }) => {
    assert.deepEqual(await house.imprint(), imprint)
  })
})

/** The probes would not be worth much if they found nothing when something is gone. */
test.group('Strangers | when a wall is taken away', (group) => {
  group.setup(async () => {
    house = await StrangersHouse.build()
  })

  /** Every rule that keeps something from somebody. */
  const rules = Registry.current.modules.flatMap(({ name, access }) =>
    access
      .filter((each) => each.kind === 'record-rule')
      .filter(({ domain }) => domain(nobody).length > 0)
      .map((rule) => ({ title: `${rule.title} (${name})`, rule }))
  )

  test('a rule is missed: {title}')
    .with(rules)
    .run(async ({ assert, cleanup }, { rule }) => {
      await ask(rule.groups.length > 0 ? [rule.groups[0]!.name] : undefined)
      const probes = everything().filter(({ model }) => model === rule.model)
      const reaches = () => reachedOf(rule.model, guest.user.asker)
      const before = { differences: await differences(probes), reached: await reaches() }
      assert.deepEqual(before.differences, [])
      if (meets(rule, before.reached)) return
      cleanup(withoutRule(rule))
      if (rule.operations.includes('read')) assert.isNotEmpty(await differences(probes))
      else assert.notDeepEqual(await reaches(), before.reached)
    })

  test('the policy of a table is missed', async ({ assert, cleanup }) => {
    await ask()
    const probes = everything().filter(({ model }) => model === Contact)
    assert.deepEqual(await differences(probes), [])
    await asOwner((owner) =>
      owner.query(`alter policy scope on crm_contacts
        using (tenant_id = (select app.tenant_id())) with check (true)`)
    )
    cleanup(() =>
      asOwner(async (owner) => {
        await owner.query(`select app.protect('public.crm_contacts')`)
      })
    )
    assert.isNotEmpty(await differences(probes))
  })
})

/**
 * Whether the one row that there is meets a rule about writing, so that it shows nothing. What such
 * a rule keeps away is shown by a test of its own.
 */
function meets({ operations }: RecordRule, reached: readonly Operation[]): boolean {
  if (operations.includes('read')) return false
  return operations.every((operation) => operation === 'create' || reached.includes(operation))
}

/** Puts a registry in force in which a rule keeps nothing from anybody; returns the way back. */
function withoutRule(rule: RecordRule): () => void {
  const before = Registry.current
  const open = { ...rule, domain: () => [] }
  const modules = before.modules.map((module) => ({
    ...module,
    access: module.access.map((each) => (each === rule ? open : each)),
  }))
  Registry.swap(new Registry(modules))
  return () => Registry.swap(before)
}

/** What somebody may do with the record of a model that is in their own place. */
async function reachedOf(model: typeof Model, asker: Asker): Promise<Operation[]> {
  const id = house.ownId(model.table)!
  const { access } = Registry.current
  return Environment.run(asker, async () => {
    const reached: Operation[] = []
    for (const operation of ['read', 'write', 'delete'] as const) {
      const found = await new Records(model, access).find(id, operation).catch(() => null)
      if (found) reached.push(operation)
    }
    return reached
  })
}
