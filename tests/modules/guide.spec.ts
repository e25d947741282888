import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import env from '#start/env'
import { discoverModules } from '#app/modules/discovery'
import { loadModule } from '#app/modules/loader'
import { aspects, buildFromNothing, routeFaults, schemaFaults } from '#tests/support/module_suite'

const house = await (await app.container.make('modules')).load()
const root = join(env.get('STORAGE_PATH'), 'guide')

/** The files of the module that the guide builds, as they are printed there. */
function printedFiles(): { path: string; text: string }[] {
  const guide = readFileSync(app.makePath('docs', 'modules.md'), 'utf8')
  const files = guide.matchAll(/^`addons\/(visits\/\S+)`\n\n```ts\n([\s\S]*?)^```$/gm)
  return Array.from(files, ([, path, text]) => ({ path: path!, text: text! }))
}

/** Runs the compiler over the printed files and returns what it says. */
async function compilerFaults(): Promise<string> {
  const inCheckout = (path: string) => relative(root, app.makePath(path))
  const surroundings = [
    'adonisrc.ts',
    'app/**/*.ts',
    'config/*.ts',
    'start/*.ts',
    'tests/bootstrap.ts',
  ]
  const config = {
    extends: inCheckout('tsconfig.json'),
    include: ['**/*.ts', ...surroundings.map(inCheckout)],
    exclude: [],
  }
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(config))
  const compiler = app.makePath('node_modules/typescript/bin/tsc')
  const options = ['-p', root, '--incremental', 'false']
  return promisify(execFile)(process.execPath, [compiler, ...options]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout
  )
}

/** Files of the examples that the guide prints. */
function printedExamples(): { path: string; text: string }[] {
  const guide = readFileSync(app.makePath('docs', 'modules.md'), 'utf8')
  const files = guide.matchAll(/^`(examples\/\S+)`\n\n```ts\n([\s\S]*?)^```$/gm)
  return Array.from(files, ([, path, text]) => ({ path: path!, text: text! }))
}

test('the guide prints files of the examples as they are', ({ assert }) => {
  const printed = printedExamples()
  assert.isNotEmpty(printed)
  for (const { path, text } of printed) {
    assert.equal(text, readFileSync(app.makePath(path), 'utf8'), path)
  }
})

test.group('The module of the guide', (group) => {
  group.setup(() => {
    for (const { path, text } of printedFiles()) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return () => rmSync(root, { recursive: true })
  })

  test('compiles as it is printed', async ({ assert }) => {
    assert.equal(await compilerFaults(), '')
  })

  test('passes the suite that every module passes', async ({ assert }) => {
    const discovery = await discoverModules([app.makePath('modules'), root])
    assert.deepEqual(discovery.faults, [])
    const onDisk = new Set(discovery.modules.map(({ manifest }) => manifest.name))
    const visits = await loadModule(discovery.modules.at(-1)!, onDisk)
    const extended = [...house.filter(({ name }) => name !== 'visits'), visits]
    assert.lengthOf(visits.jobs, 1)
    const found = aspects.flatMap(({ faults }) => faults(visits, extended))
    assert.deepEqual(found, [])
    assert.deepEqual(await routeFaults(visits), [])
    assert.deepEqual(schemaFaults(visits, await buildFromNothing(extended)), [])
  })
})
