import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import pg from 'pg'
import { credentials } from '#config/database'
import { checkChain, type ChainReport, type Seal } from '#app/models/audit_chain'
import { purgeEntries } from '#app/models/audit_purge'
import { Tag } from '#modules/base/models/tag'
import { Contact } from '#modules/crm/models/contact'
import { loggedEntries } from '#tests/support/audit_log'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'

/** What a superuser might do to the fourth entry, which the check must name. */
const tampering: [title: string, sql: string, message: RegExp][] = [
  [
    'a changed value',
    `update audit_changes set after = '{"name": "Else"}' where entry_id = :entry`,
    /tampered/,
  ],
  [
    'another author',
    `update audit_entries set user_id = app.uuidv7() where id = :entry`,
    /tampered/,
  ],
  ['another time', `update audit_entries set happened_at = now() where id = :entry`, /tampered/],
  ['a deleted change', `delete from audit_changes where entry_id = :entry`, /tampered/],
  [
    'a deleted entry',
    `delete from audit_changes where entry_id = :entry; delete from audit_entries where id = :entry`,
    /is missing/,
  ],
  [
    'a deleted entry, with the numbers closed up',
    `delete from audit_changes where entry_id = :entry; delete from audit_entries where id = :entry;
     update audit_entries set number = 4 where number = 5 and tenant_id = :tenant;
     update audit_entries set number = 5 where number = 6 and tenant_id = :tenant`,
    /tampered/,
  ],
  [
    'a change put in',
    `insert into audit_changes (tenant_id, entry_id, place, table_name, action)
     values (:tenant, :entry, 99, 'crm_contacts', 'delete')`,
    /tampered/,
  ],
  [
    'two entries in another order',
    `update audit_entries set number = 1000 where id = :entry;
     update audit_entries set number = 4 where number = 5 and tenant_id = :tenant;
     update audit_entries set number = 5 where id = :entry`,
    /tampered/,
  ],
  [
    'the end cut off',
    `delete from audit_changes c using audit_entries e
       where c.tenant_id = :tenant and e.id = c.entry_id and e.number >= 4;
     delete from audit_entries where tenant_id = :tenant and number >= 4`,
    /is missing/,
  ],
]

const verify = (tenant: TestTenant, anchor?: Seal): Promise<ChainReport> =>
  asOwner((owner) => checkChain(owner, { id: tenant.id, name: 'Alpha' }, anchor))

async function asSuperuser(work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client(credentials.administrator)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

test.group('Audit chain', (group) => {
  let alpha: TestTenant

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    for (const name of ['A', 'B', 'C', 'D']) await alpha.run(() => Tag.create({ name }))
  })

  test('numbers entries without a gap and holds', async ({ assert }) => {
    const entries = await loggedEntries(alpha.id)
    assert.deepEqual(
      entries.map(({ number }) => Number(number)),
      [1, 2, 3, 4, 5, 6, 7]
    )
    const { entries: count, fault, last } = await verify(alpha)
    assert.equal(count, 7)
    assert.isNull(fault)
    assert.equal(last?.number, 7)
  })

  test('finds {0}')
    .with(tampering)
    .run(async ({ assert }, [, sql, message]) => {
      const [, , , fourth] = await loggedEntries(alpha.id)
      const statements = sql
        .replaceAll(':tenant', `'${alpha.id}'`)
        .replaceAll(':entry', `'${fourth!.id}'`)
      await asSuperuser((client) => client.query(statements))
      const { fault } = await verify(alpha)
      assert.equal(fault?.number, 4)
      assert.match(fault!.message, message)
    })

  test('finds an entry that was put in', async ({ assert }) => {
    await asSuperuser(async (client) => {
      await client.query(`set session_replication_role = replica`)
      await client.query(
        `insert into audit_entries (tenant_id, kind, channel) values ($1, 'login', 'screen')`,
        [alpha.id]
      )
    })
    assert.match((await verify(alpha)).fault!.message, /without a seal was put in/)
  })

  test('an anchor finds a log that was written anew', async ({ assert }) => {
    const { last } = await verify(alpha)
    await asSuperuser((client) =>
      client.query('truncate audit_changes, audit_entries, app.audit_chains')
    )
    for (let index = 0; index < 7; index++) {
      await alpha.run(() => Tag.create({ name: `New ${index}` }))
    }
    assert.isNull((await verify(alpha)).fault)
    const { fault } = await verify(alpha, last!)
    assert.equal(fault?.number, 7)
    assert.match(fault!.message, /another one/)
  })

  test('stays whole under fifty writers', async ({ assert }) => {
    const beta = await TestTenant.create('Beta')
    const writers = Array.from({ length: 50 }, (_, index) => [alpha, beta][index % 2]!)
    await Promise.all(
      writers.map(async (tenant, index) => {
        for (let turn = 0; turn < 4; turn++) {
          const write = tenant.run(async () => {
            await Contact.create({ firstName: `${index} ${turn}` })
            if (turn === 2) throw new Error('on purpose')
          })
          await write.catch(() => {})
        }
      })
    )
    const { fault, entries } = await verify(alpha)
    assert.isNull(fault)
    assert.equal(entries, 7 + 25 * 3)
    assert.isNull((await verify(beta)).fault)
  })

  test('a shortened log can still be verified, and shortened again', async ({ assert }) => {
    const age = (until: number) =>
      asSuperuser(async (client) => {
        await client.query(
          `update audit_entries set happened_at = happened_at - interval '3 years'
           where tenant_id = $1 and number <= $2`,
          [alpha.id, until]
        )
      })
    await age(3)
    assert.equal(await asOwner((owner) => purgeEntries(owner, alpha.id, 730)), 3)
    const report = await verify(alpha)
    assert.isNull(report.fault)
    assert.equal(report.entries, 5)
    const [first, ...others] = await loggedEntries(alpha.id)
    assert.equal(Number(first!.number), 4)
    assert.containSubset(others.at(-1), { kind: 'purge', details: { number: 3, entries: 3 } })

    assert.equal(await asOwner((owner) => purgeEntries(owner, alpha.id, 730)), 0)
    await age(8)
    assert.equal(await asOwner((owner) => purgeEntries(owner, alpha.id, 730)), 5)
    assert.isNull((await verify(alpha)).fault)
  })

  test('a log that was shortened by hand is found', async ({ assert }) => {
    await asSuperuser(async (client) => {
      await client.query(`delete from audit_changes where tenant_id = $1`, [alpha.id])
      await client.query(`delete from audit_entries where tenant_id = $1 and number <= 2`, [
        alpha.id,
      ])
    })
    const { fault } = await verify(alpha)
    assert.deepEqual(fault, { number: 1, message: 'is missing' })
  })

  test('the command names the tenant and the entry, and fails', async ({ assert, cleanup }) => {
    ace.ui.switchMode('raw')
    cleanup(() => ace.ui.switchMode('normal'))
    const sound = await ace.exec('audit:verify', [])
    assert.equal(sound.exitCode, 0)
    await asOwner((owner) =>
      owner.query(`update audit_changes set after = null where tenant_id = $1`, [alpha.id])
    )
    const broken = await ace.exec('audit:verify', ['--tenant', 'Alpha'])
    assert.equal(broken.exitCode, 1)
    const lines = broken.ui.logger.getLogs().map(({ message }) => message)
    assert.match(lines.join('\n'), /Alpha: entry 1 was tampered with: write/)
    assert.equal((await ace.exec('audit:verify', ['--tenant', 'Nobody'])).exitCode, 1)
  })
})
