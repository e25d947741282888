import { test } from '@japa/runner'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import app from '@adonisjs/core/services/app'
import { dropDatabase, runProgram as run, surroundings } from '#tests/support/other_database'

/** Files that tell the compiler what the host adds to the types of its packages. */
const host = ['adonisrc.ts', 'app/**/*.ts', 'config/**/*.ts', 'start/**/*.ts', 'tests/bootstrap.ts']

const bin = (path: string) => app.makePath('node_modules', path)

test.group('New modules', (group) => {
  let addons: string

  group.each.setup(async () => {
    ace.ui.switchMode('raw')
    await mkdir(app.makePath('storage'), { recursive: true })
    addons = await mkdtemp(app.makePath('storage', 'addons-'))
    return () => {
      ace.ui.switchMode('normal')
      return rm(addons, { recursive: true })
    }
  })

  const make = (...args: string[]) => ace.exec('make:module', [...args, `--into=${addons}`])

  test('pass types, style and every test as they are', async ({ assert }) => {
    assert.equal((await make('fleet', '--model=service_order')).exitCode, 0)
    assert.equal((await make('vision-notes')).exitCode, 0)

    const config = join(addons, 'tsconfig.json')
    const settings = {
      extends: '../../tsconfig.json',
      compilerOptions: { incremental: false },
      include: ['**/*.ts', ...host.map((path) => `../../${path}`)],
      exclude: [],
    }
    await writeFile(config, JSON.stringify(settings))
    const types = await run([bin('typescript/bin/tsc'), '-p', config])
    assert.equal(types.code, 0, types.output)
    const layout = await run([
      bin('prettier/bin/prettier.cjs'),
      '--check',
      '--ignore-path=/dev/null',
      `${addons}/**/*.ts`,
    ])
    assert.equal(layout.code, 0, layout.output)

    const files = ['module_suite', 'service_orders', 'notes', 'isolation']
    const env = { ...(await surroundings('made')), ADDONS_PATH: addons }
    const tests = await run(
      ['bin/test.ts', 'functional', ...files.flatMap((file) => ['--files', file])],
      env
    )
    assert.equal(tests.code, 0, tests.output)
    assert.match(tests.output, /Module fleet \| declarations/)
    assert.match(tests.output, /Module vision-notes \| declarations/)
    assert.match(tests.output, /Service orders \(.*service_orders\.spec\.ts\)/)
    assert.match(tests.output, /Notes \(.*notes\.spec\.ts\)/)

    const check = await run(['bin/console.ts', 'db:check'], env)
    await dropDatabase(env.DATABASE_URL)
    assert.equal(check.code, 0, check.output)
  })

  const refused: [title: string, args: string[], fault: RegExp][] = [
    ['a name that no folder can have', ['Fleet_1'], /"Fleet_1" is not a name/],
    ['an address of the host', ['login'], /"login" is an address of the host/],
    ['the name of a module that is there', ['crm'], /module of this name already: .*modules\/crm/],
    ['a model that has no class', ['fleet', '--model=2nd'], /"2nd" is not a name for a model/],
  ]

  for (const [title, args, fault] of refused) {
    test(`refuse ${title}`, async ({ assert }) => {
      const command = await make(...args)
      assert.equal(command.exitCode, 1)
      assert.match(command.ui.logger.getLogs()[0]!.message, fault)
      assert.isFalse(existsSync(join(addons, args[0]!)))
    })
  }

  test('are never written over', async ({ assert }) => {
    await make('fleet')
    const again = await make('fleet', '--model=truck')
    assert.equal(again.exitCode, 1)
    assert.isFalse(existsSync(join(addons, 'fleet/models/truck.ts')))
  })
})
