import { test } from '@japa/runner'
import { wordNames } from '#app/http/import/word_names'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { until } from '#tests/support/until'
import { Visitor } from '#tests/support/visitor'
import { WorkerProcess } from '#tests/support/worker_process'

const ROWS = 8000

/**
 * Every tenth row has no address, every 20th is the one before it again. Companies that are not there
 * are spelled in two ways, all over the file; those of rows without an address are in no other row.
 */
function file(): string {
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const address = at % 20 === 19 ? at - 1 : at
    const mail = at % 10 === 0 ? 'nobody' : `row${address}@example.test`
    const firm = `${at % 3 === 0 ? 'FIRM' : 'Firm'} ${at % 10 === 0 ? at : `of ${at % 700}`}`
    return `Row ${at},${mail},${firm}`
  })
  return `First name,E-mail,Company\n${lines.join('\n')}\n`
}

/** The firms of rows that come in. */
const FIRMS = new Set(
  Array.from({ length: ROWS }, (_, at) => at).flatMap((at) =>
    at % 10 === 0 || at % 20 === 19 ? [] : [`firm of ${at % 700}`]
  )
)

/** What the chunks of the only import say: how many are done, and the sums of their rows. */
function progress(what: 'test' | 'result') {
  return asOwner(async (owner) => {
    const sum = (name: string) => `coalesce(sum((${what} ->> '${name}')::int), 0)::int as ${name}`
    const { rows } = await owner.query(
      `select count(*) filter (where ${what} is not null)::int as done, count(*)::int as chunks,
         coalesce(sum(row_count), 0)::int as rows,
         ${['created', 'updated', 'skipped', 'failed'].map(sum).join(', ')} from import_chunks`
    )
    return rows[0] as Record<string, number>
  })
}

const untilSo = (what: 'test' | 'result', isSoFar: (now: Record<string, number>) => boolean) =>
  until('the import', () => progress(what), isSoFar)

test.group('Imports whose workers are killed', (group) => {
  const workers: WorkerProcess[] = []

  group.each.setup(async () => {
    await emptyDatabase()
    return async () => {
      await Promise.all(workers.map((worker) => worker.kill()))
      await emptyDatabase()
    }
  })

  const another = async () => {
    const worker = await WorkerProcess.start()
    workers.push(worker)
    return worker
  }

  test('kill -9 in the middle, twice: every row counts once, and comes in once', async ({
    assert,
  }) => {
    const tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.administrator'])
    const manager = await Visitor.of('mia@alpha.test')
    await manager.get('/crm/contacts/import')
    const { path } = await manager.upload('/crm/contacts/import', 'contacts.csv', file())
    const form = { 'columns[]': ['firstName', 'email', 'company'], 'headings': '1', 'key': 'email' }
    const match = (said: Record<string, string>) =>
      manager.post(`${path}?_method=PUT`, { ...form, onMatch: 'skip', ...said })
    await match({})
    const first = await another()
    const settled = () =>
      until(
        'the page',
        () => manager.get(path),
        ({ headers }) => !headers.get('refresh')
      )
    await settled()
    await match({ [wordNames('company', null).meaning]: 'create' })
    await untilSo('test', ({ done, chunks }) => chunks! > 0 && done === chunks)
    const { created, skipped, failed } = await progress('test')
    const expected = { created, updated: 0, skipped, failed }
    assert.deepEqual(expected, { created: 6800, updated: 0, skipped: 400, failed: 800 })
    const made = `companies: ${FIRMS.size}.`
    assert.include((await settled()).text, made)

    await manager.post(`${path}/run`)
    await untilSo('result', ({ done }) => done! >= 1)
    await first.kill()
    const second = await another()
    const after = (await progress('result')).done!
    assert.isBelow(after, 8)
    await untilSo('result', ({ done }) => done! > after)
    await second.kill()
    assert.isBelow((await progress('result')).done!, 8)
    await another()
    const { done, chunks, ...sums } = await untilSo('result', (now) => now.done === now.chunks)

    assert.deepEqual(sums, { ...expected, rows: ROWS })
    assert.equal(sums.created! + sums.updated! + sums.skipped! + sums.failed!, ROWS)
    const contacts = await tenant.run(() => Contact.query().select('email'))
    assert.lengthOf(contacts, 6800)
    assert.equal(new Set(contacts.map(({ email }) => email)).size, 6800)

    assert.include((await settled()).text, made)
    const companies = await tenant.run(() => Company.query().select('name'))
    const names = companies.map(({ name }) => name.toLowerCase())
    assert.deepEqual(new Set(names), FIRMS)
    assert.lengthOf(names, FIRMS.size)
  })
})
