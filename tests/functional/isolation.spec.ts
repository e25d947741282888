import { test } from '@japa/runner'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { credentials } from '#config/database'
import { auditTables, membershipTables } from '#app/modules/check/rule'
import {
  insertRow,
  isLocated,
  makeSampleRows,
  tenantTables,
  type Row,
  type TenantTableShape,
} from '#tests/support/sample_rows'

/** Number of rows that a statement reached, or the code of the error that it raised. */
type Outcome = number | string

const DENIED = '42501'

/**
 * One tenant with two locations and another one, a row of each in every table. All of it happens
 * in a transaction that is rolled back, as the runtime role once the rows are there.
 */
class TwoTenants {
  readonly client: pg.Client
  tables: TenantTableShape[] = []
  own = new Map<string, Row>()
  ownElsewhere = new Map<string, Row>()
  foreign = new Map<string, Row>()
  /** How many rows of each table are the asker's tenant's, those that modules ship included. */
  numbers = new Map<string, number>()

  constructor(client: pg.Client) {
    this.client = client
  }

  get located() {
    return this.tables.filter(isLocated)
  }

  /** Tables of pairs: their rows are where the records are that they are about. */
  get pairs() {
    const names = new Set(this.located.map(({ name }) => name))
    const isPair = (table: TenantTableShape) =>
      !isLocated(table) && !table.columns.some(({ name }) => name === 'id')
    return this.tables.filter(
      (table) => isPair(table) && table.links.some((link) => names.has(link.table))
    )
  }

  async prepare() {
    await this.client.query('begin')
    this.tables = await tenantTables(this.client)
    const [own, foreign] = [uuidv7(), uuidv7()]
    await this.client.query('insert into tenants (id, name) values ($1, $2), ($3, $4)', [
      own,
      'Own',
      foreign,
      'Foreign',
    ])
    this.own = await makeSampleRows(this.client, this.tables, own)
    this.ownElsewhere = await makeSampleRows(this.client, this.tables, own)
    this.foreign = await makeSampleRows(this.client, this.tables, foreign)
    for (const { name } of this.tables) {
      const { rows } = await this.client.query<{ count: number }>(
        `select count(*)::int as count from public."${name}" where tenant_id = $1`,
        [own]
      )
      this.numbers.set(name, rows[0]!.count)
    }
    await this.client.query(`set local role "${credentials.roleName('runtime')}"`)
  }

  async scope(tenantId: unknown, locations: unknown = '*') {
    await this.client.query(
      `select set_config('app.tenant_id', $1, true), set_config('app.locations', $2, true)`,
      [tenantId, locations]
    )
  }

  select(table: TenantTableShape, row: Row) {
    return this.#reach(`select 1 from public."${table.name}" where ${where(table)}`, table, row)
  }

  update(table: TenantTableShape, row: Row) {
    const sql = `update public."${table.name}" set tenant_id = tenant_id where ${where(table)}`
    return this.#reach(sql, table, row)
  }

  delete(table: TenantTableShape, row: Row) {
    return this.#reach(`delete from public."${table.name}" where ${where(table)}`, table, row)
  }

  insert(table: TenantTableShape, row: Row) {
    return this.attempt(async () => (await insertRow(this.client, table, row), 1))
  }

  /** Moves a row of the asker to a tenant or location. */
  move(table: TenantTableShape, row: Row, column: string, value: unknown) {
    const place = table.key.length + 1
    const sql = `update public."${table.name}" set "${column}" = $${place} where ${where(table)}`
    return this.#reach(sql, table, row, [value])
  }

  /** Gives each row of a table the same value of a custom field. */
  async mark(table: string) {
    await this.client.query('reset role')
    await this.client.query(`update public."${table}" set custom_fields = '{"x_mark": 1}'`)
    await this.client.query(`set local role "${credentials.roleName('runtime')}"`)
  }

  /** Runs `work` as it would be with another condition in the policy of a table. */
  async withPolicy(table: TenantTableShape, condition: string, work: () => Promise<Outcome>) {
    await this.client.query('savepoint policy')
    try {
      await this.client.query('reset role')
      await this.client.query(
        `alter policy scope on public."${table.name}" using (${condition}) with check (${condition})`
      )
      await this.client.query(`set local role "${credentials.roleName('runtime')}"`)
      return await work()
    } finally {
      await this.client.query('rollback to savepoint policy')
    }
  }

  async attempt(work: () => Promise<number>): Promise<Outcome> {
    await this.client.query('savepoint attempt')
    try {
      return await work()
    } catch (error) {
      return (error as { code: string }).code
    } finally {
      await this.client.query('rollback to savepoint attempt')
    }
  }

  #reach(sql: string, table: TenantTableShape, row: Row, others: unknown[] = []) {
    return this.attempt(async () => {
      const values = [...table.key.map((column) => row[column]), ...others]
      return (await this.client.query(sql, values)).rowCount ?? 0
    })
  }
}

function where({ key }: TenantTableShape): string {
  return key.map((column, index) => `"${column}" = $${index + 1}`).join(' and ')
}

const readOnlyTables: readonly string[] = [...membershipTables, ...auditTables]
const isReadOnly = ({ name }: TenantTableShape) => readOnlyTables.includes(name)

test.group('Isolation | every table', (group) => {
  let two: TwoTenants

  group.each.setup(async () => {
    two = new TwoTenants(new pg.Client(credentials.administrator))
    await two.client.connect()
    await two.prepare().catch(async (error: unknown) => {
      await two.client.end()
      throw error
    })
    return () => two.client.end()
  })

  test('a tenant reaches its own rows', async ({ assert }) => {
    assert.isAbove(two.tables.length, 8)
    for (const table of two.tables) {
      const row = two.own.get(table.name)!
      await two.scope(row.tenant_id)
      assert.equal(await two.select(table, row), 1, `select ${table.name}`)
      assert.equal(await two.update(table, row), isReadOnly(table) ? DENIED : 1, table.name)
    }
  })

  test('a tenant removes its own rows and makes them again', async ({ assert }) => {
    const writable = two.tables.filter((table) => !isReadOnly(table))
    await two.scope(two.own.get('locations')!.tenant_id)
    for (const table of writable.toReversed()) {
      const { rowCount } = await two.client.query(`delete from public."${table.name}"`)
      const own = two.numbers.get(table.name)!
      assert.isAtLeast(own, 2)
      assert.equal(rowCount, own, `only its own rows of ${table.name}`)
    }
    for (const table of writable) {
      const row = await insertRow(two.client, table, two.own.get(table.name)!, 'returning *')
      assert.equal(row?.tenant_id, two.own.get(table.name)!.tenant_id, table.name)
    }
  })

  test('a tenant reaches no row of another', async ({ assert }) => {
    await two.scope(two.own.get('locations')!.tenant_id)
    for (const table of two.tables) {
      const row = two.foreign.get(table.name)!
      assert.equal(await two.select(table, row), 0, `select ${table.name}`)
      assert.equal(await two.insert(table, row), DENIED, `insert ${table.name}`)
      assert.include([0, DENIED], await two.update(table, row), `update ${table.name}`)
      assert.include([0, DENIED], await two.delete(table, row), `delete ${table.name}`)
    }
  })

  test('a tenant gives no row to another', async ({ assert }) => {
    await two.scope(two.own.get('locations')!.tenant_id)
    for (const table of two.tables) {
      const { tenant_id: foreign } = two.foreign.get(table.name)!
      const outcome = await two.move(table, two.own.get(table.name)!, 'tenant_id', foreign)
      assert.equal(outcome, DENIED, table.name)
    }
  })

  test('a location reaches its own rows and none of another', async ({ assert }) => {
    assert.isAbove(two.located.length, 2)
    const own = two.own.get('locations')!
    await two.scope(own.tenant_id, `{${own.id}}`)
    assert.isAbove(two.pairs.length, 1)
    for (const table of [...two.located, ...two.pairs]) {
      const row = two.ownElsewhere.get(table.name)!
      assert.equal(await two.select(table, two.own.get(table.name)!), 1, `own ${table.name}`)
      assert.equal(await two.select(table, row), 0, `select ${table.name}`)
      assert.equal(await two.insert(table, row), DENIED, `insert ${table.name}`)
      assert.include([0, DENIED], await two.update(table, row), `update ${table.name}`)
      assert.include([0, DENIED], await two.delete(table, row), `delete ${table.name}`)
    }
  })

  test('a location gives no row to another', async ({ assert }) => {
    const own = two.own.get('locations')!
    await two.scope(own.tenant_id, `{${own.id}}`)
    for (const table of two.located) {
      const elsewhere = two.ownElsewhere.get('locations')!.id
      const outcome = await two.move(table, two.own.get(table.name)!, 'location_id', elsewhere)
      assert.equal(outcome, DENIED, table.name)
    }
  })

  test('look-ups with the rights of the owner find what the policies show', async ({ assert }) => {
    const own = two.own.get('locations')!
    const lookUps = [
      ['search_text', `app.search_ids($1::regclass, array['%'], 100)`],
      ['custom_fields', `app.custom_ids($1::regclass, array['{"x_mark": 1}'::jsonb])`],
    ] as const
    for (const [column, call] of lookUps) {
      const tables = two.tables.filter(({ columns }) => columns.some(({ name }) => name === column))
      assert.isNotEmpty(tables.filter(isLocated), column)
      const numbers = new Map<string, number>()
      for (const { name } of tables) {
        if (column === 'custom_fields') await two.mark(name)
        const seen = async (sql: string, values: unknown[] = []) =>
          (await two.client.query<{ id: string }>(sql, values)).rows.map(({ id }) => id).sort()
        for (const locations of ['*', `{${own.id}}`, '{}']) {
          await two.scope(own.tenant_id, locations)
          const shown = await seen(`select id from public."${name}" where ${column} is not null`)
          const found = await seen(`select id from ${call} as found (id)`, [`public."${name}"`])
          assert.deepEqual(found, shown, `${name} in ${locations}`)
          numbers.set(locations, (numbers.get(locations) ?? 0) + found.length)
        }
        await two.scope('')
        const outcome = await two.attempt(() =>
          seen(`select ${call}`, [`public."${name}"`]).then(() => 1)
        )
        assert.equal(outcome, DENIED, `${name} without a tenant`)
      }
      assert.isAbove(numbers.get('*')!, numbers.get(`{${own.id}}`)!, column)
      assert.isAbove(numbers.get(`{${own.id}}`)!, numbers.get('{}')!, column)
    }
    const outcome = await two.attempt(() =>
      two.client.query(`select app.search_ids('identity.users', array['%'], 1)`).then(() => 1)
    )
    assert.equal(outcome, DENIED)
  })

  test('each policy is what keeps the rows of others away', async ({ assert }) => {
    const own = two.own.get('locations')!
    await two.scope(own.tenant_id, `{${own.id}}`)
    for (const table of two.tables) {
      const foreign = two.foreign.get(table.name)!
      const reached = await two.withPolicy(table, 'true', () => two.select(table, foreign))
      assert.equal(reached, 1, table.name)
    }
    for (const table of two.located) {
      const elsewhere = two.ownElsewhere.get(table.name)!
      const tenant = 'tenant_id = (select app.tenant_id())'
      const reached = await two.withPolicy(table, tenant, () => two.select(table, elsewhere))
      assert.equal(reached, 1, table.name)
    }
  })

  test('nobody reaches anything without a tenant', async ({ assert }) => {
    for (const scope of [null, '']) {
      if (scope !== null) await two.scope(scope)
      for (const table of two.tables) {
        const row = two.own.get(table.name)!
        assert.equal(await two.select(table, row), DENIED, `select ${table.name}`)
        assert.equal(await two.insert(table, row), DENIED, `insert ${table.name}`)
        assert.equal(await two.update(table, row), DENIED, `update ${table.name}`)
        assert.equal(await two.delete(table, row), DENIED, `delete ${table.name}`)
      }
    }
  })

  test('the tenants themselves: each sees itself, and changes its own settings', async ({
    assert,
  }) => {
    const { tenant_id: own } = two.own.get('locations')!
    const { tenant_id: foreign } = two.foreign.get('locations')!
    await two.scope(own)
    const { rows } = await two.client.query('select id from tenants')
    assert.deepEqual(rows, [{ id: own }])
    const expected: [sql: string, outcome: Outcome][] = [
      ['update tenants set name = name', 1],
      [`update tenants set name = name where id = '${String(foreign)}'`, 0],
      ['update tenants set active = false', DENIED],
      ['update tenants set customization = 0', DENIED],
      [`update tenants set id = '${String(foreign)}'`, DENIED],
      ['delete from tenants', DENIED],
    ]
    for (const [sql, outcome] of expected) {
      const found = await two.attempt(async () => (await two.client.query(sql)).rowCount ?? 0)
      assert.equal(found, outcome, sql)
    }
  })
})
