import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { inEnglish } from '#app/domains/reasons'
import { ModulesService } from '#app/modules/modules_service'
import { openable } from '#app/modules/openable'
import { readModuleRows } from '#app/modules/module_state'
import { withHouse, type House } from '#tests/support/life_cycle'
import { ALPHA, dealsOf, twoTenants, writeDeals } from '#tests/support/shipped'

const step = (when: string, sql: string) => `import { Migration } from '#addon'
  export default class extends Migration {
    static when = '${when}'
    async up() { this.schema.raw(${JSON.stringify(sql)}) }
  }`

const PRE = `update deals_stages set notes = 'Was ' || name where notes is null`
const SCHEMA = 'alter table deals_stages add column weight integer not null default 1'
const POST = `update deals_stages s set weight = 9 from external_ids e where e.tenant_id = s.tenant_id
  and e.record_id = s.id and e.module = 'deals' and e.name = 'won'`

const steps = {
  'migrations/0002_notes.ts': step('pre', PRE),
  'migrations/0003_weight.ts': step('always', SCHEMA),
  'migrations/0004_won.ts': step('post', POST),
}

const second = (house: House, more: Record<string, string> = {}) =>
  writeDeals(house, '2.0.0', undefined, { ...steps, ...more })

const weights = async (house: House) => {
  const rows = await house.query<{ line: string }>(
    `select concat_ws(' ', name, weight, notes) as line from deals_stages
     where tenant_id = '${ALPHA}' order by 1`
  )
  return rows.map(({ line }) => line)
}

test.group('Modules | upgrades', () => {
  test('prepare data, change the schema, ship records, and clean up', async ({ assert }) => {
    await withHouse('upgrade', async (house) => {
      await writeDeals(house, '1.0.0')
      await twoTenants(house)
      await house.perform('install', 'deals')
      await second(house)
      const plan = await house.perform('upgrade', 'deals')
      const ran = plan.statements.map(({ sql }) => sql)
      const places = [PRE, SCHEMA, 'select * from app.ship_data($1)', POST].map((sql) =>
        ran.indexOf(sql)
      )
      assert.notInclude(places, -1)
      assert.deepEqual(
        places,
        places.toSorted((one, other) => one - other)
      )
      assert.equal(plan.statements[places[0]!]!.rows, 4)
      assert.deepEqual(await weights(house), [
        'Fresh 1 Was New',
        'Lost 1 Was Lost',
        'Understood 1 Knows what it costs.',
        'Won 9',
      ])
    })
  })

  test('leave out what concerns older data where there is none', async ({ assert }) => {
    await withHouse('upgrade', async (house) => {
      await writeDeals(house, '2.0.0', undefined, steps)
      await twoTenants(house)
      const plan = await house.perform('install', 'deals')
      assert.notInclude(
        plan.statements.map(({ sql }) => sql),
        PRE
      )
      assert.deepEqual(await weights(house), ['Fresh 1', 'Understood 1', 'Won 1'])
      const done = await house.query(`select from app.module_migrations where module = 'deals'`)
      assert.lengthOf(done, 4)
    })
  })

  test('are undone whole when the last step fails', async ({ assert }) => {
    await withHouse('upgrade', async (house) => {
      await writeDeals(house, '1.0.0')
      await twoTenants(house)
      await house.perform('install', 'deals')
      const tables = ['deals_stages', 'deals_templates', 'external_ids']
      const before = await house.fingerprint(...tables)
      await second(house, { 'migrations/0005_fails.ts': step('post', 'select 1 / 0') })
      const plan = await house.plan('upgrade', 'deals')
      assert.match(plan.conflicts[0]!, /deals cannot be upgraded: .*division by zero/)
      assert.match((await house.setUp()).join(), /deals cannot be installed: .*division by zero/)
      assert.deepEqual(await house.fingerprint(...tables), before)
    })
  })

  test('are not taken back by older files', async ({ assert }) => {
    await withHouse('upgrade', async (house) => {
      await writeDeals(house, '1.0.0')
      await second(house)
      await twoTenants(house)
      await house.perform('install', 'deals')
      await house.folders.module('deals', { depends: ['base'], version: '1.0.0' })
      const reason = /data is of version 2\.0\.0 and its files are of 1\.0\.0/
      assert.match((await house.plan('upgrade', 'deals')).conflicts[0]!, reason)
      assert.match((await house.setUp()).join(), reason)
      const loaded = await new ModulesService(app.makePath(), house.folders.root).load()
      const rows = await readModuleRows((sql, values) => house.query(sql, values))
      const { modules, faults } = openable(loaded, rows)
      assert.notInclude(
        modules.map(({ name }) => name),
        'deals'
      )
      assert.match(inEnglish(faults.find(({ name }) => name === 'deals')!.reason), reason)
      assert.include(await dealsOf(house, ALPHA), 'Won 80')
    })
  })
})
