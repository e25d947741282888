import { test } from '@japa/runner'
import { inEnglish, reason as reasonOf } from '#app/domains/reasons'
import { discoverModules } from '#app/modules/discovery'
import { ModulesService } from '#app/modules/modules_service'
import { ModuleFolders } from '#tests/support/module_folders'

const APP_ROOT = process.cwd()

test.group('Modules | faults', (group) => {
  let folders: ModuleFolders
  let others: ModuleFolders

  group.each.setup(async () => {
    folders = await ModuleFolders.create()
    others = await ModuleFolders.create()
    await folders.module('alpha')
    await folders.module('omega', { depends: ['alpha'] })
    return async () => {
      await folders.remove()
      await others.remove()
    }
  })

  /** What lies in the folders: the modules that open, and the reason for each that does not. */
  async function discovered() {
    const { modules, faults } = await discoverModules([folders.root, others.root])
    return {
      open: modules.map(({ manifest }) => manifest.name),
      faults: Object.fromEntries(faults.map(({ name, reason }) => [name, inEnglish(reason)])),
    }
  }

  /** The same after everything in the folders has been imported. */
  async function loaded() {
    const service = new ModulesService(folders.root, `${folders.root}:${others.root}`)
    const names = (await service.load()).map(({ name }) => name)
    const faults = Object.fromEntries(
      service.faults.map(({ name, reason }) => [name, inEnglish(reason)])
    )
    return { open: names, faults }
  }

  test('sound modules open, those they depend on first', async ({ assert }) => {
    await folders.module('beta', { depends: ['omega'] })
    assert.deepEqual(await discovered(), { open: ['alpha', 'omega', 'beta'], faults: {} })
  })

  const manifests: [title: string, change: object, reason: RegExp][] = [
    ['no title', { title: '' }, /^faulty manifest: "title" is missing$/],
    ['no depends', { depends: undefined }, /"depends" must be a list of module names/],
    ['a number as a dependency', { depends: [1] }, /"depends" must be a list of module names/],
    ['a version of two parts', { version: '1.0' }, /version "1\.0" is not of the form 1\.2\.3/],
    ['the name of another folder', { name: 'alpha' }, /"alpha" is not the name of its folder/],
  ]

  for (const [title, change, reason] of manifests) {
    test(`a manifest with ${title}`, async ({ assert }) => {
      await folders.module('faulty', change)
      const { open, faults } = await discovered()
      assert.deepEqual(open, ['alpha', 'omega'])
      assert.deepEqual(Object.keys(faults), ['faulty'])
      assert.match(faults.faulty!, reason)
    })
  }

  test('several faults of a manifest are told at once', async ({ assert }) => {
    await folders.module('faulty', { title: '', version: 'one' })
    assert.match((await discovered()).faults.faulty!, /"title" is missing; version "one"/)
  })

  test('a folder whose name no module can have', async ({ assert }) => {
    await folders.module('Fault_y')
    const { open, faults } = await discovered()
    assert.deepEqual(open, ['alpha', 'omega'])
    assert.match(faults.Fault_y!, /"Fault_y" is not a name/)
  })

  test('a name that the host needs for its own addresses', async ({ assert }) => {
    await folders.module('login')
    const { open, faults } = await discovered()
    assert.deepEqual(open, ['alpha', 'omega'])
    assert.match(faults.login!, /"login" is an address of the host/)
  })

  test('no manifest, and one that throws', async ({ assert }) => {
    await folders.write('empty/module.ts', 'export const manifest = {}')
    await folders.write('throwing/module.ts', `throw new Error('out of paper')`)
    await folders.write('garbled/module.ts', 'export default {')
    await folders.write('silent/module.ts', 'throw null')
    const { open, faults } = await discovered()
    assert.deepEqual(open, ['alpha', 'omega'])
    assert.match(faults.empty!, /exports no manifest/)
    assert.equal(faults.throwing, 'module.ts cannot be loaded: out of paper')
    assert.match(faults.garbled!, /^module\.ts cannot be loaded: /)
    assert.equal(faults.silent, 'module.ts cannot be loaded: null')
  })

  test('a folder without a manifest is no module', async ({ assert }) => {
    await folders.write('notes/readme.txt', 'Not a module')
    assert.deepEqual(await discovered(), { open: ['alpha', 'omega'], faults: {} })
  })

  test('a dependency that is not there, and all that rests on it', async ({ assert }) => {
    await folders.module('beta', { depends: ['ghost'] })
    await folders.module('gamma', { depends: ['alpha', 'beta'] })
    const { open, faults } = await discovered()
    assert.deepEqual(open, ['alpha', 'omega'])
    assert.deepEqual(faults, {
      beta: 'depends on "ghost", which is not there',
      gamma: 'depends on "beta", which cannot be opened',
    })
  })

  test('a dependency with a faulty manifest', async ({ assert }) => {
    await folders.module('beta', { version: '' })
    await folders.module('gamma', { depends: ['beta'] })
    const { open, faults } = await discovered()
    assert.deepEqual(open, ['alpha', 'omega'])
    assert.match(faults.beta!, /"version" is missing/)
    assert.equal(faults.gamma, 'depends on "beta", which cannot be opened')
  })

  test('a cycle is told to all in it and to nobody else', async ({ assert }) => {
    await folders.module('one', { depends: ['two'] })
    await folders.module('three', { depends: ['one'] })
    await folders.module('two', { depends: ['three', 'alpha'] })
    await folders.module('beside', { depends: ['one'] })
    const { open, faults } = await discovered()
    assert.deepEqual(open, ['alpha', 'omega'])
    for (const name of ['one', 'two', 'three']) assert.match(faults[name]!, /^dependency cycle: /)
    for (const name of ['one', 'two', 'three']) assert.include(faults.one!, name)
    assert.equal(faults.beside, 'depends on "one", which cannot be opened')
  })

  test('a module that depends on itself', async ({ assert }) => {
    await folders.module('selfish', { depends: ['selfish'] })
    const { open, faults } = await discovered()
    assert.deepEqual(open, ['alpha', 'omega'])
    assert.equal(faults.selfish, 'dependency cycle: selfish → selfish')
  })

  test('the first of two modules of one name opens', async ({ assert }) => {
    await others.module('alpha')
    const { modules, faults } = await discoverModules([folders.root, others.root])
    assert.deepEqual(
      modules.map(({ path }) => path),
      [`${folders.root}/alpha`, `${folders.root}/omega`]
    )
    assert.deepEqual(faults, [
      {
        name: 'alpha',
        path: `${others.root}/alpha`,
        reason: reasonOf('nameTaken', { path: `${folders.root}/alpha` }),
      },
    ])
  })

  const breaking: [title: string, file: string, content: string, reason: RegExp][] = [
    [
      'a model',
      'models/thing.ts',
      `\nthrow new Error('no more things')`,
      /: models\/thing\.ts:2: no more things$/,
    ],
    [
      'access',
      'access.ts',
      'export default [undefinedName]',
      /: access\.ts:1: undefinedName is not defined$/,
    ],
    ['a menu', 'menus.ts', `import './nowhere.ts'`, /nowhere/],
    ['routes', 'routes.ts', 'const routes = 1\nexport default (', /: routes\.ts:2: ./],
    [
      'a view',
      'views/thing.ts',
      `import { nothing } from 'node:fs'`,
      /: views\/thing\.ts:1: .*nothing/,
    ],
    [
      'a view that Node cannot strip',
      'views/thing.ts',
      '\n\nenum Colour { red }',
      /: views\/thing\.ts:3: .*enum is not supported/,
    ],
    [
      'a menu without an export',
      'menus.ts',
      'export const menu = 1',
      /: menus\.ts has no default export, which is to be menu\(…\)$/,
    ],
  ]

  for (const [title, file, content, reason] of breaking) {
    test(`an exception while ${title} is loaded`, async ({ assert }) => {
      await folders.module('broken', {}, { [file]: content })
      await folders.module('resting', { depends: ['broken'] })
      const { open, faults } = await loaded()
      assert.deepEqual(open, ['alpha', 'omega'])
      assert.match(faults.broken!, /^cannot be loaded: /)
      assert.match(faults.broken!, reason)
      assert.equal(faults.resting, 'depends on "broken", which cannot be opened')
    })
  }

  test('modules outside of the checkout import the host and its packages', async ({ assert }) => {
    const service = new ModulesService(APP_ROOT, others.root)
    await others.module(
      'outside',
      { depends: ['base', 'nextdoor'] },
      {
        'models/thing.ts': `import { DateTime } from 'luxon'
          import { Model, text } from '#addon'
          import { Tag } from '#modules/base/models/tag'
          import { Neighbour } from '#modules/nextdoor/models/neighbour'
          export class Thing extends Model {
            static table = 'outside_things'
            static fields = { name: text({ label: [DateTime, Tag, Neighbour].map((each) => each.name).join() }) }
          }`,
      }
    )
    await others.module(
      'nextdoor',
      {},
      {
        'models/neighbour.ts': `import { Model } from '#addon'
          export class Neighbour extends Model {}`,
      }
    )
    const outside = (await service.load()).find(({ name }) => name === 'outside')
    assert.deepEqual(service.faults, [])
    assert.equal(outside?.models[0]?.allFields.name?.options.label, 'DateTime,Tag,Neighbour')
  })
})
