import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { figuresOf, Importer } from '#tests/support/importer'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

const ROWS = 1003
const file = ['First name', ...Array.from({ length: ROWS }, (_, row) => `Row ${row + 1}`)].join(
  '\n'
)

/** A database that fails at the last row, in no way that an import knows. */
const breakDatabase = () =>
  asOwner((owner) =>
    owner.query(`
      create function public.fail_of_a_test() returns trigger language plpgsql as
        $$ begin raise exception using errcode = 'XX000', message = 'out of order'; end $$;
      create trigger fail_of_a_test before insert on crm_contacts for each row
        when (new.first_name = 'Row ${ROWS}') execute function public.fail_of_a_test()`)
  )

const mendDatabase = () =>
  asOwner((owner) => owner.query('drop function if exists public.fail_of_a_test() cascade'))

/** Lets attempts follow each other at once, until the import is given up. */
async function untilGivenUp() {
  const isRunning = async () =>
    asOwner(async (owner) => {
      await owner.query(`select bullmq.promote(queue, id) from bullmq.job
        where name = 'transfer.import' and state = 'delayed'`)
      const { rowCount } = await owner.query(`select from imports where state = 'running'`)
      return rowCount! > 0
    })
  while (await isRunning()) await sleep(20)
}

test.group('Imports that cannot go on', (group) => {
  let tenant: TestTenant
  let manager: Visitor
  let importer: Importer
  withWorker(group)

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('mia@alpha.test', ['base.administrator'])
    manager = await Visitor.of('mia@alpha.test')
    importer = new Importer(manager, '/crm/contacts')
    return async () => {
      await mendDatabase()
      await emptyDatabase()
    }
  })

  const halted = async () => {
    const page = await importer.test(file)
    await breakDatabase()
    await manager.post(`${page.path}/run`)
    await untilGivenUp()
    return manager.get(page.path)
  }

  const count = async () => (await tenant.run(() => Contact.query())).length

  test('keep what came in, are not matched again, and go on with the rest', async ({ assert }) => {
    const page = await halted()
    assert.include(page.text, 'The import stopped')
    assert.deepEqual(figuresOf(page.text), [ROWS, 1000, 0, 0, 0])
    assert.equal(await count(), 1000)

    await manager.post(`${page.path}?_method=PUT`, { 'columns[]': ['lastName'] })
    assert.include((await manager.get(page.path)).text, 'The import stopped')
    await mendDatabase()
    const done = await importer.run(page)
    assert.notInclude(done.text, 'The import stopped')
    assert.deepEqual(figuresOf(done.text), [ROWS, ROWS, 0, 0, 0])
    assert.equal(await count(), ROWS)

    await importer.run(page)
    assert.equal(await count(), ROWS)
  })

  test('are undone as far as they came', async ({ assert }) => {
    const page = await halted()
    await mendDatabase()
    assert.include((await importer.undo(page)).text, 'This import is undone')
    assert.equal(await count(), 0)
  })
})
