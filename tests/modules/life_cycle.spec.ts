import { test } from '@japa/runner'
import i18nManager from '@adonisjs/i18n/services/main'
import { said } from '#app/domains/errors'
import { inEnglish } from '#app/domains/reasons'
import { textsOf } from '#app/http/texts'
import { checkCatalogue } from '#app/modules/check/catalogue'
import { withEmptyDatabase } from '#tests/support/empty_database'
import {
  callsFiles,
  fill,
  fillLoyalty,
  TABLES,
  withHouse,
  type House,
} from '#tests/support/life_cycle'
import pg from 'pg'

test.group('Modules | life cycle', () => {
  test('only shipped modules are installed by themselves', async ({ assert }) => {
    const proof = async (house: House) => {
      assert.deepEqual(await house.states(), {
        base: 'installed',
        crm: 'installed',
        integrations: 'installed',
      })
      await house.perform('install', 'loyalty')
      assert.equal((await house.states()).loyalty, 'installed')
    }
    await withHouse('life', proof, withEmptyDatabase)
  })

  test('a plan says what would happen and changes nothing', async ({ assert }) => {
    await withHouse('life', async (house) => {
      const before = await house.fingerprint()
      const plan = await house.plan('install', 'calls')
      assert.deepEqual(plan.conflicts, [])
      assert.deepEqual(
        plan.operations.map(({ kind, module }) => `${kind} ${module}`),
        ['install loyalty', 'install calls']
      )
      assert.deepEqual(
        plan.tables.map(({ name, effect }) => `${name} ${effect}`),
        ['calls_calls created', 'loyalty_levels created']
      )
      assert.includeMembers(
        plan.columns.map(({ name }) => name),
        ['crm_contacts.loyalty_points', 'crm_contacts.loyalty_card']
      )
      const adding = plan.statements.find(({ sql }) =>
        sql.startsWith('alter table "crm_contacts"')
      )!
      assert.match(adding.sql, /add column "loyalty_points" integer not null default '5'/)
      assert.deepEqual(adding.locks, [
        { table: 'public.crm_contacts', mode: 'AccessExclusiveLock', blocks: 'everything' },
      ])
      assert.deepEqual(await house.fingerprint(), before)
    })
  })

  test('what is uninstalled and installed again is what it was', async ({ assert }) => {
    await withHouse('life', async (house) => {
      const empty = await house.fingerprint('crm_contacts')
      await house.perform('install', 'loyalty', 'calls')
      await fill(house)
      const full = await house.fingerprint(...TABLES)

      const uninstall = await house.perform('uninstall', 'calls', 'loyalty')
      assert.deepEqual(
        uninstall.tables.map(({ name, effect, rows }) => `${name} ${effect} ${rows}`),
        ['calls_calls archived 2', 'loyalty_levels archived 2']
      )
      const away = await house.fingerprint()
      const ofOthers = (lines: string[]) =>
        lines.filter(
          (line) => !/archive_|loyalty|calls/.test(line) && !line.startsWith('crm_contacts:')
        )
      assert.deepEqual(ofOthers(away), ofOthers(empty))
      assert.equal((await house.states()).loyalty, 'archived')

      await house.setUp()
      assert.deepEqual(await house.states(), {
        base: 'installed',
        calls: 'archived',
        crm: 'installed',
        integrations: 'installed',
        loyalty: 'archived',
      })

      const archives = await house.operator().archives()
      assert.deepEqual(
        archives.map(({ id, module, rows }) => `${id} ${module} ${rows}`),
        ['2 loyalty 5', '1 calls 2']
      )
      await house.perform('install', 'calls')
      assert.deepEqual(await house.fingerprint(...TABLES), full)
      assert.deepEqual(await house.operator().archives(), [])
    })
  })

  test('nobody but the owner can read an archive', async ({ assert }) => {
    await withHouse('life', async (house) => {
      await house.perform('install', 'loyalty')
      await fillLoyalty(house)
      await house.perform('uninstall', 'loyalty')
      const owner = new pg.Client(house.empty.credentials.of('owner'))
      const runtime = new pg.Client(house.empty.credentials.of('runtime'))
      await Promise.all([owner.connect(), runtime.connect()])
      try {
        assert.deepEqual(await checkCatalogue(owner, house.empty.credentials), [])
        await assert.rejects(
          () => runtime.query('select from archive_1.loyalty_levels'),
          /permission denied for schema archive_1/
        )
      } finally {
        await Promise.all([owner.end(), runtime.end()])
      }
    })
  })

  test('dependants must be named, and are listed', async ({ assert }) => {
    await withHouse('life', async (house) => {
      await house.perform('install', 'calls')
      const plan = await house.plan('uninstall', 'crm')
      assert.deepEqual(plan.conflicts, [
        'calls depends on crm: calls has to be uninstalled, too',
        'integrations depends on crm: integrations has to be uninstalled, too',
        'loyalty depends on crm: loyalty has to be uninstalled, too',
      ])
      const disable = await house.plan('disable', 'loyalty')
      assert.deepEqual(disable.conflicts, [
        'calls depends on loyalty: calls has to be disabled, too',
      ])
      await house.perform('disable', 'loyalty', 'calls')
      assert.equal((await house.states()).calls, 'disabled')
      await house.perform('enable', 'calls')
      assert.equal((await house.states()).loyalty, 'installed')
    })
  })

  test('several are all or nothing', async ({ assert }) => {
    await withHouse('life', async (house) => {
      await house.folders.module(
        'broken',
        { depends: ['calls'] },
        {
          'migrations/0001_b.ts': `import { Migration } from '#addon'
            export default class extends Migration {
              async up() {
                this.schema.raw('create table broken_one ()')
                this.schema.raw('create table crm_contacts ()')
              }
            }`,
        }
      )
      const before = await house.fingerprint()
      const plan = await house.plan('install', 'broken')
      assert.lengthOf(plan.conflicts, 1)
      assert.match(
        plan.conflicts[0]!,
        /^broken cannot be installed: migrations\/0001_b\.ts: .*"crm_contacts" already exists/
      )
      await assert.rejects(() => house.perform('install', 'broken'), /already exists/)
      assert.deepEqual(await house.fingerprint(), before)
    })
  })

  test('a migration that throws is named with its line, and what is none with its file', async ({
    assert,
  }) => {
    await withHouse('life', async (house) => {
      const throwing = `import { Migration } from '#addon'
        export default class extends Migration {
          async up() {
            throw new Error('no wheels')
          }
        }`
      await house.folders.module('faulty', {}, { 'migrations/0001_a.ts': throwing })
      await house.folders.module('hollow', {}, { 'migrations/0001_b.ts': 'export const b = 1' })
      const faulty = await house.plan('install', 'faulty')
      assert.deepEqual(faulty.conflicts, [
        'faulty cannot be installed: migrations/0001_a.ts:4: no wheels',
      ])
      const hollow = await house.plan('install', 'hollow')
      assert.match(hollow.conflicts.join(), /: migrations\/0001_b\.ts: exports no migration: /)
    })
  })

  test('a table that does not keep tenants apart is a conflict, in every language', async ({
    assert,
  }) => {
    await withHouse('life', async (house) => {
      await house.folders.module(
        'leaky',
        {},
        {
          'migrations/0001_b.ts': `import { Migration } from '#addon'
            export default class extends Migration {
              async up() { this.schema.raw('create table leaky_notes (text text)') }
            }`,
        }
      )
      const { conflicts } = await house.operator().plan([{ kind: 'install', module: 'leaky' }])
      assert.include(conflicts.map(inEnglish), 'public.leaky_notes row-level security is off')
      const german = conflicts.map((each) => said(each, textsOf(i18nManager, 'de')))
      assert.include(german, 'public.leaky_notes: Row-Level Security ist aus')
    })
  })

  test('what is not as planned is not done', async ({ assert }) => {
    await withHouse('life', async (house) => {
      await house.perform('install', 'calls')
      await fill(house)
      const operator = house.operator()
      const plan = await operator.plan([
        { kind: 'uninstall', module: 'calls' },
        { kind: 'uninstall', module: 'loyalty' },
      ])
      await house.query(`update app.module_objects set name = 'loyalty_moods' where name = 'loyalty_mood';
        alter type loyalty_mood rename to loyalty_moods`)
      const before = await house.fingerprint(...TABLES)
      await assert.rejects(
        () => operator.execute(plan.digest),
        /Statement \d+ is not the planned one/
      )
      assert.deepEqual(await house.fingerprint(...TABLES), before)
    })
  })

  test('a plan is executed once', async ({ assert }) => {
    await withHouse('life', async (house) => {
      const operator = house.operator()
      const { digest } = await operator.plan([{ kind: 'install', module: 'loyalty' }])
      await operator.execute(digest)
      await assert.rejects(() => operator.execute(digest), /no plan/)
      await assert.rejects(() => operator.execute('0'.repeat(32)), /no plan/)
    })
  })

  test('a module whose files are gone can be uninstalled', async ({ assert }) => {
    await withHouse('life', async (house) => {
      await house.perform('install', 'calls')
      await fill(house)
      const full = await house.fingerprint(...TABLES)
      const { folders } = house
      await folders.moveAway('calls')
      await folders.moveAway('loyalty')
      const plan = await house.plan('uninstall', 'loyalty')
      assert.deepEqual(plan.conflicts, [
        'calls depends on loyalty: calls has to be uninstalled, too',
      ])
      await house.perform('uninstall', 'loyalty', 'calls')
      assert.equal((await house.states()).calls, 'archived')
      await folders.moveBack('calls')
      await folders.moveBack('loyalty')
      await house.perform('restore', 'calls', 'loyalty')
      assert.deepEqual(await house.fingerprint(...TABLES), full)
    })
  })

  test('newer migrations run after the archive has come back; older files refuse it', async ({
    assert,
  }) => {
    await withHouse('life', async (house) => {
      await house.perform('install', 'calls')
      await fill(house)
      await house.perform('uninstall', 'calls')
      await house.folders.module(
        'calls',
        { depends: ['crm', 'loyalty'], version: '2.0.0' },
        callsFiles(2)
      )
      await house.perform('install', 'calls')
      const rows = await house.query<{ subject: string; minutes: null }>(
        'select subject, minutes from calls_calls order by 1'
      )
      assert.deepEqual(rows, [
        { subject: 'Call 1', minutes: null },
        { subject: 'Call 2', minutes: null },
      ])
      await house.perform('uninstall', 'calls')
      await house.folders.write('calls/migrations/0002_minutes.ts', '')
      await house.folders.removeFile('calls/migrations/0002_minutes.ts')
      const { conflicts } = await house.plan('install', 'calls')
      assert.match(conflicts[0]!, /whose migration 0002_minutes is not among the files/)
    })
  })

  test('purging says what it deletes, and deletes it', async ({ assert }) => {
    await withHouse('life', async (house) => {
      await house.perform('install', 'calls')
      await fill(house)
      await house.perform('uninstall', 'calls', 'loyalty')
      const early = await house.plan('purge', 'loyalty')
      assert.match(early.conflicts[0]!, /calls_calls leads into the archive 2; purge it first/)
      const plan = await house.perform('purge', 'calls')
      assert.deepEqual(
        plan.tables.map(({ name, effect, rows }) => `${name} ${effect} ${rows}`),
        ['calls_calls deleted 2']
      )
      await house.perform('purge', 'loyalty')
      assert.deepEqual(await house.operator().archives(), [])
      assert.equal((await house.states()).calls, 'absent')
      await house.perform('install', 'calls')
      const [{ count }] = (await house.query<{ count: string }>(
        'select count(*) from calls_calls'
      )) as [{ count: string }]
      assert.equal(count, '0')
    })
  })

  test('two operators work one after the other', async ({ assert }) => {
    await withHouse('life', async (house) => {
      const results = await Promise.allSettled([
        house.perform('install', 'loyalty'),
        house.perform('install', 'loyalty'),
      ])
      const failed = results.filter(({ status }) => status === 'rejected')
      assert.lengthOf(failed, 1)
      assert.equal((await house.states()).loyalty, 'installed')
    })
  })
})

test.group('Modules | an operator that is killed', () => {
  test('leaves everything as it was, at whichever statement', async ({ assert }) => {
    await withHouse('life', async (house) => {
      await house.perform('install', 'loyalty')
      await fillLoyalty(house)
      const before = await house.fingerprint('loyalty_levels', 'crm_contacts')
      const { statements } = await house.plan('uninstall', 'loyalty')
      for (const number of statements.keys()) {
        const operator = house.operator()
        const { digest } = await operator.plan([{ kind: 'uninstall', module: 'loyalty' }])
        const dying = dieBefore(statements[number]!.sql, house)
        await assert.rejects(() => operator.execute(digest).finally(dying.end))
        assert.isTrue(dying.hasDied(), `statement ${number + 1}`)
        assert.deepEqual(await house.fingerprint('loyalty_levels', 'crm_contacts'), before)
      }
      await house.perform('uninstall', 'loyalty')
      assert.equal((await house.states()).loyalty, 'archived')
    })
  })
})

/** Cuts the connection on which this statement is about to be sent, as a killed process would. */
function dieBefore(sql: string, house: House) {
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown }
  const original = prototype.query
  let died = false
  prototype.query = function (this: { processID: number }, ...given) {
    const [first] = given
    const text = typeof first === 'string' ? first : (first as { text?: string }).text
    if (text !== sql || died) return original.apply(this, given)
    died = true
    const kill = house.query('select pg_terminate_backend($1)', [this.processID])
    const answer = kill.then(() => original.apply(this, [{ ...(first as object) }]))
    return answer
  }
  return {
    hasDied: () => died,
    end: () => {
      prototype.query = original
    },
  }
}
