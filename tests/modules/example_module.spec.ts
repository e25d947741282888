import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { dropDatabase, runProgram as run, surroundings } from '#tests/support/other_database'

const examples = app.makePath('examples')

test.group('The example of a third-party module', () => {
  test('compiles against the host and the module that it extends', async ({ assert }) => {
    const compiler = app.makePath('node_modules/typescript/bin/tsc')
    const { code, output } = await run([compiler, '-p', examples])
    assert.equal(code, 0, output)
  })

  test('is installed, passes the suite of all modules and its own tests', async ({ assert }) => {
    const env = { ...(await surroundings('example')), ADDONS_PATH: examples }
    const files = ['module_suite', 'loyalty'].flatMap((name) => ['--files', name])
    const { code, output } = await run(['bin/test.ts', 'functional', ...files], env)
    assert.equal(code, 0, output)
    assert.match(output, /Module loyalty \| declarations/)
    assert.match(output, /Loyalty \(.*loyalty\.spec\.ts\)/)

    const refused = await run(['bin/console.ts', 'module:uninstall', 'crm'], env)
    assert.equal(refused.code, 1)
    assert.match(refused.output, /loyalty depends on crm: loyalty has to be uninstalled, too/)
    const uninstall = await run(['bin/console.ts', 'module:uninstall', 'loyalty', '--yes'], env)
    assert.equal(uninstall.code, 0, uninstall.output)
    const check = await run(['bin/console.ts', 'db:check'], env)
    await dropDatabase(env.DATABASE_URL)
    assert.equal(check.code, 0, check.output)
  })
})
