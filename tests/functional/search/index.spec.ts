import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'

const INDEX = 'crm_companies_tenant_id_search_text_idx'

test.group('The index of the search box', (group) => {
  let alpha: TestTenant

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.run(() => Company.create({ name: 'Aurora Works (50%)' }))
    await asOwner(async (owner) => {
      await owner.query(
        `insert into crm_companies (tenant_id, name) select $1, md5(n::text) from generate_series(1, 20000) n`,
        [alpha.id]
      )
      await owner.query('analyze crm_companies')
    })
    return emptyDatabase
  })

  /** How many records have the patterns, and how often the index was asked for that. */
  const look = (...patterns: string[]) =>
    asOwner(async (owner) => {
      const asked = async () => {
        await owner.query('select pg_stat_force_next_flush()')
        const { rows } = await owner.query<{ scans: string }>(
          'select idx_scan as scans from pg_stat_user_indexes where indexrelname = $1',
          [INDEX]
        )
        return Number(rows[0]!.scans)
      }
      const before = await asked()
      await owner.query('begin')
      await owner.query(
        `select set_config('app.tenant_id', $1, true), set_config('app.locations', '*', true)`,
        [alpha.id]
      )
      const { rows } = await owner.query(
        `select from app.search_ids('public.crm_companies'::regclass, $1, 1000)`,
        [patterns]
      )
      await owner.query('commit')
      return { found: rows.length, asked: (await asked()) - before }
    })

  test('is asked for one part of a text and for several', async ({ assert }) => {
    assert.deepEqual(await look('%aurora%'), { found: 1, asked: 1 })
    assert.deepEqual(await look('%works%', '%aurora%'), { found: 1, asked: 1 })
    assert.deepEqual(await look('%nowhere%'), { found: 0, asked: 1 })
  })

  test('takes quotes and signs of patterns as they are', async ({ assert }) => {
    assert.equal((await look('%(50\\%)%')).found, 1)
    assert.equal((await look("%o'neill%", '%$1%')).found, 0)
    assert.equal((await look("%' or true or '%")).found, 0)
    assert.equal((await look()).found, 1000)
  })
})
