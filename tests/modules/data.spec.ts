import { test } from '@japa/runner'
import { withHouse } from '#tests/support/life_cycle'
import { ALPHA, BETA, dealsOf, twoTenants, writeDeals } from '#tests/support/shipped'

const FIRST = [
  'Hello at New',
  'Lost 90',
  'New 10 1.50',
  'Offer at Qualified after Hello',
  'Qualified 20',
]
/** A tenant that works with one of them keeps it when nobody ships it any more. */
const edited = ['Fresh 10 2.00', 'Lost 95', 'Offer at Ready', 'Ready 25', 'Won 80']
const SECOND = [
  'Fresh 10 2.00',
  'Hello again at Understood',
  'Lost 90 archived',
  'Understood 25',
  'Won 80',
]

test.group('Modules | records that they ship', () => {
  test('come to every tenant, and to each that is made later', async ({ assert }) => {
    await withHouse('ship', async (house) => {
      await writeDeals(house, '1.0.0')
      await house.query(`insert into tenants (id, name) values ('${ALPHA}', 'Alpha')`)
      const plan = await house.perform('install', 'deals')
      assert.includeMembers(
        plan.changes.map(({ kind, name, effect }) => `${effect} ${kind} ${name}`),
        [
          'added record deals.first, made for 1 tenant',
          'added record deals.offer, made for 1 tenant',
        ]
      )
      assert.deepEqual(await dealsOf(house, ALPHA), FIRST)
      await house.query(`insert into tenants (id, name) values ('${BETA}', 'Beta')`)
      assert.deepEqual(await dealsOf(house, BETA), FIRST)
      assert.deepEqual(await house.setUp(), [])
    })
  })

  test('follow a new version where the tenant has left them alone', async ({ assert }) => {
    await withHouse('ship', async (house) => {
      await writeDeals(house, '1.0.0')
      await twoTenants(house)
      await house.perform('install', 'deals')
      await house.query(
        `update deals_stages set name = 'Ready', notes = 'Ours.' where name = 'Qualified' and tenant_id = '${BETA}';
         update deals_stages set sequence = 95 where name = 'Lost' and tenant_id = '${BETA}';
         delete from deals_templates where name = 'Hello' and tenant_id = '${BETA}'`
      )
      await writeDeals(house, '2.0.0')
      const plan = await house.perform('upgrade', 'deals')
      assert.deepEqual(await dealsOf(house, ALPHA), SECOND)
      assert.deepEqual(await dealsOf(house, BETA), edited)
      assert.includeMembers(
        plan.changes.map(({ name, effect }) => `${effect} ${name}`),
        [
          'changed deals.qualified, changed for 2 tenants, kept as edited for 1 tenant',
          'removed deals.lost, taken back for 1 tenant, kept as edited for 1 tenant',
          'removed deals.offer, taken back for 1 tenant, kept as edited for 1 tenant',
          'added deals.won, made for 2 tenants',
        ]
      )
      const [own] = await house.query<{ count: string }>(
        `select count(*) from external_ids where name in ('lost', 'offer')`
      )
      assert.equal(own!.count, '0')
      await house.setUp()
      assert.deepEqual(await dealsOf(house, BETA), edited)
    })
  })

  test('come in other languages, each of which a tenant may edit by itself', async ({ assert }) => {
    const first = `export const stages = defineData(Stage, { first: { name: 'New' } })`
    const second = `export const stages = defineData(Stage, { first: { name: 'Fresh' } })`
    const translated = {
      'models/stage.ts': `import { Model, integer, text } from '#addon'
        export class Stage extends Model {
          static table = 'deals_stages'
          static label = { one: 'stage', many: 'stages' }
          static fields = {
            name: text({ label: 'Name', required: true, translate: true }),
            sequence: integer({ label: 'Sequence', required: true, default: 10 }),
          }
        }`,
      'migrations/0002_languages.ts': `import { Migration } from '#addon'
        export default class extends Migration {
          async up() { this.addColumns('deals_stages', (table) => table.translated('name')) }
        }`,
      'locales/de/terms.json': JSON.stringify({ New: 'Neu', Fresh: 'Frisch' }),
      'locales/ja/terms.json': JSON.stringify({ New: '新規', Fresh: '新鮮' }),
    }
    await withHouse('ship', async (house) => {
      await writeDeals(house, '1.0.0', first, translated)
      await twoTenants(house)
      await house.perform('install', 'deals')
      const names = async () => {
        const rows = await house.query<{ name: string; others: object }>(
          'select name, name_translations as others from deals_stages order by tenant_id'
        )
        return rows.map(({ name, others }) => ({ name, ...others }))
      }
      assert.deepEqual(await names(), [
        { name: 'New', de: 'Neu', ja: '新規' },
        { name: 'New', de: 'Neu', ja: '新規' },
      ])
      await house.query(
        `update deals_stages set name_translations = name_translations || '{"de": "Unseres", "fr": "Neuf"}'
         where tenant_id = '${BETA}'`
      )
      await writeDeals(house, '2.0.0', second, translated)
      await house.perform('upgrade', 'deals')
      assert.deepEqual(await names(), [
        { name: 'Fresh', de: 'Frisch', ja: '新鮮' },
        { name: 'Fresh', de: 'Unseres', fr: 'Neuf', ja: '新鮮' },
      ])
      assert.deepEqual(await house.setUp(), [])
    })
  })

  test('leave a tenant alone that has a record of the same key', async ({ assert }) => {
    await withHouse('ship', async (house) => {
      await writeDeals(house, '1.0.0')
      await twoTenants(house)
      await house.perform('install', 'deals')
      await house.query(
        `insert into deals_stages (tenant_id, name, sequence)
         select id, unnest(array['Fresh', 'Won']), 5 from tenants where id = '${BETA}'`
      )
      await writeDeals(house, '2.0.0')
      await house.perform('upgrade', 'deals')
      assert.deepEqual(await dealsOf(house, ALPHA), SECOND)
      assert.includeMembers(await dealsOf(house, BETA), [
        'Fresh 5',
        'Won 5',
        'New 10 1.50',
        'Understood 25',
      ])
    })
  })

  test('keep their names through an archive, with what the tenants made of them', async ({
    assert,
  }) => {
    await withHouse('ship', async (house) => {
      await writeDeals(house, '1.0.0')
      await twoTenants(house)
      await house.perform('install', 'deals')
      await house.query(
        `update deals_stages set name = 'Ready' where name = 'Qualified' and tenant_id = '${ALPHA}';
         delete from deals_templates where tenant_id = '${BETA}'`
      )
      const tables = ['deals_stages', 'deals_templates', 'external_ids']
      const full = await house.fingerprint(...tables)
      await house.perform('uninstall', 'deals')
      const [left] = await house.query<{ count: string }>(
        `select count(*) from external_ids where module = 'deals'`
      )
      assert.equal(left!.count, '0')
      await house.perform('install', 'deals')
      assert.deepEqual(await house.fingerprint(...tables), full)
    })
  })

  test('begin anew with empty tables', async ({ assert }) => {
    await withHouse('ship', async (house) => {
      await writeDeals(house, '1.0.0')
      await twoTenants(house)
      await house.perform('install', 'deals')
      await house.perform('uninstall', 'deals')
      await house.operator().perform([{ kind: 'install', module: 'deals', fresh: true }])
      assert.deepEqual(await dealsOf(house, ALPHA), FIRST)
      await house.perform('purge', 'deals')
      assert.deepEqual(await dealsOf(house, ALPHA), FIRST)
    })
  })

  test('keep what hangs on the new ones when the old ones are purged', async ({ assert }) => {
    await withHouse('ship', async (house) => {
      await writeDeals(house, '1.0.0')
      await twoTenants(house)
      const write = (body: string) =>
        house.query(
          `insert into messages (tenant_id, record_table, record_id, kind, body)
           select tenant_id, 'deals_stages', id, 'note', $2 from deals_stages where tenant_id = $1`,
          [ALPHA, body]
        )
      await house.perform('install', 'deals')
      await write('old')
      await house.perform('uninstall', 'deals')
      await house.operator().perform([{ kind: 'install', module: 'deals', fresh: true }])
      await write('new')
      await house.query(
        `with field as (insert into custom_fields (tenant_id, model, kind, target, label, name)
           values ($1, 'crm_contacts', 'many2one', 'deals_stages', 'Stage', 'x_stage') returning tenant_id)
         insert into crm_contacts (tenant_id, first_name, status, custom_fields)
         select tenant_id, unnest(array['Old', 'New']), 'lead', jsonb_build_object('x_stage',
           unnest(array[(select id from archive_1.deals_stages where tenant_id = $1 limit 1),
             (select id from public.deals_stages where tenant_id = $1 limit 1)])) from field`,
        [ALPHA]
      )
      await house.perform('purge', 'deals')
      const left = await house.query<{ body: string }>('select distinct body from messages')
      assert.deepEqual(left, [{ body: 'new' }])
      const linked = await house.query(
        'select first_name as name, custom_fields is not null as linked from crm_contacts order by 1'
      )
      assert.deepEqual(linked, [
        { name: 'New', linked: true },
        { name: 'Old', linked: false },
      ])
    })
  })

  test('lead to records that somebody ships', async ({ assert }) => {
    await withHouse('ship', async (house) => {
      await writeDeals(
        house,
        '1.0.0',
        `export const it = defineData(Template, { one: { name: 'One', stage: 'crm.won' } })`
      )
      const { conflicts } = await house.plan('install', 'deals')
      assert.match(conflicts[0]!, /deals\.one leads to crm\.won, which no module ships/)
    })
  })
})
