import { test } from '@japa/runner'
import type { AskedModel } from '#app/domains/fields'
import { parseDomain } from '#app/domains/parse'
import type { Domain } from '#app/domains/types'
import type { SqlOptions } from '#app/domains/sql'
import { Scratch, tenant } from './database.ts'
import { Company, Contact, Deal, someId, Tag } from './models.ts'
import { acme, beta, deep, east, fill, fresh, names, ring, vip } from './world.ts'

let scratch: Scratch

async function who(domain: unknown, options: Partial<SqlOptions> = {}): Promise<string> {
  const ids = await scratch.ids(parseDomain(Contact, domain), options)
  return ids.map((id) => names[Number(id.slice(-2)) - 1]).join(' ')
}

test.group('Domains | meaning in PostgreSQL', (group) => {
  group.setup(async () => {
    scratch = await Scratch.open()
    await fill(scratch)
    return () => scratch.close()
  })

  test('{0}')
    .with<[string, Domain<Contact>, string][]>([
      ['everything', [], 'Anna Bert Cleo Dora Ezra Finn'],
      ['=', [['status', '=', 'lead']], 'Anna Ezra'],
      ['!= counts nulls', [['status', '!=', 'lead']], 'Bert Cleo Dora Finn'],
      ['= null', [['score', '=', null]], 'Cleo'],
      ['!= null', [['score', '!=', null]], 'Anna Bert Dora Ezra Finn'],
      ['<', [['score', '<', 7]], 'Bert Dora'],
      ['not < counts nulls', ['!', ['score', '<', 7]], 'Anna Cleo Ezra Finn'],
      ['in', [['status', 'in', ['lead', 'lost']]], 'Anna Cleo Ezra'],
      ['in with null', [['status', 'in', ['lost', null]]], 'Cleo Dora'],
      ['in nothing', [['status', 'in', []]], ''],
      ['not in', [['status', 'not in', ['lead', 'lost']]], 'Bert Dora Finn'],
      ['not in with null', [['status', 'not in', ['lead', null]]], 'Bert Cleo Finn'],
      ['not in nothing', [['status', 'not in', []]], 'Anna Bert Cleo Dora Ezra Finn'],
      ['in null only', [['score', 'in', [null]]], 'Cleo'],
      ['not in null only', [['score', 'not in', [null]]], 'Anna Bert Dora Ezra Finn'],
      ['a boolean', [['active', '=', true]], 'Anna Dora Ezra'],
      ['a boolean that is false or null', [['active', '=', false]], 'Bert Cleo Finn'],
      ['a boolean that is not true', [['active', '!=', true]], 'Bert Cleo Finn'],
      ['a boolean that is not false', [['active', '!=', false]], 'Anna Dora Ezra'],
      ['like minds case', [['lastName', 'like', 'mit']], 'Anna Cleo'],
      ['like minds case at the beginning', [['lastName', 'like', 'S']], 'Anna'],
      ['ilike', [['lastName', 'ilike', 'SMITH']], 'Anna Cleo'],
      ['not ilike counts nulls', [['lastName', 'not ilike', 'SMITH']], 'Bert Dora Ezra Finn'],
      ['ilike of nothing', [['lastName', 'ilike', '']], 'Anna Bert Cleo Dora Ezra Finn'],
      ['not ilike of nothing', [['lastName', 'not ilike', '']], ''],
      ['ilike takes % as it is', [['lastName', 'ilike', '%']], 'Finn'],
      ['ilike takes _ as it is', [['lastName', 'ilike', '_']], ''],
      ['ilike takes a backslash as it is', [['lastName', 'ilike', 'o\\n']], 'Ezra'],
      ['=like', [['lastName', '=like', 'S%h']], 'Anna'],
      ['=ilike', [['lastName', '=ilike', '_MIT_']], 'Anna Cleo'],
      ['=like with an escaped %', [['lastName', '=like', '%\\%']], 'Finn'],
      ['a computed text', [['fullName', 'ilike', 'na smi']], 'Anna'],
      [
        'a computed text without a part',
        [['fullName', 'not ilike', 'bert']],
        'Anna Cleo Dora Ezra Finn',
      ],
      ['|', ['|', ['status', '=', 'lost'], ['score', '>', 9]], 'Anna Cleo Ezra'],
      ['!', ['!', '|', ['status', '=', 'lost'], ['score', '>', 9]], 'Bert Dora Finn'],
      ['id', [['id', 'in', [someId(2), someId(4)]]], 'Bert Dora'],
      ['id !=', [['id', '!=', someId(2)]], 'Anna Cleo Dora Ezra Finn'],
      ['many2one', [['company', '=', acme]], 'Anna'],
      ['many2one !=', [['company', '!=', acme]], 'Bert Cleo Dora Ezra Finn'],
      ['many2one null', [['company', '=', null]], 'Dora'],
      ['many2one in with null', [['company', 'in', [acme, null]]], 'Anna Dora'],
      ['many2one not in', [['company', 'not in', [acme]]], 'Bert Cleo Dora Ezra Finn'],
      ['many2one by name', [['company', 'ilike', 'acme']], 'Anna Bert'],
      ['many2one not by name', [['company', 'not ilike', 'acme']], 'Cleo Dora Ezra Finn'],
      ['many2one by exact name', [['company', '=like', 'Acme']], 'Anna'],
      ['many2one with any name', [['company', 'ilike', '']], 'Anna Bert Cleo Ezra Finn'],
      ['a path', [['company.industry', 'ilike', 'tech']], 'Anna Ezra'],
      [
        'a negative path asks for a record',
        [['company.industry', '!=', 'tech']],
        'Bert Cleo Ezra Finn',
      ],
      ['a path to null', [['company.industry', '=', null]], 'Bert Finn'],
      ['a path of three', [['company.parent.name', '=', 'Acme']], 'Bert'],
      ['a path to an id', [['company.id', '=', acme]], 'Anna'],
      ['a path to a selection', [['company.size', 'in', ['small', null]]], 'Bert Cleo Ezra Finn'],
      ['a path back', [['company.contacts.firstName', '=', 'Cleo']], 'Cleo'],
      ['a path to many', [['deals.amount', '>', 50]], 'Anna Bert'],
      ['any', [['deals', 'any', [['amount', '=', 0]]]], 'Anna'],
      ['any at all', [['deals', 'any', []]], 'Anna Bert Ezra'],
      ['not any', [['deals', 'not any', [['amount', '>', 50]]]], 'Cleo Dora Ezra Finn'],
      ['not of any', ['!', ['deals', 'any', [['amount', '>', 50]]]], 'Cleo Dora Ezra Finn'],
      [
        'not any of a many2one',
        [['company', 'not any', [['industry', '=', 'tech']]]],
        'Bert Cleo Dora Ezra Finn',
      ],
      [
        'any of two on one record',
        [
          [
            'deals',
            'any',
            [
              ['amount', '>=', 0],
              ['amount', '<', 50],
            ],
          ],
        ],
        'Anna',
      ],
      ['to many null', [['deals', '=', null]], 'Cleo Dora Finn'],
      ['to many not null', [['deals', '!=', null]], 'Anna Bert Ezra'],
      ['to many =', [['tags', '=', vip]], 'Anna'],
      ['to many !=', [['tags', '!=', vip]], 'Bert Cleo Dora Ezra Finn'],
      ['to many in', [['tags', 'in', [vip, fresh]]], 'Anna Cleo'],
      ['to many in nothing', [['tags', 'in', []]], ''],
      ['to many in with null', [['tags', 'in', [vip, null]]], 'Anna Bert Dora Ezra Finn'],
      ['to many not in with null', [['tags', 'not in', [vip, null]]], 'Cleo'],
      ['to many by name', [['tags', 'ilike', 'g']], 'Cleo'],
      ['to many not by name', [['tags', 'not ilike', 'g']], 'Anna Bert Dora Ezra Finn'],
      ['many2many path', [['tags.name', '=', 'New']], 'Cleo'],
      ['child_of', [['company', 'child_of', acme]], 'Anna Bert Ezra'],
      ['child_of a leaf', [['company', 'child_of', deep]], 'Ezra'],
      ['child_of several', [['company', 'child_of', [deep, beta]]], 'Cleo Ezra'],
      ['child_of in a circle', [['company', 'child_of', ring]], 'Finn'],
      ['parent_of', [['company', 'parent_of', deep]], 'Anna Bert Ezra'],
      ['parent_of a root', [['company', 'parent_of', acme]], 'Anna'],
      ['child_of an own id', [['company.id', 'child_of', east]], 'Bert Ezra'],
      ['child_of through itself', [['company.parent', 'child_of', east]], 'Bert Ezra'],
      ['child_of to many', [['tags', 'child_of', vip]], 'Anna Cleo'],
      ['child_of elsewhere', [['company', 'child_of', someId(999)]], ''],
      ['what another tenant has', [['company.industry', '=', 'spy']], ''],
      ['what another tenant links', [['deals.amount', '=', 9999]], ''],
      ['what another tenant pairs', [['tags.name', '=', 'Other']], ''],
    ])
    .run(async ({ assert }, [, domain, expected]) => {
      assert.equal(await who(domain), expected)
      assert.equal(await who(domain, { tenantParameter: '$1' }), expected)
    })

  test('{0} in {1}')
    .with<[string, string, Domain<Contact>, string][]>([
      ['today', 'UTC', [['lastSeen', '=', 'today']], 'Bert Cleo'],
      ['not today', 'UTC', [['lastSeen', '!=', 'today']], 'Anna Dora Ezra Finn'],
      ['today', 'Europe/Berlin', [['lastSeen', '=', 'today']], 'Anna Bert'],
      ['today', 'America/New_York', [['lastSeen', '=', 'today']], 'Cleo Finn'],
      ['a day', 'UTC', [['lastSeen', '=', '2026-11-20']], 'Anna'],
      ['after a day', 'UTC', [['lastSeen', '>', '2026-11-20']], 'Bert Cleo Finn'],
      ['since a day', 'UTC', [['lastSeen', '>=', '2026-11-20']], 'Anna Bert Cleo Finn'],
      ['until a day', 'UTC', [['lastSeen', '<=', '2026-11-20']], 'Anna Ezra'],
      ['before a day', 'UTC', [['lastSeen', '<', '2026-11-20']], 'Ezra'],
      ['this week', 'UTC', [['lastSeen', '=', 'this_week']], 'Anna Bert Cleo Ezra Finn'],
      ['this week', 'America/New_York', [['lastSeen', '=', 'this_week']], 'Anna Bert Cleo Finn'],
      ['five days back', 'UTC', [['lastSeen', '=', '-5d']], 'Ezra'],
      ['now', 'UTC', [['lastSeen', '<', 'now']], 'Anna Bert Ezra'],
      ['a moment', 'UTC', [['lastSeen', '=', '2026-11-21T00:00Z']], 'Bert'],
      [
        'not a moment',
        'UTC',
        [['lastSeen', '!=', '2026-11-21T00:00Z']],
        'Anna Cleo Dora Ezra Finn',
      ],
      ['a local moment', 'Europe/Berlin', [['lastSeen', '=', '2026-11-21T01:00']], 'Bert'],
      ['birthday today', 'UTC', [['birthday', '=', 'today']], 'Anna'],
      ['birthday today', 'Pacific/Honolulu', [['birthday', '=', 'today']], 'Bert'],
      ['birthday now', 'UTC', [['birthday', '=', 'now']], 'Anna'],
      ['birthday not today', 'UTC', [['birthday', '!=', 'today']], 'Bert Cleo Dora Ezra Finn'],
      ['birthday this month', 'UTC', [['birthday', '=', 'this_month']], 'Anna Bert Ezra'],
      ['birthday since 30 days', 'UTC', [['birthday', '>=', '-30d']], 'Anna Bert Cleo Ezra Finn'],
      [
        'birthday in the next month',
        'UTC',
        [
          ['birthday', '>', 'today'],
          ['birthday', '<=', '+1m'],
        ],
        'Finn',
      ],
      ['birthday within years', 'UTC', [['birthday', '<', '+1y']], 'Anna Bert Cleo Ezra Finn'],
      ['no birthday', 'UTC', [['birthday', '=', null]], 'Dora'],
    ])
    .run(async ({ assert }, [, timeZone, domain, expected]) => {
      assert.equal(await who(domain, { timeZone }), expected)
    })

  test('{0} under record rules')
    .with<[string, Domain<Contact>, string][]>([
      ['own fields', [['status', '=', 'lead']], 'Anna Ezra'],
      ['a path', [['company.name', 'ilike', 'e']], 'Ezra'],
      ['a name', [['company', 'ilike', 'acme']], ''],
      ['not a name', [['company', 'not ilike', 'acme']], 'Anna Bert Cleo Dora Ezra Finn'],
      ['a deal', [['deals', 'any', []]], 'Bert'],
      ['no deal', [['deals', '=', null]], 'Anna Cleo Dora Ezra Finn'],
      ['a tag', [['tags', '!=', null]], 'Anna'],
      ['below what is hidden', [['company', 'child_of', acme]], ''],
      ['below what is seen', [['company', 'child_of', deep]], 'Ezra'],
    ])
    .run(async ({ assert }, [, domain, expected]) => {
      const rules = new Map<AskedModel, Domain<Company> | Domain<Deal> | Domain<Tag>>([
        [Company, [['industry', '=', 'Biotech']] satisfies Domain<Company>],
        [
          Deal,
          [
            ['amount', '>', 200],
            ['contact.status', '!=', null],
          ] satisfies Domain<Deal>,
        ],
        [
          Tag,
          [
            ['parent', '=', null],
            ['name', '!=', 'New'],
          ] satisfies Domain<Tag>,
        ],
      ])
      const ruleOf = (model: AskedModel) => {
        const rule = rules.get(model)
        return rule ? parseDomain(model, rule) : null
      }
      assert.equal(await who(domain, { ruleOf }), expected)
    })

  test('a tree ends where the asker sees no further', async ({ assert }) => {
    const ruleOf = (model: AskedModel) => parseDomain(model, [['name', '!=', 'Acme East']])
    assert.equal(await who([['company', 'child_of', acme]], { ruleOf }), 'Anna')
    assert.equal(await who([['company', 'parent_of', deep]], { ruleOf }), 'Ezra')
  })

  test('a tree may have any number of levels', async ({ assert }) => {
    const level = (number: number) => someId(1000 + number)
    for (let number = 0; number < 120; number += 1) {
      const parent_id = number === 0 ? null : level(number - 1)
      await scratch.insert('companies', { tenant_id: tenant, id: level(number), parent_id })
    }
    const id = someId(7)
    await scratch.insert('contacts', { tenant_id: tenant, id, company_id: level(119) })
    const below = parseDomain(Contact, [['company', 'child_of', level(0)]])
    assert.deepEqual(await scratch.ids(below), [id])
    await scratch.client.query('delete from contacts where id = $1', [id])
  })

  test('a rule does not ask for the rules of what it asks about', async ({ assert }) => {
    const ruleOf = (model: AskedModel) =>
      parseDomain(model, model === Deal ? [['contact.deals.amount', '>', 50]] : [[0, '=', 1]])
    assert.equal(await who([['deals', 'any', []]], { ruleOf }), 'Anna Bert')
  })
})
