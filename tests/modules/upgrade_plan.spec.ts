import { test } from '@japa/runner'
import type { Change, Plan } from '#app/modules/operations/operation'
import { writeFleet } from '#tests/support/fleet'
import { administrator, TENANT, withHouse, type House } from '#tests/support/life_cycle'
import { ServerProcess } from '#tests/support/server_process'
import { Visitor } from '#tests/support/visitor'

const NEWS = [
  'changed model cars',
  '  changed name',
  'removed menu Fleet › Garage',
  'added view cars (kanban)',
  'changed view cars (list)',
  '  changed columns › state',
  '  added columns › price',
  'changed access Driver: read, write cars',
  '  added write',
  '  removed create',
  'changed rule Cars within reach (cars)',
  '  changed condition: [["createdBy","=","@user"]] → [["state","=","free"]]',
  'changed field Price (cars): base.administrator',
  '  added base.administrator',
  '  removed fleet.driver',
  'added job fleet.park',
  'removed job fleet.wash',
]

function linesOf(changes: readonly Change[]): string[] {
  return changes.flatMap(({ effect, kind, name, differences = [] }) => [
    `${effect} ${kind} ${name}`,
    ...differences.map((each) => {
      const words = [each.before, each.after].filter(Boolean).join(' → ')
      return `  ${each.effect} ${each.name}${words ? `: ${words}` : ''}`
    }),
  ])
}

/** Runs a command in a process of its own, which knows only the files that lie there now. */
async function command({ empty, folders }: House, ...args: string[]): Promise<string> {
  const ran = ServerProcess.command(empty.credentials, folders.root, ...args)
  await ran.ended()
  return ran.output
}

async function planned(house: House, ...words: string[]): Promise<Plan> {
  const output = await command(house, 'module:plan', ...words, '--json')
  return JSON.parse(output.slice(output.indexOf('{'))) as Plan
}

/** Somebody who is logged in on a server that was started with the files that lie there now. */
async function withVisitor(house: House, work: (visitor: Visitor) => Promise<void>) {
  const server = await ServerProcess.web(house.empty.credentials, house.folders.root)
  try {
    const visitor = new Visitor(server.url)
    await visitor.logIn('ada@alpha.test')
    await work(visitor)
  } finally {
    await server.stop()
  }
}

async function plannedPage(visitor: Visitor, ...modules: string[]): Promise<string> {
  await visitor.get('/base/apps')
  const asked = modules.map((name) => [`operations[${name}]`, 'upgrade'])
  const { text } = await visitor.post('/base/apps/plans', Object.fromEntries(asked))
  return text
    .replaceAll(/<svg.*?<\/svg>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

/** A driver by a group that the tenant has made, and one who is not active. */
async function drivers(house: House) {
  const [bob, carol, own] = ['b', 'c', 'd'].map(
    (end) => `01900000-0000-7000-8000-00000000009${end}`
  )
  await house.query(`
    select set_config('app.tenant_id', '${TENANT}', false);
    insert into access_groups (id, name) values ('${own}', 'Night shift');
    insert into access_group_includes (group_id, group_name) values ('${own}', 'fleet.driver');
    insert into identity.users (id, email, name) values
      ('${bob}', 'bob@alpha.test', 'Bob'), ('${carol}', 'carol@alpha.test', 'Carol');
    insert into memberships (id, name, email, active) values
      ('${bob}', 'Bob', 'bob@alpha.test', true), ('${carol}', 'Carol', 'carol@alpha.test', false);
    insert into membership_groups (user_id, group_name) values
      ('${bob}', 'own.${own}'), ('${carol}', 'fleet.driver');`)
}

test.group('Modules | the plan of an upgrade', () => {
  test('says what comes, goes and changes, by command and on the page', async ({ assert }) => {
    await withHouse('plan', async (house) => {
      await administrator(house)
      await writeFleet(house, '1.0.0')
      await house.perform('install', 'fleet', 'loyalty')
      await drivers(house)
      await writeFleet(house, '2.0.0')
      const plan = await planned(house, 'upgrade', 'fleet', 'loyalty')
      assert.deepEqual(linesOf(plan.changes), NEWS)
      assert.deepEqual(plan.comparisons, [
        { module: 'fleet', from: '1.0.0', to: '2.0.0', isKnown: true },
        { module: 'loyalty', from: '1.0.0', to: '1.0.0', isKnown: true },
      ])
      assert.deepEqual(
        plan.changes
          .filter(({ users }) => users !== undefined)
          .map(({ kind, users }) => [kind, users]),
        [
          ['access', 1],
          ['rule', 1],
          ['field', 2],
        ]
      )
      const lines = await command(house, 'module:plan', 'upgrade', 'fleet', 'loyalty')
      for (const line of [
        '- menu: Fleet › Garage',
        '+ view: cars (kanban)',
        '~ access: Driver: read, write cars, 1 user',
        '~ condition: [["createdBy","=","@user"]] → [["state","=","free"]]',
        'loyalty 1.0.0 → 1.0.0: menus, views, access, jobs and addresses stay as they are',
      ]) {
        assert.include(lines, line)
      }
      await withVisitor(house, async (visitor) => {
        const text = await plannedPage(visitor, 'fleet', 'loyalty')
        for (const words of [
          'Comes and goes: Fleet',
          '1.0.0 to 2.0.0',
          'Removed Fleet › Garage Menu',
          'Added cars (kanban) View',
          'Changed Driver: read, write cars Added write Removed create Right 1 user',
          'Menus, views, access, jobs and addresses stay as they are.',
        ]) {
          assert.include(text, words)
        }
      })
      await command(house, 'module:upgrade', 'fleet', '--yes')
      const again = await planned(house, 'upgrade', 'fleet')
      assert.deepEqual(again.changes, [])
      assert.deepEqual(
        linesOf((await planned(house, 'uninstall', 'fleet')).changes).toSorted()[0],
        'removed access Driver: read, write cars'
      )
    })
  })

  test('says so where nobody wrote down what the installed version brings', async ({ assert }) => {
    await withHouse('plan', async (house) => {
      await administrator(house)
      await writeFleet(house, '1.0.0')
      await house.perform('install', 'fleet')
      await house.query('delete from app.module_contributions')
      await writeFleet(house, '2.0.0')
      await withVisitor(house, async (visitor) => {
        const text = await plannedPage(visitor, 'fleet')
        assert.include(text, 'What version 1.0.0 brings was not written down')
        assert.notInclude(text, 'stay as they are')
      })
      const lines = await command(house, 'module:upgrade', 'fleet', '--yes')
      assert.include(lines, 'fleet 1.0.0 → 2.0.0: what 1.0.0 brings was not written down')
      const { comparisons } = await planned(house, 'upgrade', 'fleet')
      assert.isTrue(comparisons[0]!.isKnown)
      const kept = await house.query('select module from app.module_contributions')
      assert.deepEqual(kept, [{ module: 'fleet' }])
    })
  })

  test('knows what is installed after the next start, and without files', async ({ assert }) => {
    await withHouse('plan', async (house) => {
      await house.perform('install', 'loyalty')
      const kept = () =>
        house.query(
          'select module, version, contributions from app.module_contributions order by 1'
        )
      const before = await kept()
      assert.includeMembers(
        before.map((row) => (row as { module: string }).module),
        ['base', 'crm', 'loyalty']
      )
      await house.query('delete from app.module_contributions')
      await house.setUp()
      assert.deepEqual(await kept(), before)
      await house.folders.moveAway('loyalty')
      const { changes } = await house.plan('uninstall', 'loyalty')
      assert.include(linesOf(changes), 'removed menu Loyalty › Levels')
      await house.perform('uninstall', 'loyalty')
      assert.notInclude(JSON.stringify(await kept()), '"loyalty"')
    })
  })

  test('counts who loses a group that others bring, also when the files are gone', async ({
    assert,
  }) => {
    await withHouse('plan', async (house) => {
      await administrator(house)
      await house.folders.module(
        'yard',
        { depends: ['base'] },
        {
          'access.ts': `import { accessGroup } from '#addon'
            import { administrator } from '#modules/base/access'
            export const keeper = accessGroup('yard.keeper', 'Keeper', { grantedTo: [administrator] })
            export default []`,
        }
      )
      await house.perform('install', 'yard')
      const keepers = async () => {
        const { changes } = await house.plan('uninstall', 'yard')
        return changes.find(({ kind }) => kind === 'group')!.users
      }
      assert.equal(await keepers(), 1)
      await house.folders.moveAway('yard')
      assert.equal(await keepers(), 1)
    })
  })
})
