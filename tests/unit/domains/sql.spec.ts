import { test } from '@japa/runner'
import { Parameters } from '#app/domains/parameters'
import { parseDomain } from '#app/domains/parse'
import { toSql, type SqlOptions } from '#app/domains/sql'
import { clock, Scratch, tenant } from './database.ts'
import { Contact, someId } from './models.ts'

function sqlOf(domain: unknown, options: Partial<SqlOptions> = {}) {
  const parameters = new Parameters(['before'])
  const node = parseDomain(Contact, domain)
  const sql = toSql(node, { model: Contact, alias: 'c', parameters, ...clock, ...options })
  return { sql, values: parameters.values.slice(1) }
}

test.group('Domains | SQL', () => {
  test('{0}')
    .with<[string, unknown, string, unknown[]][]>([
      ['a text', [['firstName', '=', 'A']], '"c"."first_name" = $2::text', ['A']],
      ['a list', [['score', 'in', [1, 2]]], '"c"."score" = any($2::integer[])', [[1, 2]]],
      ['an id', [['company', '=', someId(1)]], '"c"."company_id" = $2::uuid', [someId(1)]],
      ['a flag, as partial indexes have it', [['active', '=', true]], '"c"."active"', []],
      [
        'a search',
        [['firstName', 'ilike', '5%_\\']],
        '"c"."first_name" ilike $2::text',
        ['%5\\%\\_\\\\%'],
      ],
      [
        'a day',
        [['birthday', '=', 'today']],
        '("c"."birthday" >= $2::date and "c"."birthday" < $3::date)',
        ['2026-11-21', '2026-11-22'],
      ],
      [
        'since a day',
        [['lastSeen', '>=', '-1d']],
        '"c"."last_seen" >= $2::timestamptz',
        ['2026-11-20T00:00:00.000Z'],
      ],
      [
        'a path',
        [['company.industry', 'ilike', 'tech']],
        'exists (select 1 from "companies" "t1" where "t1"."tenant_id" = "c"."tenant_id"' +
          ' and "t1"."id" = "c"."company_id" and "t1"."industry" ilike $2::text)',
        ['%tech%'],
      ],
      [
        'the contrary of any',
        ['!', ['deals', 'any', []]],
        'not exists (select 1 from "deals" "t1" where "t1"."tenant_id" = "c"."tenant_id"' +
          ' and "t1"."contact_id" = "c"."id")',
        [],
      ],
    ])
    .run(({ assert }, [, domain, sql, values]) => {
      assert.deepEqual(sqlOf(domain), { sql, values })
    })

  test('the tenant may be a parameter', ({ assert }) => {
    const { sql } = sqlOf([['tags.name', '=', 'a']], { tenantParameter: '$1' })
    assert.include(sql, '"t1"."tenant_id" = $1')
    assert.include(sql, '"t2"."tenant_id" = $1')
    assert.throws(() => sqlOf([], { tenantParameter: '$1 or true' }), /is not a parameter/)
  })

  test('names of tables and aliases are quoted and never clash', ({ assert }) => {
    const { sql } = sqlOf([['company', 'ilike', 'a']], { alias: 't1' })
    assert.include(sql, 'from "companies" "t2" where "t2"."tenant_id" = "t1"."tenant_id"')
    const strange = {
      ...{ name: 'Odd', table: 'crm.o"dd', titleField: 'name' },
      allFields: Contact.fields,
    }
    const around = {
      ...strange,
      allFields: { odd: { ...Contact.fields.company, target: () => strange } },
    }
    const node = parseDomain(around, [['odd.firstName', '=', 'a']])
    const parameters = new Parameters()
    const odd = toSql(node, { model: around, alias: 'a"b', parameters, ...clock })
    assert.include(odd, 'from "crm"."o""dd" "t1" where "t1"."tenant_id" = "a""b"."tenant_id"')
  })

  test('parameters know their types', ({ assert }) => {
    assert.equal(new Parameters(['a']).add(1, 'uuid[]'), '$2::uuid[]')
    assert.throws(() => new Parameters().add(1, 'text; drop'), /is not the name of a type/)
  })
})

const manyRecords = `
  insert into companies (tenant_id, id, name) select '${tenant}',
    ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'company ' || n
    from generate_series(1, 2000) n;
  insert into contacts (tenant_id, id, email, active, score, last_seen, company_id)
    select '${tenant}', gen_random_uuid(), 'a' || n || '@example.com', n % 50 = 0, n % 100,
      '2025-01-01T00:00Z'::timestamptz + n * interval '1 hour',
      ('01900000-0000-7000-8000-' || lpad((n % 2000 + 1)::text, 12, '0'))::uuid
    from generate_series(1, 20000) n;
  create index by_email on contacts (tenant_id, email);
  create index by_last_seen on contacts (tenant_id, last_seen);
  create index by_company on contacts (tenant_id, company_id);
  create index by_name on companies (tenant_id, name);
  create index by_parent on companies (tenant_id, parent_id);
  create index by_score_of_active on contacts (tenant_id, score) where active;
  analyze contacts; analyze companies`

test.group('Domains | indexes', (group) => {
  let scratch: Scratch
  group.setup(async () => {
    scratch = await Scratch.open()
    await scratch.client.query(manyRecords)
    return () => scratch.close()
  })

  test('a crowd of sub-queries is planned in time', async ({ assert }) => {
    const deep = ['company.contacts.company.contacts.firstName', 'ilike', 'a']
    const crowd = parseDomain(
      Contact,
      Array.from({ length: 200 }, () => deep)
    )
    assert.deepEqual(await scratch.ids(crowd), [])
  })

  test('an index serves {0}')
    .with<[string, unknown, RegExp][]>([
      ['a text', [['email', '=', 'a77@example.com']], /by_email/],
      ['a list', [['email', 'in', ['a77@example.com', 'b@example.com']]], /by_email/],
      ['a day', [['lastSeen', '=', '2026-01-05']], /by_last_seen/],
      [
        'an active record',
        [
          ['active', '=', true],
          ['score', '=', 5],
        ],
        /by_score_of_active/,
      ],
      ['a path', [['company.name', '=', 'company 7']], /by_company/],
      ['a tree', [['company', 'child_of', someId(7)]], /by_company/],
    ])
    .run(async ({ assert }, [, domain, expected]) => {
      const parameters = new Parameters([tenant])
      const condition = toSql(parseDomain(Contact, domain), {
        ...{ model: Contact, alias: 'c', parameters, tenantParameter: '$1', ...clock },
      })
      const { rows } = await scratch.client.query<{ 'QUERY PLAN': string }>(
        `explain select 1 from contacts c where c.tenant_id = $1 and ${condition}`,
        parameters.values
      )
      assert.match(rows.map((row) => row['QUERY PLAN']).join('\n'), expected)
    })
})
