import { test } from '@japa/runner'
import pg from 'pg'
import { inEnglish } from '#app/domains/reasons'
import { ModuleFiles } from '#app/modules/module_files'
import { withEmptyDatabase, type EmptyDatabase } from '#tests/support/empty_database'
import { ModuleFolders } from '#tests/support/module_folders'

const BASE = import.meta.resolve('@adonisjs/lucid/schema')
const migration = (statement: string) => `import { BaseSchema } from '${BASE}'
  export default class extends BaseSchema {
    async up() { this.schema.raw('${statement}') }
  }`

async function query(empty: EmptyDatabase, sql: string) {
  const client = new pg.Client(empty.credentials.of('owner'))
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test.group('Setup', (group) => {
  let folders: ModuleFolders

  group.each.setup(async () => {
    folders = await ModuleFolders.create()
    await folders.module('alpha', {}, { 'migrations/0001_a.ts': migration('create table a ()') })
    return () => folders.remove()
  })

  const sound = () => new ModuleFiles([folders.root]).load()

  test('runs each migration once', async ({ assert }) => {
    await withEmptyDatabase('setup', async (empty) => {
      const told: string[] = []
      assert.deepEqual(await empty.setup.run(await sound(), (line) => told.push(line)), [])
      assert.include(told, 'alpha: 0001_a')
      const again: string[] = []
      assert.deepEqual(await empty.setup.run(await sound(), (line) => again.push(line)), [])
      assert.deepEqual(again, [])
    })
  })

  test('leaves out a module that fails, whole, and what depends on it', async ({ assert }) => {
    await folders.module(
      'beta',
      {},
      {
        'migrations/0001_b.ts': migration('create table b ()'),
        'migrations/0002_b.ts': migration('create table b ()'),
      }
    )
    await folders.module('gamma', { depends: ['beta'] })
    await folders.module('omega', { depends: ['alpha'] })
    await withEmptyDatabase('setup', async (empty) => {
      const faults = await empty.setup.run(await sound(), () => {})
      assert.deepEqual(
        faults.map(({ name }) => name),
        ['beta', 'gamma']
      )
      assert.match(
        inEnglish(faults[0]!.reason),
        /^cannot be installed: migrations\/0002_b\.ts: .*relation "b" already exists/
      )
      assert.equal(inEnglish(faults[1]!.reason), 'depends on "beta", which cannot be installed')
      assert.deepEqual(await query(empty, 'select name from app.modules order by name'), [
        { name: 'alpha' },
        { name: 'omega' },
      ])
      assert.deepEqual(await query(empty, `select to_regclass('public.b') as table`), [
        { table: null },
      ])
    })
  })

  test('may run several times at once', async ({ assert }) => {
    await withEmptyDatabase('setup', async (empty) => {
      const modules = await sound()
      const runs = Array.from({ length: 4 }, () => empty.setup.run(modules, () => {}))
      assert.deepEqual(await Promise.all(runs), [[], [], [], []])
      assert.lengthOf(await query(empty, 'select name from app.modules'), 1)
    })
  })
})
